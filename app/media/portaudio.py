"""PortAudio, the library that reaches microphones, and which microphones it sees."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import MicrophoneError

if TYPE_CHECKING:
    from sounddevice import DeviceInfo

SUBJECT = "microphone"
NO_DEVICE = "none is connected; plug one in, or allow access in the system's sound settings"
# PortAudio's device list belongs to the whole process, and reading it anew ends all streams.
_RECORDING = threading.Lock()


@dataclass(frozen=True)
class InputDevice:
    """A microphone that is connected."""

    name: str
    is_default: bool


@dataclass(frozen=True)
class InputDevices:
    """All microphones, the default one first; ``problem`` says why there are none."""

    devices: tuple[InputDevice, ...]
    problem: str = ""


def list_microphones() -> InputDevices:
    """Look which microphones are connected now; never raises.

    While a recording runs, the list is the one from its start.
    """
    try:
        require_portaudio()
        if _RECORDING.acquire(blocking=False):
            try:
                _look_again()
            finally:
                _RECORDING.release()
        found, default = _inputs()
    except MicrophoneError as error:
        return InputDevices((), error.why)
    names = dict.fromkeys(device["name"] for device in found)
    devices = [InputDevice(name, name == default) for name in names]
    devices.sort(key=lambda device: not device.is_default)
    return InputDevices(tuple(devices), "" if devices else NO_DEVICE)


@contextmanager
def held_microphone(name: str) -> Iterator[DeviceInfo]:
    """Hold the named microphone, or the system's default when it is empty, for a recording.

    Raises
    ------
    MicrophoneError
        When PortAudio is missing, there is no such device, or another recording runs.
    """
    require_portaudio()
    if not _RECORDING.acquire(blocking=False):
        raise MicrophoneError(SUBJECT, "is in use by another recording; stop that one first")
    try:
        _look_again()
        yield _choose(name)
    finally:
        _RECORDING.release()


def require_portaudio() -> None:
    """Import PortAudio's binding.

    Raises
    ------
    MicrophoneError
        When the library is not installed or does not start.
    """
    try:
        import sounddevice  # noqa: F401
    except OSError as error:
        raise MicrophoneError(
            SUBJECT, "needs PortAudio, which is missing; install libportaudio2 and start again"
        ) from error
    except Exception as error:  # PortAudioError cannot be named: its module did not load
        raise MicrophoneError(
            SUBJECT, f"cannot be reached ({error}); check the system's sound settings"
        ) from error


def _look_again() -> None:
    """Read the list of devices anew; PortAudio remembers the one of its start."""
    import sounddevice

    try:
        sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise MicrophoneError(
            SUBJECT, f"cannot be reached ({error}); check the system's sound settings"
        ) from error


def _inputs() -> tuple[list[DeviceInfo], str]:
    """Return all input devices and the name of the default one (empty when there is none)."""
    import sounddevice

    try:
        found = [device for device in sounddevice.query_devices() if device["max_input_channels"]]
        default = sounddevice.query_devices(kind="input")["name"] if found else ""
    except sounddevice.PortAudioError:
        return [], ""
    return found, default


def _choose(name: str) -> DeviceInfo:
    found, default = _inputs()
    if not found:
        raise MicrophoneError(SUBJECT, NO_DEVICE)
    wanted = name or default or found[0]["name"]
    for device in found:
        if device["name"] == wanted:
            return device
    raise MicrophoneError(wanted, "is not connected; plug it in or choose another microphone")
