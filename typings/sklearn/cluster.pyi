from typing import Any

from numpy.typing import NDArray

class MiniBatchKMeans:
    cluster_centers_: NDArray[Any]
    def __init__(
        self,
        n_clusters: int = 8,
        *,
        batch_size: int = 1024,
        max_iter: int = 100,
        n_init: int | str = "auto",
        random_state: int | None = None,
    ) -> None: ...
    def fit(self, X: NDArray[Any], y: None = None) -> MiniBatchKMeans: ...
