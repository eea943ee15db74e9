from gensim.models import Word2Vec

class CallbackAny2Vec:
    def on_epoch_end(self, model: Word2Vec) -> None: ...
