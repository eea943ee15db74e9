from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from app.core.errors import Cancelled, FusionError
from app.core.lab import AudioFeature, ImageFeature
from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart
from app.encoders.scaled import fit_principal, fit_scaled, restore_scaled

CHANCE = np.random.default_rng(0)
ROWS = list((CHANCE.normal(size=(30, 6)) * [1, 2, 3, 4, 5, 0] + 7).astype(np.float32))
PARTS = (FeaturePart("a", 2), FeaturePart("b", 4))
KIND = AudioFeature.MEL


def test_columns_are_centred_and_a_constant_one_stays_zero() -> None:
    model = fit_scaled(ROWS[:20], KIND, PARTS)
    features = model.transform(ROWS)
    np.testing.assert_allclose(features[:20].mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(features[:20].std(axis=0), [1, 1, 1, 1, 1, 0], atol=1e-5)
    odd = np.full(6, 8.0, np.float32)
    assert model.transform([odd])[0, 5] == 0


def test_columns_that_are_alike_share_their_numbers() -> None:
    model = fit_scaled(ROWS, KIND, PARTS, alike=2)
    even = np.stack(ROWS)[:, ::2]
    np.testing.assert_allclose(model.mean[::2], even.mean(), rtol=1e-5)
    np.testing.assert_allclose(1 / model.scale[::2], even.std(), rtol=1e-5)


def test_principal_axes_are_those_of_scikit_learn_and_keep_proportions() -> None:
    model = fit_principal(ROWS, ImageFeature.HOG, "axes", 3, seed=0)
    expected = PCA(3, svd_solver="full").fit(np.stack(ROWS)).transform(np.stack(ROWS))
    features = model.transform(ROWS) / model.scale[0]
    np.testing.assert_allclose(np.abs(features), np.abs(expected), atol=1e-3)
    whole = fit_principal(ROWS, ImageFeature.HOG, "axes", 6, seed=0).transform(ROWS)
    assert np.square(whole).sum(axis=1).mean() == pytest.approx(1, rel=1e-4)


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_descriptions_suffice(count: int) -> None:
    model = fit_principal(ROWS[:count], ImageFeature.HOG, "axes", 3, seed=0)
    assert model.transform(ROWS).shape == (30, 1)
    assert np.isfinite(model.transform(ROWS)).all()


def test_what_does_not_fit_together_is_refused() -> None:
    model = fit_scaled(ROWS, KIND, PARTS)
    arrays = dict(model.arrays())
    assert restore_scaled(arrays, model.settings(), KIND).digest == model.digest
    with pytest.raises(FusionError, match=r"array scale of shape \(5,\)"):
        restore_scaled({**arrays, "scale": arrays["scale"][:5]}, model.settings(), KIND)
    with pytest.raises(FusionError, match="numbers in mean that are not finite"):
        restore_scaled({**arrays, "mean": arrays["mean"] * np.nan}, model.settings(), KIND)
    with pytest.raises(FusionError, match="unreadable parts"):
        restore_scaled(arrays, {"parts": [1]}, KIND)
    with pytest.raises(FusionError, match="need descriptions of 6 numbers, not 5"):
        model.transform([ROWS[0], ROWS[1][:5]])


def test_it_stops_when_cancelled() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        fit_scaled(ROWS, KIND, PARTS).transform(ROWS, cancellation)
