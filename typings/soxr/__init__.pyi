from typing import Any

import numpy as np
from numpy.typing import NDArray

QQ: str
LQ: str
MQ: str
HQ: str
VHQ: str

class ResampleStream:
    def __init__(
        self,
        in_rate: float,
        out_rate: float,
        num_channels: int,
        dtype: str | type = "float32",
        quality: str = "HQ",
        vr: bool = False,
    ) -> None: ...
    def resample_chunk(self, x: NDArray[np.float32], last: bool = False) -> NDArray[np.float32]: ...

def resample(
    x: NDArray[np.float32], in_rate: float, out_rate: float, quality: str | Any = "HQ"
) -> NDArray[np.float32]: ...
