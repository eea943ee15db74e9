from __future__ import annotations

import numpy as np
import pytest

from app.core.lab import FRAMES_SHAPE
from app.encoders.audio.frames import FramesExtractor, fixed_frames
from app.encoders.audio.log_mel import RATE
from app.encoders.extractor import FitData
from tests.encoders.conftest import sound_of
from tests.encoders.samples import neighbour_accuracy, sounds

EXTRACTOR = FramesExtractor()


def test_the_nearest_sound_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, sounds()) >= 0.6  # by chance 0.25


def test_frames_lie_one_after_the_other() -> None:
    """First silence, then a low tone: rows are time and columns are bands."""
    time = np.arange(RATE) / RATE
    tone = np.where(time < 0.5, 0, np.sin(2 * np.pi * 150 * time)).astype(np.float32)
    (description,) = EXTRACTOR.describe([sound_of(tone, RATE)])
    frames = description.reshape(FRAMES_SHAPE)
    assert frames[:28].max() == -80
    assert frames[40:, :4].max(axis=1).min() > -10 > frames[40:, 10:].max(axis=1).max() + 10


@pytest.mark.parametrize("length", [1, 5, 64, 65, 1000])
def test_any_length_becomes_one(length: int) -> None:
    track = np.arange(length, dtype=np.float32)[:, None].repeat(2, axis=1)
    frames = fixed_frames(track, 64)
    assert frames.shape == (64, 2)
    assert (np.diff(frames[:, 0]) >= 0).all()
    assert frames.mean() == pytest.approx(track.mean(), abs=0.5 + length * 0.01)
    if length == 64:
        np.testing.assert_array_equal(frames, track)


def test_each_band_is_scaled_alike_at_all_times() -> None:
    described = EXTRACTOR.describe(sounds(3).media)
    features = EXTRACTOR.fit(described, FitData([])).transform(described)
    bands = features.reshape(-1, FRAMES_SHAPE[1])
    np.testing.assert_allclose(bands.mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(bands.std(axis=0), 1, atol=1e-3)
