"""Recording from a microphone into a file, whatever happens on the way."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import MediaError, MicrophoneError
from app.core.notice import Notice, NoticeCode
from app.media.file import printable
from app.media.portaudio import (
    SUBJECT,
    InputDevice,
    InputDevices,
    held_microphone,
    list_microphones,
)
from app.media.recording_file import RecordingFile
from app.media.silence import SilenceWatch
from app.media.sound import load_sound

if TYPE_CHECKING:
    from sounddevice import DeviceInfo
    from typing_extensions import Buffer

__all__ = [
    "LONGEST_RECORDING",
    "FinishedRecording",
    "InputDevice",
    "InputDevices",
    "RecordingEnd",
    "SoundLevel",
    "list_microphones",
    "record",
]

LONGEST_RECORDING = 60.0
"""Seconds."""

_BLOCKS_A_SECOND = 20
_SECONDS_WITHOUT_DATA = 2.0
_SECONDS_TO_THE_FIRST_DATA = 5.0
_SECONDS_BETWEEN_LOOKS = 0.1

Block = NDArray[np.float32]


class RecordingEnd(str, Enum):
    """Why a recording ended."""

    PERSON = "person"
    SILENCE = "silence"
    LIMIT = "limit"
    FAULT = "fault"


@dataclass(frozen=True)
class SoundLevel:
    """Live level: ``rms`` and ``peak`` from 0 to 1, ``seconds`` since the start."""

    rms: float
    peak: float
    seconds: float


@dataclass(frozen=True)
class FinishedRecording:
    """A recording that was kept: mono 16-bit WAV at 44,100 Hz.

    Attributes
    ----------
    path
        The file.
    seconds
        Its length.
    ended_by
        Why it ended; ``FAULT`` when the device or sound server went away.
    notices
        Warnings about the sound, and one more after a fault.
    """

    path: Path
    seconds: float
    ended_by: RecordingEnd
    notices: tuple[Notice, ...] = ()


def record(
    path: Path,
    stop: threading.Event,
    report_level: Callable[[SoundLevel], None],
    *,
    device: str = "",
    stop_on_silence: bool = True,
    longest_seconds: float = LONGEST_RECORDING,
) -> FinishedRecording:
    """Record until someone sets ``stop``, the speaker falls silent, or time is up.

    The file grows while recording, so nothing is lost when the program is killed. When the
    device is unplugged or the sound server goes away, what was recorded so far is kept and
    returned with ``RecordingEnd.FAULT``.

    Parameters
    ----------
    path
        The WAV file to write.
    stop
        Ends the recording by hand.
    report_level
        Called about 20 times a second, in the caller's thread.
    device
        Name of the microphone; empty means the system's default.
    stop_on_silence
        Whether to end after 1.5 s of quiet, once something was heard.
    longest_seconds
        Limit in seconds, at most 60.

    Raises
    ------
    MicrophoneError
        When PortAudio is missing, there is no such device, it may not be used, or it gave no
        sound at all.
    StorageError
        When the file cannot be written.
    """
    rule = _EndRule(stop, stop_on_silence, min(longest_seconds, LONGEST_RECORDING))
    with (
        held_microphone(device) as chosen,
        _open_stream(chosen) as blocks,
        RecordingFile(path, chosen["default_samplerate"]) as file,
    ):
        ended_by = _write_blocks(blocks, file, rule, report_level)
        seconds = file.seconds
    return _finished(path, seconds, ended_by, chosen["name"])


@contextmanager
def _open_stream(device: DeviceInfo) -> Iterator[queue.SimpleQueue[Block | None]]:
    """Start the device; its blocks come through the queue, and ``None`` when it ends."""
    import sounddevice

    blocks: queue.SimpleQueue[Block | None] = queue.SimpleQueue()

    channels, rate = _channels(device), device["default_samplerate"]

    def receive(data: Buffer, _frames: int, _time: Any, _status: Any) -> None:
        block: Block = np.frombuffer(memoryview(data), np.float32).reshape(-1, channels)
        blocks.put(block.mean(axis=1))

    with ExitStack() as at_end:
        try:
            stream = sounddevice.RawInputStream(
                samplerate=rate,
                blocksize=int(rate / _BLOCKS_A_SECOND),
                device=device["index"],
                channels=channels,
                dtype="float32",
                callback=receive,
                finished_callback=lambda: blocks.put(None),
            )
            at_end.callback(stream.close)
            stream.start()
        except sounddevice.PortAudioError as error:
            raise _cannot_open(device, error) from error
        at_end.callback(stream.abort)
        yield blocks


def _cannot_open(device: DeviceInfo, error: Exception) -> MicrophoneError:
    return MicrophoneError(
        device["name"],
        f"cannot be opened ({error}); allow access to it, close other programs that use "
        "it, or choose another microphone",
    )


def _channels(device: DeviceInfo) -> int:
    """One channel where the device can, else all that it has."""
    import sounddevice

    try:
        sounddevice.check_input_settings(
            device["index"], 1, "float32", samplerate=device["default_samplerate"]
        )
    except sounddevice.PortAudioError:
        return device["max_input_channels"]
    return 1


@dataclass(frozen=True)
class _EndRule:
    """When a recording that works is to end."""

    stop: threading.Event
    on_silence: bool
    longest: float

    def reached(self, seconds: float, watch: SilenceWatch) -> RecordingEnd | None:
        if self.stop.is_set():
            return RecordingEnd.PERSON
        if seconds >= self.longest:
            return RecordingEnd.LIMIT
        return RecordingEnd.SILENCE if self.on_silence and watch.is_over else None


def _write_blocks(
    blocks: queue.SimpleQueue[Block | None],
    file: RecordingFile,
    rule: _EndRule,
    report_level: Callable[[SoundLevel], None],
) -> RecordingEnd:
    """Write until the rule says so, the device ends, or no data came for too long."""
    watch = SilenceWatch()
    waited = 0.0
    while (ended_by := rule.reached(file.seconds, watch)) is None:
        try:
            block = blocks.get(timeout=_SECONDS_BETWEEN_LOOKS)
        except queue.Empty:
            waited += _SECONDS_BETWEEN_LOOKS
            if waited >= (_SECONDS_WITHOUT_DATA if file.seconds else _SECONDS_TO_THE_FIRST_DATA):
                return RecordingEnd.FAULT
            continue
        if block is None:
            return RecordingEnd.FAULT
        waited = 0.0
        before = file.seconds
        file.write(block)
        level = float(np.sqrt(np.mean(np.square(block, dtype=np.float64))))
        watch.listen(level, file.seconds - before)
        report_level(SoundLevel(min(1.0, level), _peak(block), file.seconds))
    return ended_by


def _peak(block: Block) -> float:
    return min(1.0, float(np.abs(block).max(initial=0.0)))


def _finished(path: Path, seconds: float, ended_by: RecordingEnd, device: str) -> FinishedRecording:
    if not seconds:
        path.unlink(missing_ok=True)
        why = "gave no sound; check that it is switched on and may be used"
        raise MicrophoneError(device or SUBJECT, why)
    try:
        notices = load_sound(path).notices
    except MediaError:
        notices = ()
    if ended_by is RecordingEnd.FAULT:
        message = (
            f"The microphone or the sound server went away after {seconds:.1f} s; "
            "what was recorded until then is kept."
        )
        notices = (*notices, Notice(NoticeCode.STOPPED_EARLY, printable(path), message))
    return FinishedRecording(path, seconds, ended_by, notices)
