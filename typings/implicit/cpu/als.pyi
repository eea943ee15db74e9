from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

class AlternatingLeastSquares:
    item_factors: NDArray[np.float32]
    user_factors: NDArray[np.float32]
    def __init__(
        self,
        factors: int = 100,
        regularization: float = 0.01,
        alpha: float = 1.0,
        *,
        iterations: int = 15,
        num_threads: int = 0,
        random_state: int | None = None,
    ) -> None: ...
    def fit(
        self,
        user_items: sparse.csr_matrix,
        show_progress: bool = True,
        callback: Callable[[int, float, float | None], None] | None = None,
    ) -> None: ...
