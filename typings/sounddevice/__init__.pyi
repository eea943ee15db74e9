from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, TypedDict, overload

from typing_extensions import Buffer

class PortAudioError(Exception): ...
class CallbackStop(Exception): ...
class CallbackAbort(Exception): ...

class CallbackFlags:
    input_overflow: bool
    def __bool__(self) -> bool: ...

class DeviceInfo(TypedDict):
    name: str
    index: int
    hostapi: int
    max_input_channels: int
    max_output_channels: int
    default_samplerate: float

class HostApiInfo(TypedDict):
    name: str
    devices: list[int]
    default_input_device: int
    default_output_device: int

class DeviceList(tuple[DeviceInfo, ...]): ...

class RawInputStream:
    def __init__(
        self,
        samplerate: float | None = None,
        blocksize: int | None = None,
        device: int | str | None = None,
        channels: int | None = None,
        dtype: str | None = None,
        latency: str | float | None = None,
        callback: Callable[[Buffer, int, Any, CallbackFlags], None] | None = None,
        finished_callback: Callable[[], None] | None = None,
    ) -> None: ...
    @property
    def active(self) -> bool: ...
    @property
    def samplerate(self) -> float: ...
    def start(self) -> None: ...
    def stop(self, ignore_errors: bool = True) -> None: ...
    def abort(self, ignore_errors: bool = True) -> None: ...
    def close(self, ignore_errors: bool = True) -> None: ...
    def __enter__(self) -> RawInputStream: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

@overload
def query_devices() -> DeviceList: ...
@overload
def query_devices(*, kind: Literal["input", "output"]) -> DeviceInfo: ...
def query_hostapis() -> tuple[HostApiInfo, ...]: ...
def check_input_settings(
    device: int | str | None = None,
    channels: int | None = None,
    dtype: str | None = None,
    samplerate: float | None = None,
) -> None: ...
def _terminate() -> None: ...
def _initialize() -> None: ...
