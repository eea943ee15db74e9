from __future__ import annotations

import numpy as np

from app.encoders.audio.mel import BANDS, MelExtractor
from app.encoders.extractor import FitData
from tests.encoders.conftest import sound_of
from tests.encoders.samples import neighbour_accuracy, sounds

EXTRACTOR = MelExtractor()


def test_the_nearest_sound_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, sounds()) >= 0.8  # by chance 0.25


def test_mean_deviation_and_peak_of_each_band() -> None:
    hum, _, noise, _ = EXTRACTOR.describe(sounds(1).media)
    mean, deviation, peak = hum.reshape(3, BANDS)
    assert (peak >= mean).all() and (deviation >= 0).all() and peak.max() == 0
    # A hum is low, noise is everywhere.
    assert mean[:8].mean() > mean[-8:].mean() + 30
    assert abs(noise[:8].mean() - noise[44:52].mean()) < 10  # 52 is at 7 kHz, below the rate's half


def test_the_order_of_a_sound_does_not_count() -> None:
    """Statistics over time forget what comes first."""
    sound = sounds(1).media[3]
    backwards = sound_of(sound.samples[::-1].copy(), sound.rate)
    one, other = EXTRACTOR.describe([sound, backwards])
    np.testing.assert_allclose(one[:BANDS], other[:BANDS], atol=2.0)


def test_features_are_scaled_and_come_back() -> None:
    described = EXTRACTOR.describe(sounds(2).media)
    model = EXTRACTOR.fit(described, FitData([]))
    features = model.transform(described)
    assert features.shape == (8, 3 * BANDS)
    varied = np.stack(described).std(axis=0) > 1e-6
    np.testing.assert_allclose(features.std(axis=0)[varied], 1, atol=1e-3)
    again = EXTRACTOR.restore(model.arrays(), model.settings())
    assert again.digest == model.digest
