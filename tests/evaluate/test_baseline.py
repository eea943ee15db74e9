from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler, normalize

from app.core.errors import FusionError
from app.core.modality import Modality, PerModality
from app.core.query import EQUAL_WEIGHTS
from app.evaluate.baseline import Baseline, fit_neighbours
from tests.fusion.small_catalog import small_catalog

TABLE = small_catalog(60).table


def test_equals_scikit_learn() -> None:
    model = fit_neighbours(TABLE)
    whole = TABLE.rows(np.flatnonzero(TABLE.subsets == 7))
    blocks = []
    for modality, values in whole.values.items():
        scaler = StandardScaler().fit(TABLE.values[modality][TABLE.present[modality]])
        blocks.append(normalize(scaler.transform(values)))
    expected = np.concatenate(blocks, axis=1) / np.sqrt(3)
    np.testing.assert_allclose(model.embed(whole), expected, atol=1e-4)
    assert model.dimension == expected.shape[1]


def test_a_weight_of_zero_is_absence() -> None:
    model = fit_neighbours(TABLE)
    muted = model.embed(TABLE, replace(EQUAL_WEIGHTS, text=0.0))
    np.testing.assert_array_equal(muted, model.embed(TABLE.only(5)))
    assert not np.allclose(muted, model.embed(TABLE))
    assert not model.embed(TABLE.only(0)).any()


@pytest.mark.parametrize(
    ("baseline", "modality"),
    [
        (Baseline.IMAGE_ALONE, Modality.IMAGE),
        (Baseline.TEXT_ALONE, Modality.TEXT),
        (Baseline.AUDIO_ALONE, Modality.AUDIO),
    ],
)
def test_one_modality_alone_does_not_see_the_others(baseline: Baseline, modality: Modality) -> None:
    model = fit_neighbours(TABLE, baseline.modalities)
    others = PerModality.of(lambda m: TABLE.values[m] * (1 if m is modality else -3))
    np.testing.assert_array_equal(model.embed(TABLE), model.embed(replace(TABLE, values=others)))
    assert model.dimension == TABLE.sizes[modality]
    assert model.digest != fit_neighbours(TABLE).digest


def test_a_constant_column_and_a_modality_that_nobody_has_do_no_harm() -> None:
    values = replace(TABLE.values, image=np.ones_like(TABLE.values.image))
    nobody = replace(TABLE.present, audio=np.zeros(60, dtype=np.bool_))
    model = fit_neighbours(replace(TABLE, values=values, present=nobody))
    assert np.isfinite(model.embed(replace(TABLE, values=values))).all()


def test_other_features_are_refused() -> None:
    other = replace(TABLE, values=replace(TABLE.values, text=TABLE.values.text[:, :3]))
    with pytest.raises(FusionError, match="fit it to the features in use"):
        fit_neighbours(TABLE).embed(other)
