import numpy as np
from numpy.typing import NDArray

class UMAP:
    def __init__(
        self,
        *,
        n_neighbors: int = ...,
        min_dist: float = ...,
        metric: str = ...,
        random_state: int | None = ...,
        n_jobs: int = ...,
        precomputed_knn: tuple[NDArray[np.int32] | None, NDArray[np.float32] | None, None] = ...,
    ) -> None: ...
    def fit_transform(self, X: NDArray[np.float32]) -> NDArray[np.float32]: ...
