"""Recording against a real sound server."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from app.core.errors import MicrophoneError, StorageError
from app.core.notice import NoticeCode
from app.media.microphone import (
    FinishedRecording,
    RecordingEnd,
    SoundLevel,
    list_microphones,
    record,
)
from app.media.recording_file import RECORDING_RATE
from app.media.sound import load_sound
from tests.microphone import VirtualMicrophone


class Speaker:
    """Does something once the recording runs, in a thread of its own, and notes the levels."""

    def __init__(self, act: Callable[[], object], after_seconds: float = 0.2) -> None:
        self.levels: list[SoundLevel] = []
        self._after = after_seconds
        self._thread = threading.Thread(target=act)

    def __call__(self, level: SoundLevel) -> None:
        self.levels.append(level)
        if level.seconds >= self._after and self._thread.ident is None:
            self._thread.start()

    def finish(self) -> None:
        self._thread.join(60)


def record_while(
    path: Path, act: Callable[[], object], after_seconds: float = 0.2
) -> tuple[FinishedRecording, Speaker]:
    speaker = Speaker(act, after_seconds)
    recording = record(path, threading.Event(), speaker)
    speaker.finish()
    return recording, speaker


def make_chirp(path: Path, seconds: float = 2.0) -> NDArray[np.float32]:
    time = np.arange(int(seconds * 48_000)) / 48_000
    samples = (0.5 * np.sin(2 * np.pi * (200 + 900 * time) * time)).astype(np.float32)
    soundfile.write(path, samples, 48_000)
    return samples


def best_correlation(recorded: NDArray[np.float32], played: NDArray[np.float32]) -> float:
    size = len(recorded) + len(played)
    cross = np.fft.irfft(np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(played, size)), size)
    start = int(cross[: len(recorded)].argmax())
    part = recorded[start : start + len(played)]
    return float(np.corrcoef(part, played[: len(part)])[0, 1])


def test_what_is_recorded_is_what_was_played(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    played = make_chirp(tmp_path / "chirp.wav")
    recording, speaker = record_while(
        tmp_path / "new" / "recording.wav",
        lambda: virtual_microphone.play(tmp_path / "chirp.wav"),
    )
    assert recording.ended_by is RecordingEnd.SILENCE
    assert max(level.peak for level in speaker.levels) == pytest.approx(0.5, abs=0.05)
    sound = load_sound(recording.path)
    assert sound.rate == RECORDING_RATE
    assert sound.seconds == pytest.approx(recording.seconds, abs=0.01)
    assert best_correlation(sound.samples, soxr.resample(played, 48_000, RECORDING_RATE)) >= 0.95


def test_speech_then_silence_ends_the_recording(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    speech = tmp_path / "speech.wav"
    words = "A red fruit, and something to make music with"
    subprocess.run(["espeak-ng", "-w", speech, words], check=True)
    recording, _ = record_while(tmp_path / "r.wav", lambda: virtual_microphone.play(speech))
    assert recording.ended_by is RecordingEnd.SILENCE
    assert recording.seconds > load_sound(speech).seconds
    assert not recording.notices


def test_silence_alone_does_not_end_a_recording(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    recording = record(tmp_path / "r.wav", threading.Event(), lambda _: None, longest_seconds=2.5)
    assert recording.ended_by is RecordingEnd.LIMIT
    assert recording.seconds == pytest.approx(2.5, abs=0.1)
    assert [notice.code for notice in recording.notices] == [NoticeCode.SILENT]


def test_a_person_stops_by_hand(virtual_microphone: VirtualMicrophone, tmp_path: Path) -> None:
    stop = threading.Event()

    def stop_after_half_a_second(level: SoundLevel) -> None:
        if level.seconds >= 0.5:
            stop.set()

    recording = record(tmp_path / "r.wav", stop, stop_after_half_a_second)
    assert recording.ended_by is RecordingEnd.PERSON
    assert recording.seconds == pytest.approx(0.5, abs=0.15)


def test_an_unplugged_device_keeps_what_was_recorded(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    recording, _ = record_while(tmp_path / "r.wav", virtual_microphone.unplug, 1.0)
    assert_kept_after_a_fault(recording)


def test_a_killed_sound_server_keeps_what_was_recorded(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    recording, _ = record_while(tmp_path / "r.wav", virtual_microphone.kill_server, 1.0)
    assert_kept_after_a_fault(recording)
    assert list_microphones().problem


def assert_kept_after_a_fault(recording: FinishedRecording) -> None:
    assert recording.ended_by is RecordingEnd.FAULT
    assert recording.notices[-1].code is NoticeCode.STOPPED_EARLY
    assert load_sound(recording.path).seconds >= 0.9


def test_devices_are_listed_and_only_one_recording_runs(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    found = list_microphones()
    assert not found.problem
    assert found.devices[0].is_default
    stop = threading.Event()
    refusals: list[str] = []

    def try_another(_: SoundLevel) -> None:
        assert list_microphones() == found
        with pytest.raises(MicrophoneError) as caught:
            record(tmp_path / "other.wav", threading.Event(), lambda _: None)
        refusals.append(caught.value.why)
        stop.set()

    record(tmp_path / "r.wav", stop, try_another, device=found.devices[0].name)
    assert "in use" in refusals[0]


def test_a_device_that_is_not_there(virtual_microphone: VirtualMicrophone, tmp_path: Path) -> None:
    with pytest.raises(MicrophoneError, match="Headset X: is not connected"):
        record(tmp_path / "r.wav", threading.Event(), lambda _: None, device="Headset X")
    assert not (tmp_path / "r.wav").exists()


def test_a_folder_that_cannot_be_written(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        record(tmp_path / "file" / "r.wav", threading.Event(), lambda _: None)


def test_no_sound_server_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    found = list_microphones()
    assert not found.devices
    assert "none is connected" in found.problem
    with pytest.raises(MicrophoneError, match="none is connected"):
        record(tmp_path / "r.wav", threading.Event(), lambda _: None)


def test_portaudio_missing(tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    code = (
        "import threading; from pathlib import Path\n"
        "from app.media.microphone import list_microphones, record\n"
        "print(list_microphones().problem)\n"
        "try: record(Path('r.wav'), threading.Event(), print)\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert "libportaudio2" in first
    assert second.startswith("MicrophoneError microphone: needs PortAudio")


def test_a_killed_recording_leaves_a_readable_file(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    code = (
        "import threading, sys; from pathlib import Path\n"
        "from app.media.microphone import record\n"
        "record(Path(sys.argv[1]), threading.Event(), "
        "lambda level: print(level.seconds, flush=True), stop_on_silence=False)"
    )
    path = tmp_path / "r.wav"
    child = subprocess.Popen(
        [sys.executable, "-c", code, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with child:
        assert child.stdout is not None
        seconds = 0.0
        while seconds < 1.0:
            seconds = float(child.stdout.readline())
        child.kill()
    assert load_sound(path).seconds >= 0.9
