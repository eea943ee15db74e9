"""A WAV that is readable while it grows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.core.errors import StorageError
from app.media.recording_file import RECORDING_RATE, RecordingFile


def test_it_can_be_read_after_every_block(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "r.wav"
    tone = (0.5 * np.sin(np.arange(16_000) / 5)).astype(np.float32)
    with RecordingFile(path, 16_000) as file:
        for start in range(0, 16_000, 800):
            file.write(tone[start : start + 800])
            samples, rate = soundfile.read(path)
            assert rate == RECORDING_RATE
            assert len(samples) / rate >= file.seconds - 0.06
    samples, _ = soundfile.read(path)
    assert len(samples) == pytest.approx(RECORDING_RATE, abs=2)
    assert np.abs(samples[5000:-5000]).max() == pytest.approx(0.5, abs=0.01)


def test_samples_beyond_full_scale_are_limited(tmp_path: Path) -> None:
    with RecordingFile(tmp_path / "r.wav", RECORDING_RATE) as file:
        file.write(np.full(4410, 3.0, np.float32))
    samples, _ = soundfile.read(tmp_path / "r.wav")
    assert samples.min() >= -1e-4
    assert samples.max() > 0.999


def test_a_full_disk(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this platform has no /dev/full")
    with pytest.raises(StorageError, match="free some space"), RecordingFile(full, 44_100) as file:
        file.write(np.ones(44_100, np.float32))
