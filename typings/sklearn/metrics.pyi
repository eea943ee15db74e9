from typing import Any

from numpy.typing import NDArray

def ndcg_score(y_true: NDArray[Any], y_score: NDArray[Any], *, k: int | None = None) -> float: ...
