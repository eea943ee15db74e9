from typing import Any, Literal

from numpy.typing import NDArray

def dct(
    x: NDArray[Any],
    type: Literal[1, 2, 3, 4] = 2,
    n: int | None = None,
    axis: int = -1,
    norm: Literal["backward", "ortho", "forward"] | None = None,
) -> NDArray[Any]: ...
