from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.fusion.adversarial_gap import modality_gap, two_sample_gap
from app.fusion.features import BIT
from app.fusion.training import train
from tests.fusion.small_catalog import small_catalog


def _samples(shift: float, spread: float = 1.0) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    chance = np.random.default_rng(1)
    one = chance.normal(size=(100, 8)).astype(np.float32)
    other = (shift + spread * chance.normal(size=(100, 8))).astype(np.float32)
    return one, other


def test_samples_of_one_distribution_are_not_told_apart() -> None:
    gap = two_sample_gap(*_samples(0.0), np.random.default_rng(0))
    assert gap.vectors == 200
    assert gap.accuracy < 0.62 and gap.p_value > 0.01
    assert abs(gap.mmd) < 0.01 and gap.mmd_p_value > 0.05


@pytest.mark.parametrize(("shift", "spread"), [(1.0, 1.0), (0.0, 2.5)])
def test_other_means_and_other_spreads_are(shift: float, spread: float) -> None:
    gap = two_sample_gap(*_samples(shift, spread), np.random.default_rng(0))
    assert gap.accuracy > 0.8 and gap.p_value < 1e-6
    assert gap.mmd > 0.02 and gap.mmd_p_value < 0.01


def test_discrepancy_by_its_definition() -> None:
    mine, yours = _samples(0.7)
    one, other = mine[:10].astype(np.float64), yours[:10].astype(np.float64)
    both = np.concatenate([one, other])
    squares = ((both[:, None] - both) ** 2).sum(axis=2)
    kernel = np.exp(-squares / np.median(squares[np.triu_indices(20, 1)]))
    among_one, among_other = kernel[:10, :10], kernel[10:, 10:]
    between = kernel[:10, 10:]
    expected = (among_one.sum() - 10) / 90 + (among_other.sum() - 10) / 90 - 2 * between.mean()
    gap = two_sample_gap(one.astype("f4"), other.astype("f4"), np.random.default_rng(0))
    assert gap.mmd == pytest.approx(expected, abs=1e-6)


def test_pairs_of_modalities_of_a_fusion() -> None:
    data = small_catalog(120)
    model = train(data).model
    gaps = modality_gap(model, data.table, np.arange(0), 0)
    assert set(gaps) == {"image-text", "image-audio", "text-audio"}
    assert gaps["image-text"]["vectors"] == 120
    assert gaps == modality_gap(model, data.table, np.arange(0), 0)
    silent = data.table.only(BIT.image | BIT.text)
    assert set(modality_gap(model, silent, np.arange(0), 0)) == {"image-text"}
    assert modality_gap(model, data.table, np.arange(110), 0)["image-text"]["vectors"] == 110
