from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

class CountVectorizer:
    def __init__(
        self,
        *,
        analyzer: Callable[[str], list[str]],
        vocabulary: Mapping[str, int],
        dtype: type[Any] = ...,
    ) -> None: ...
    def transform(self, raw_documents: Iterable[str]) -> csr_matrix: ...

class TfidfVectorizer(CountVectorizer):
    def fit(self, raw_documents: Iterable[str]) -> TfidfVectorizer: ...

class TfidfTransformer:
    idf_: NDArray[np.float64]
    def __init__(self) -> None: ...
    def fit(self, X: csr_matrix) -> TfidfTransformer: ...
