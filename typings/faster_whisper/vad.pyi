from typing import Any

import numpy as np
from numpy.typing import NDArray

class SileroVADModel:
    def __call__(self, audio: NDArray[np.float32]) -> NDArray[Any]: ...

def get_vad_model() -> SileroVADModel: ...
