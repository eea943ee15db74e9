from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from torch import nn

from app.core.errors import FusionError
from app.core.lab import AudioFeature
from app.encoders import category_task
from app.encoders.category_task import Body
from app.encoders.device import CPU
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData
from app.encoders.learnt import LearntModel, fit_learnt, restore_learnt
from app.encoders.scaled import fit_scaled

KIND = AudioFeature.CNN
BODY = Body(
    lambda: nn.Sequential(nn.Linear(5, 4), nn.BatchNorm1d(4), nn.ReLU()), (FeaturePart("b", 4),)
)
ROWS = list(np.random.default_rng(0).normal(3, 2, size=(12, 5)).astype(np.float32))
CATEGORIES = ["a", "b", "c"] * 4


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> LearntModel:
    usual = category_task.trainer_settings
    monkeypatch.setattr(
        category_task, "trainer_settings", lambda seed: replace(usual(seed), epochs=2)
    )
    scaled = fit_scaled(ROWS, KIND, (FeaturePart("in", 5),))
    return fit_learnt(scaled, BODY, ROWS, FitData(CATEGORIES), CPU)


def test_features_are_the_bodys_answer_to_scaled_rows(model: LearntModel) -> None:
    """Recomputed from the arrays alone, as the file would hold them."""
    arrays = model.arrays()
    scaled = (np.stack(ROWS) - arrays["input.mean"]) * arrays["input.scale"]
    hidden = scaled @ arrays["body.0.weight"].T + arrays["body.0.bias"]
    normal = (hidden - arrays["body.1.running_mean"]) / np.sqrt(arrays["body.1.running_var"] + 1e-5)
    expected = np.maximum(normal * arrays["body.1.weight"] + arrays["body.1.bias"], 0)
    features = model.transform(ROWS)
    np.testing.assert_allclose(features, expected, atol=1e-5)
    assert features.std() > 0 and model.transform([]).shape == (0, 4)


def test_it_comes_back(model: LearntModel) -> None:
    again = restore_learnt(model.arrays(), model.settings(), KIND, BODY, CPU)
    assert again.digest == model.digest and again.parts == BODY.parts
    np.testing.assert_array_equal(again.transform(ROWS), model.transform(ROWS))


def test_weights_that_do_not_fit_are_refused(model: LearntModel) -> None:
    arrays, settings = dict(model.arrays()), model.settings()
    without = {name: one for name, one in arrays.items() if name != "body.0.bias"}
    with pytest.raises(FusionError, match=r"lack the array body\.0\.bias"):
        restore_learnt(without, settings, KIND, BODY, CPU)
    with pytest.raises(FusionError, match="lack the setting parts"):
        restore_learnt(arrays, {"parts": settings["parts"]}, KIND, BODY, CPU)
    with pytest.raises(FusionError, match="other parts"):
        restore_learnt(arrays, {**settings, "parts": [["x", 4]]}, KIND, BODY, CPU)
