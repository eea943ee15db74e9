from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import FusionError
from app.encoders.audio.cepstral import (
    BANDS,
    COEFFICIENTS,
    CepstralDistanceExtractor,
    CepstralModel,
    cepstral_distances,
)
from app.encoders.audio.log_mel import cepstra, log_mel
from app.encoders.extractor import FitData
from tests.encoders.conftest import sound_of
from tests.encoders.samples import RATE, neighbour_accuracy, sounds

EXTRACTOR = CepstralDistanceExtractor(prototypes=6)


def test_the_nearest_sound_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, sounds()) >= 0.8  # by chance 0.25


def test_the_distance_is_that_of_log_spectra_in_decibels_without_their_level() -> None:
    spectra = log_mel(sounds(1).media[3], BANDS)
    whole = cepstra(spectra, BANDS)[:, 1:]
    shapes = spectra - spectra.mean(axis=1, keepdims=True)
    expected = np.sqrt(np.square(shapes[0] - shapes[5]).mean())
    assert cepstral_distances(whole[:1], whole[5:6])[0, 0] == pytest.approx(expected, rel=1e-3)
    smooth = cepstra(spectra, COEFFICIENTS + 1)[:, 1:]
    assert 0 < cepstral_distances(smooth[:1], smooth[5:6])[0, 0] <= expected
    np.testing.assert_allclose(np.diag(cepstral_distances(smooth, smooth)), 0, atol=0.05)


def test_a_sound_is_near_the_prototype_that_is_made_of_it() -> None:
    described = EXTRACTOR.describe(sounds(4).media)
    model = EXTRACTOR.fit(described, FitData([]))
    distances = model.distances(described)
    mean, least = distances[:, :6], distances[:, 6:]
    assert (least <= mean).all() and (least >= 0).all()
    own = np.array([0, 4, 8, 12])
    nearest = mean.argmin(axis=1)
    # Hum, whistle, noise and knocks each have a prototype that is nearest to them alone.
    assert len(set(nearest[own])) == 4
    assert mean.min(axis=1).max() < 12 < mean.max(axis=1).min()


def test_gain_changes_nothing() -> None:
    sound = sounds(1).media[1]
    quiet = sound_of(sound.samples * np.float32(0.02), RATE)
    one, other = EXTRACTOR.describe([sound, quiet])
    np.testing.assert_allclose(one, other, atol=5e-2)


def test_prototypes_come_from_the_training_sounds_alone() -> None:
    described = EXTRACTOR.describe(sounds(3).media)
    model = EXTRACTOR.fit(described[:6], FitData([], seed=2))
    same = EXTRACTOR.fit(described[:6], FitData([], seed=2))
    assert isinstance(model, CepstralModel) and model.digest == same.digest
    assert model.digest != EXTRACTOR.fit(described[6:], FitData([], seed=2)).digest
    again = EXTRACTOR.restore(model.arrays(), model.settings())
    np.testing.assert_array_equal(again.transform(described), model.transform(described))


def test_silence_and_one_sample_fit_and_are_finite() -> None:
    media = [sound_of(np.zeros(count, np.float32), RATE) for count in (1, 4000)]
    described = EXTRACTOR.describe(media)
    model = EXTRACTOR.fit(described, FitData([]))
    assert np.isfinite(model.transform(described)).all()
    with pytest.raises(FusionError, match="at least 1 items"):
        EXTRACTOR.fit([], FitData([]))
