from os import PathLike
from types import TracebackType
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

__libsndfile_version__: str

class SoundFileError(Exception): ...
class SoundFileRuntimeError(SoundFileError, RuntimeError): ...

class LibsndfileError(SoundFileRuntimeError):
    code: int
    @property
    def error_string(self) -> str: ...

class SoundFile:
    def __init__(
        self,
        file: str | bytes | int | PathLike[str] | BinaryIO,
        mode: str | None = "r",
        samplerate: int | None = None,
        channels: int | None = None,
        subtype: str | None = None,
        endian: str | None = None,
        format: str | None = None,
        closefd: bool = True,
    ) -> None: ...
    @property
    def samplerate(self) -> int: ...
    @property
    def channels(self) -> int: ...
    @property
    def frames(self) -> int: ...
    @property
    def format(self) -> str: ...
    @property
    def subtype(self) -> str: ...
    @property
    def closed(self) -> bool: ...
    def read(
        self,
        frames: int = -1,
        dtype: Literal["float32"] = "float32",
        always_2d: bool = False,
        fill_value: float | None = None,
        out: NDArray[np.float32] | None = None,
    ) -> NDArray[np.float32]: ...
    def write(self, data: NDArray[Any]) -> None: ...
    def seek(self, frames: int, whence: int = 0) -> int: ...
    def tell(self) -> int: ...
    def flush(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> SoundFile: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

def read(
    file: str | int | PathLike[str] | BinaryIO,
    frames: int = -1,
    start: int = 0,
    stop: int | None = None,
    dtype: Literal["float32", "float64", "int16", "int32"] = ...,
    always_2d: bool = False,
) -> tuple[NDArray[Any], int]: ...
def write(
    file: str | int | PathLike[str] | BinaryIO,
    data: NDArray[Any],
    samplerate: int,
    subtype: str | None = None,
    endian: str | None = None,
    format: str | None = None,
    closefd: bool = True,
) -> None: ...
def available_formats() -> dict[str, str]: ...
