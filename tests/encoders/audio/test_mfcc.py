from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.encoders.audio.log_mel import cepstra, log_mel, slopes
from app.encoders.audio.mfcc import BANDS, COEFFICIENTS, MfccExtractor
from app.encoders.extractor import FitData
from tests.encoders.conftest import sound_of
from tests.encoders.samples import RATE, neighbour_accuracy, sounds

EXTRACTOR = MfccExtractor()


def test_the_nearest_sound_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, sounds()) >= 0.8  # by chance 0.25


def test_gain_changes_nothing() -> None:
    sound = sounds(1).media[2]
    quiet = sound_of(sound.samples * np.float32(0.01), RATE)
    one, other = EXTRACTOR.describe([sound, quiet])
    np.testing.assert_allclose(one, other, atol=5e-2)


def test_the_columns_are_the_statistics_that_the_parts_name() -> None:
    sound = sounds(1).media[3]
    (description,) = EXTRACTOR.describe([sound])
    coefficients = cepstra(log_mel(sound, BANDS), COEFFICIENTS)
    tracks = (coefficients, slopes(coefficients), slopes(slopes(coefficients)))
    expected = [column for track in tracks for column in (track.mean(axis=0), track.std(axis=0))]
    np.testing.assert_allclose(description.reshape(6, COEFFICIENTS), expected, atol=1e-3)
    model = EXTRACTOR.fit([description], FitData([]))
    assert [part.name for part in model.parts][:3] == [
        "mfcc mean",
        "mfcc deviation",
        "delta mean",
    ]
    assert sum(part.size for part in model.parts) == len(description) == 120


def test_only_the_training_sounds_are_centred_and_of_unit_spread() -> None:
    described = EXTRACTOR.describe(sounds(3).media)
    model = EXTRACTOR.fit(described[:6], FitData([]))
    features = model.transform(described)
    np.testing.assert_allclose(features[:6].mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(features[:6].std(axis=0), 1, atol=1e-3)
    assert np.abs(features[6:].mean(axis=0)).max() > 1
    assert model.digest != EXTRACTOR.fit(described, FitData([])).digest


@pytest.mark.parametrize("samples", [np.zeros(1), np.zeros(9000), np.ones(3), np.full(500, 1e-30)])
def test_silence_and_single_samples_are_finite(samples: NDArray[np.float64]) -> None:
    (description,) = EXTRACTOR.describe([sound_of(samples.astype(np.float32), 44_100)])
    assert description.shape == (120,) and np.isfinite(description).all()


def test_nothing_to_fit_to_is_refused() -> None:
    with pytest.raises(FusionError, match="at least 1 items"):
        EXTRACTOR.fit([], FitData([]))
