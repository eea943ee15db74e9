"""Which extractor makes which text feature."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.extractor import Extractor
from app.encoders.fitted_arrays import name_of
from app.media.words import Words

_WORD2VEC = (TextFeature.WORD2VEC_CBOW, TextFeature.WORD2VEC_SKIP_GRAM)
_COUNTS = (TextFeature.BAG_OF_WORDS, TextFeature.TF_IDF)
_NETWORKS = (TextFeature.LSTM, TextFeature.TRANSFORMER)


def text_extractor(kind: TextFeature, *, glove_file: Path | None = None) -> Extractor[Words, str]:
    """Return the extractor of a text feature; libraries are loaded only for what needs them.

    Parameters
    ----------
    kind
        Which one.
    glove_file
        Word vectors for GloVe; learnt from the captions without it.

    Raises
    ------
    FusionError
        For the pretrained feature, which is the encoder pack's own and is never fitted.
    """
    if kind in _COUNTS:
        from app.encoders.text.counts import CountExtractor

        return CountExtractor(kind)
    if kind in _WORD2VEC:
        from app.encoders.text.word2vec import Word2VecExtractor

        return Word2VecExtractor(kind)
    if kind is TextFeature.GLOVE:
        from app.encoders.text.glove import GloveExtractor

        return GloveExtractor(glove_file)
    if kind in _NETWORKS:
        from app.encoders.text.learnt import LearntTextExtractor

        return LearntTextExtractor(kind)
    if kind is TextFeature.TOKENS:
        from app.encoders.text.token_ids import TokenExtractor

        return TokenExtractor()
    raise FusionError(
        name_of(kind), "come from the encoder pack and are not fitted; use the pack's encoder"
    )
