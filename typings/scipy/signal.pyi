from typing import Any

from numpy.typing import NDArray

def savgol_filter(
    x: NDArray[Any],
    window_length: int,
    polyorder: int,
    deriv: int = 0,
    delta: float = 1.0,
    axis: int = -1,
    mode: str = "interp",
    cval: float = 0.0,
) -> NDArray[Any]: ...
def find_peaks(
    x: NDArray[Any], *, distance: float | None = None, prominence: float | None = None
) -> tuple[NDArray[Any], dict[str, NDArray[Any]]]: ...
