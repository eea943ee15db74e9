"""Opening sounds."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from numpy.typing import NDArray

from app.core.errors import MediaError, StorageError
from app.media.fingerprint import sha256_of_file
from app.media.sound import Sound, load_sound, resample, waveform_peaks, write_wav

PITCH = 440.0


def tone(seconds: float, rate: int, channels: int = 1) -> NDArray[np.float32]:
    wave = 0.4 * np.sin(2 * np.pi * PITCH * np.arange(int(seconds * rate)) / rate)
    return np.repeat(wave.astype(np.float32)[:, None], channels, axis=1)


def pitch(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples * np.hanning(len(sound.samples))))
    return float(spectrum.argmax()) / sound.seconds


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3", "AIFF", "AU", "CAF", "RF64"])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_format(kind: str, channels: int, tmp_path: Path) -> None:
    path = tmp_path / "tone"
    soundfile.write(path, tone(1.5, 44_100, channels), 44_100, format=kind)
    sound = load_sound(path)
    assert sound.rate == 44_100
    assert sound.samples.dtype == np.float32
    assert sound.samples.ndim == 1
    assert sound.seconds == pytest.approx(1.5, abs=0.06)
    assert pitch(sound) == pytest.approx(PITCH, abs=2)
    assert np.abs(sound.samples[10_000:20_000]).max() == pytest.approx(0.4, abs=0.02)
    assert sound.sha256 == sha256_of_file(path)
    assert not sound.notices


@pytest.mark.parametrize(
    "subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW"]
)
def test_every_sample_type(subtype: str, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(1, 8000), 8000, subtype=subtype)
    sound = load_sound(tmp_path / "a.wav")
    assert np.abs(sound.samples - tone(1, 8000)[:, 0]).max() < 0.02


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 48_000, 96_000, 192_000])
def test_any_rate(rate: int, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(1.0, rate, 6), rate)
    sound = load_sound(tmp_path / "a.wav")
    assert sound.rate == min(rate, 48_000)
    assert sound.seconds == pytest.approx(1.0, abs=0.001)
    assert pitch(sound) == pytest.approx(PITCH, abs=2)
    changed = resample(sound, 16_000)
    assert changed.dtype == np.float32
    assert len(changed) == pytest.approx(16_000, abs=1)


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [
        ("m4a", "aac"),
        ("aac", "aac"),
        ("m4a", "alac"),
        ("wma", "wmav2"),
        ("webm", "libopus"),
        ("mp4", "aac"),
    ],
)
def test_what_ffmpeg_decodes(suffix: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / f"-tone é.{suffix}"
    tone_source = ["-f", "lavfi", "-i", f"sine={PITCH}:duration=1.5"]
    subprocess.run(
        ["ffmpeg", "-v", "error", *tone_source, "-ac", "2", "-c:a", codec, f"file:{path}"],
        check=True,
    )
    sound = load_sound(path)
    assert sound.seconds == pytest.approx(1.5, abs=0.1)
    assert pitch(sound) == pytest.approx(PITCH, abs=2)


def test_without_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tone.m4a"
    tone_source = ["-f", "lavfi", "-i", "sine=duration=1"]
    subprocess.run(["ffmpeg", "-v", "error", *tone_source, path], check=True)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MediaError, match="needs ffmpeg to be opened; install ffmpeg or convert"):
        load_sound(path)


def test_ffmpeg_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tone.m4a"
    tone_source = ["-f", "lavfi", "-i", "sine=duration=1"]
    subprocess.run(["ffmpeg", "-v", "error", *tone_source, path], check=True)
    slow = tmp_path / "bin"
    slow.mkdir()
    for name in ("ffmpeg", "ffprobe"):
        (slow / name).write_text(f"#!/bin/sh\nexec {shutil.which('tail')} -f /dev/null\n")
        (slow / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(slow))
    with pytest.raises(MediaError, match="takes too long to decode"):
        load_sound(path)
    assert not [one for one in psutil.Process().children(recursive=True) if one.name() == "tail"]


def wav_header(seconds: float, rate: int = 8000) -> bytes:
    size = int(seconds * rate)
    return (
        b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8) + b"data" + struct.pack("<I", size)
    )  # fmt: skip


def test_three_hours_are_refused_before_decoding(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with path.open("wb") as stream:
        stream.write(wav_header(3 * 3600))
        stream.truncate(44 + 3 * 3600 * 8000)
    # Whoever decodes stops at the limit, and cannot know how much would have followed.
    with pytest.raises(MediaError, match="lasts 180 minutes and the limit is 10"):
        load_sound(path)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["m4a", "mp3", "ogg"])
def test_three_compressed_hours_are_refused(suffix: str, tmp_path: Path) -> None:
    short, path = tmp_path / f"short.{suffix}", tmp_path / f"long.{suffix}"
    silence = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "300"]
    subprocess.run(["ffmpeg", "-v", "error", *silence, short], check=True)
    again = ["-stream_loop", "35", "-i", str(short), "-c", "copy"]
    subprocess.run(["ffmpeg", "-v", "error", *again, path], check=True)
    with pytest.raises(MediaError, match=r"lasts 1\d\d minutes and the limit is 10"):
        load_sound(path)


def test_ten_minutes_are_allowed(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(600 * 4000, np.int16), 4000)
    assert load_sound(tmp_path / "a.wav").seconds == 600.0
    soundfile.write(tmp_path / "b.wav", np.zeros(600 * 4000 + 1, np.int16), 4000)
    with pytest.raises(MediaError, match="the limit is 10"):
        load_sound(tmp_path / "b.wav")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_samples_that_are_not_numbers(value: float, tmp_path: Path) -> None:
    samples = tone(1, 8000)
    samples[4000] = value
    soundfile.write(tmp_path / "a.wav", samples, 8000, subtype="FLOAT")
    with pytest.raises(MediaError, match="not numbers"):
        load_sound(tmp_path / "a.wav")


@pytest.mark.parametrize("kind", ["WAV", "AU", "AIFF"])
def test_no_samples(kind: str, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a", np.zeros(0, np.float32), 8000, format=kind)
    with pytest.raises(MediaError, match="has no samples"):
        load_sound(tmp_path / "a")


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\0\0\0\0WAVE",
        b"fLaC" + b"\xff" * 50,
        b"OggS" + b"\0" * 50,
        b"ID3" + b"\xff" * 50,
        b"\0\0\0\x18ftypM4A \0\0\0\0" + b"x" * 99,
        wav_header(1, 2_000_000) + b"x" * 99,
        wav_header(1, 3) + b"x" * 99,
    ],
)
def test_damaged_sounds(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(data)
    with pytest.raises(MediaError):
        load_sound(tmp_path / "a.wav")


def test_what_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("la la la")
    with pytest.raises(MediaError, match="is text, not a sound"):
        load_sound(tmp_path / "a.wav")


def test_writing_and_peaks(tmp_path: Path) -> None:
    samples = np.concatenate([np.zeros(500), np.full(500, -0.5)]).astype(np.float32)
    sound = Sound(samples, 8000, 0.125, "", "made")
    write_wav(sound, tmp_path / "out.wav")
    assert np.abs(load_sound(tmp_path / "out.wav").samples - samples).max() < 1e-4
    peaks = waveform_peaks(sound, 10)
    assert peaks == (0.0,) * 5 + (0.5,) * 5
    assert len(waveform_peaks(Sound(samples[:3], 8000, 0.0, "", ""))) == 256
    with pytest.raises(StorageError):
        write_wav(sound, tmp_path / "missing" / "out.wav")
