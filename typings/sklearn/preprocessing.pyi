from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import Self

class StandardScaler:
    def fit(self, X: NDArray[Any]) -> Self: ...
    def transform(self, X: NDArray[Any]) -> NDArray[np.float32]: ...

def normalize(X: NDArray[Any]) -> NDArray[np.float32]: ...
