from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from gensim.models.callbacks import CallbackAny2Vec
from numpy.typing import NDArray

class KeyedVectors:
    vectors: NDArray[np.float32]
    key_to_index: dict[str, int]

class Word2Vec:
    wv: KeyedVectors
    def __init__(
        self,
        sentences: Sequence[Sequence[str]],
        *,
        vector_size: int = ...,
        window: int = ...,
        min_count: int = ...,
        sg: int = ...,
        epochs: int = ...,
        workers: int = ...,
        seed: int = ...,
        hashfxn: Callable[[str], int] = ...,
        batch_words: int = ...,
        callbacks: Sequence[CallbackAny2Vec] = ...,
        **settings: Any,
    ) -> None: ...
