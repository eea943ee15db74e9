from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import FusionError
from app.encoders import category_task
from app.encoders.device import CPU
from app.encoders.extractor import FitData, Vector
from app.encoders.image.dense import WIDTH, DenseLayersExtractor
from app.encoders.image.layers import CHANNELS, HEAD, STAGES
from app.encoders.weights import WeightStore
from app.training.chance import own_chance
from tests.encoders.samples import nearest_accuracy

KINDS = ("bird", "cup", "tree", "wheel")
COLUMNS = sum(CHANNELS) + HEAD


@pytest.fixture(autouse=True)
def few_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = category_task.trainer_settings
    monkeypatch.setattr(
        category_task, "trainer_settings", lambda seed: replace(usual(seed), epochs=15)
    )


@pytest.fixture
def extractor(lite_store: WeightStore) -> DenseLayersExtractor:
    return DenseLayersExtractor(lite_store, CPU)


def layers(each: int, seed: int) -> tuple[list[Vector], list[str]]:
    """Return layers of which a few columns of the head tell the kind, between many that do not."""
    names = [kind for kind in KINDS for _ in range(each)]
    rows = np.random.default_rng(seed).normal(size=(len(names), COLUMNS))
    for row, name in enumerate(names):
        start = COLUMNS - HEAD + 30 * KINDS.index(name)
        rows[row, start : start + 30] += 3.5
    return list(rows.astype(np.float32)), names


def test_it_learns_which_columns_tell_the_categories(extractor: DenseLayersExtractor) -> None:
    known, kinds = layers(16, seed=1)
    asked, wanted = layers(16, seed=2)
    model = extractor.fit(known, FitData(kinds))
    with own_chance(0):
        body = model.body.make().state_dict()
    weights = {name: body[name].numpy() for name in model.weights}
    untrained = replace(model, weights=weights)
    learnt, unlearnt = (
        nearest_accuracy(one.transform(known), kinds, one.transform(asked), wanted)
        for one in (model, untrained)
    )
    assert learnt >= 0.8  # by chance 0.25
    assert learnt >= unlearnt + 0.3


def test_each_stage_has_columns_of_its_own(extractor: DenseLayersExtractor) -> None:
    known, kinds = layers(4, seed=1)
    model = extractor.fit(known, FitData(kinds))
    assert [(part.name, part.size) for part in model.parts] == [
        (stage.name, WIDTH) for stage in STAGES
    ]
    altered = known[0].copy()
    altered[-HEAD:] += 1.0
    before, after = model.transform([known[0], altered])
    # Rows of one batch: where they lie in it may change how they are rounded.
    np.testing.assert_allclose(before[:-WIDTH], after[:-WIDTH], atol=1e-6)
    assert not np.allclose(before[-WIDTH:], after[-WIDTH:])


def test_a_seed_makes_the_same_model_and_it_comes_back(extractor: DenseLayersExtractor) -> None:
    known, kinds = layers(3, seed=1)
    model = extractor.fit(known, FitData(kinds, seed=5))
    assert model.digest == extractor.fit(known, FitData(kinds, seed=5)).digest
    assert model.digest != extractor.fit(known, FitData(kinds, seed=6)).digest
    again = extractor.restore(model.arrays(), model.settings())
    assert again.digest == model.digest
    np.testing.assert_array_equal(again.transform(known), model.transform(known))


@pytest.mark.parametrize(
    ("categories", "missing"),
    [(["a", "b"] * 3, "8 items with a category"), (["a"] * 12, "2 categories")],
)
def test_too_little_to_learn_from_is_refused(
    extractor: DenseLayersExtractor, categories: list[str], missing: str
) -> None:
    known = layers(3, seed=1)[0][: len(categories)]
    with pytest.raises(FusionError, match=f"at least {missing}"):
        extractor.fit(known, FitData(categories))
