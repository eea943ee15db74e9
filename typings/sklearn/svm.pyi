from typing import Any

from numpy.typing import NDArray
from typing_extensions import Self

class SVC:
    def __init__(
        self, C: float = 1.0, *, kernel: str = "rbf", class_weight: str | None = None
    ) -> None: ...
    def fit(self, X: NDArray[Any], y: NDArray[Any]) -> Self: ...
    def predict(self, X: NDArray[Any]) -> NDArray[Any]: ...
