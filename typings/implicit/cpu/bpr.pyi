from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

class BayesianPersonalizedRanking:
    item_factors: NDArray[np.float32]
    user_factors: NDArray[np.float32]
    def __init__(
        self,
        factors: int = 100,
        learning_rate: float = 0.01,
        regularization: float = 0.01,
        *,
        iterations: int = 100,
        num_threads: int = 0,
        random_state: int | None = None,
    ) -> None: ...
    def fit(
        self,
        user_items: sparse.csr_matrix,
        show_progress: bool = True,
        callback: Callable[..., None] | None = None,
    ) -> None: ...
