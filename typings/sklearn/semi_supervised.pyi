from typing import Literal

import numpy as np
from numpy.typing import NDArray

class LabelSpreading:
    label_distributions_: NDArray[np.float64]
    classes_: NDArray[np.int64]
    def __init__(
        self,
        kernel: Literal["knn", "rbf"] = ...,
        *,
        gamma: float = ...,
        n_neighbors: int = ...,
        alpha: float = ...,
        max_iter: int = ...,
        tol: float = ...,
    ) -> None: ...
    def fit(self, X: NDArray[np.float32], y: NDArray[np.int64]) -> LabelSpreading: ...
