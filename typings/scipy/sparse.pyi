from typing import Any

import numpy as np
from numpy.typing import NDArray

class coo_matrix:
    row: NDArray[np.int32]
    col: NDArray[np.int32]
    data: NDArray[Any]

class csr_matrix:
    shape: tuple[int, int]
    data: NDArray[Any]
    T: csr_matrix
    def __init__(
        self, arg: Any, shape: tuple[int, int] | None = None, dtype: Any = None
    ) -> None: ...
    def __add__(self, other: csr_matrix) -> csr_matrix: ...
    def __matmul__(self, other: NDArray[Any]) -> NDArray[Any]: ...
    def tocoo(self) -> coo_matrix: ...
    def toarray(self) -> NDArray[Any]: ...
