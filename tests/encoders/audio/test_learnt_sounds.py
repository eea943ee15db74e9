from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import AudioFeature
from app.encoders import category_task
from app.encoders.audio.learnt_sounds import BANDS, FRAMES, WIDTH, LearntSoundExtractor
from app.encoders.device import CPU
from app.encoders.extractor import FitData
from app.training.chance import own_chance
from tests.encoders.conftest import sound_of
from tests.encoders.samples import nearest_accuracy, separation, sounds

KINDS = [AudioFeature.CNN, AudioFeature.LSTM]


@pytest.fixture(autouse=True)
def few_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = category_task.trainer_settings
    monkeypatch.setattr(
        category_task,
        "trainer_settings",
        lambda seed: replace(usual(seed), epochs=20, batch_size=8, learning_rate=5e-3),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_training_draws_the_kinds_apart(kind: AudioFeature) -> None:
    known, asked = sounds(seed=1), sounds(seed=2)
    extractor = LearntSoundExtractor(kind, CPU)
    model = extractor.fit(extractor.describe(known.media), FitData(known.categories))
    with own_chance(0):
        body = model.body.make().state_dict()
    weights = {name: body[name].numpy() for name in model.weights}
    described = extractor.describe(asked.media)
    learnt, untrained = model.transform(described), replace(model, weights=weights)
    gallery = model.transform(extractor.describe(known.media))
    accuracy = nearest_accuracy(gallery, known.categories, learnt, asked.categories)
    assert accuracy >= 0.8  # by chance 0.25
    # The part of the variance that lies within kinds.
    before = 1 - separation(untrained.transform(described), asked.categories)
    assert 1 - separation(learnt, asked.categories) < 0.7 * before


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_and_the_training_sounds_decide(
    kind: AudioFeature, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = category_task.trainer_settings
    monkeypatch.setattr(
        category_task, "trainer_settings", lambda seed: replace(usual(seed), epochs=2)
    )
    extractor = LearntSoundExtractor(kind, CPU)
    samples = sounds(4)
    described = extractor.describe(samples.media)
    half = samples.half(first=True).categories * 2
    model = extractor.fit(described[::2], FitData(half[:8], seed=1))
    assert model.digest == extractor.fit(described[::2], FitData(half[:8], seed=1)).digest
    assert model.digest != extractor.fit(described[::2], FitData(half[:8], seed=2)).digest
    assert model.digest != extractor.fit(described[1::2], FitData(half[:8], seed=1)).digest
    again = extractor.restore(model.arrays(), model.settings())
    assert again.digest == model.digest
    features = again.transform(described)
    assert features.shape == (16, WIDTH) and features.dtype == np.float32
    np.testing.assert_array_equal(features, model.transform(described))


def test_both_share_their_descriptions() -> None:
    cnn, lstm = (LearntSoundExtractor(kind, CPU) for kind in KINDS)
    assert cnn.description_digest == lstm.description_digest
    (description,) = cnn.describe([sound_of(np.zeros(1, np.float32), 8000)])
    assert description.shape == (FRAMES * BANDS,) and len(description) <= 8192
    assert np.isfinite(description).all()


def test_weights_of_the_other_network_are_refused() -> None:
    cnn, lstm = (LearntSoundExtractor(kind, CPU) for kind in KINDS)
    samples = sounds(2)
    model = cnn.fit(cnn.describe(samples.media), FitData(samples.categories))
    with pytest.raises(FusionError, match="fit the features again"):
        lstm.restore(model.arrays(), {**model.settings(), "parts": [["lstm", WIDTH]]})
    with pytest.raises(FusionError, match="lack the setting parts"):
        cnn.restore(model.arrays(), {})


def test_too_few_sounds_are_refused() -> None:
    extractor = LearntSoundExtractor(AudioFeature.CNN, CPU)
    samples = sounds(1)
    with pytest.raises(FusionError, match=r"at least 8 items with a category.* there are 4"):
        extractor.fit(extractor.describe(samples.media), FitData(samples.categories))
