import numpy as np
from numpy.typing import NDArray

class lapack:
    @staticmethod
    def spotrf(
        a: NDArray[np.float32], lower: int = 0, overwrite_a: int = 0
    ) -> tuple[NDArray[np.float32], int]: ...
    @staticmethod
    def spotri(
        c: NDArray[np.float32], lower: int = 0, overwrite_c: int = 0
    ) -> tuple[NDArray[np.float32], int]: ...
