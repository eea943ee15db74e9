from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

class WhisperModel:
    def __init__(
        self,
        model_size_or_path: str,
        device: str = ...,
        compute_type: str = ...,
        cpu_threads: int = ...,
        local_files_only: bool = ...,
    ) -> None: ...
    def transcribe(
        self, audio: NDArray[np.float32], **options: Any
    ) -> tuple[Iterable[Any], Any]: ...
