from typing import Any

from numpy.typing import NDArray

class PCA:
    components_: NDArray[Any]
    def __init__(
        self,
        n_components: int | float | str | None = None,
        *,
        svd_solver: str = "auto",
        random_state: int | None = None,
    ) -> None: ...
    def fit(self, X: NDArray[Any], y: None = None) -> PCA: ...
    def transform(self, X: NDArray[Any]) -> NDArray[Any]: ...
