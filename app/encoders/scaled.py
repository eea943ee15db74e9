"""Features that are their description, scaled: centred, of unit spread, perhaps rotated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FeatureKind, Vector
from app.encoders.fitted_arrays import (
    array_of,
    as_setting,
    check_enough,
    digest_of_model,
    parts_of,
    rows_of,
)

_SMALLEST_SPREAD = 1e-6
"""A column that varies less is constant, and stays 0 rather than being blown up."""


@dataclass(frozen=True)
class ScaledModel:
    """``(description - mean) * scale``, then the rows of ``basis`` when there are any.

    Attributes
    ----------
    kind
        Which extractor it belongs to.
    mean, scale
        Shape (d,), float32.
    basis
        Principal axes, shape (k, d), float32; (0, d) when columns stay as they are.
    parts
        Runs of columns.
    """

    kind: FeatureKind
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    basis: NDArray[np.float32]
    parts: tuple[FeaturePart, ...]

    @cached_property
    def digest(self) -> str:
        """Sha256 over arrays and settings."""
        return digest_of_model(self.kind, self.arrays(), self.settings())

    def transform(
        self, descriptions: Sequence[Vector], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return features, shape (n, d) or (n, k), float32."""
        if cancellation is not None:
            cancellation.check()
        rows = (rows_of(descriptions, self.kind, len(self.mean)) - self.mean) * self.scale
        return rows @ self.basis.T if len(self.basis) else rows

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return what was fitted."""
        return {"mean": self.mean, "scale": self.scale, "basis": self.basis}

    def settings(self) -> Mapping[str, Any]:
        """Return the names and sizes of the parts."""
        return {"parts": as_setting(self.parts)}


def fit_scaled(
    descriptions: Sequence[Vector],
    kind: FeatureKind,
    parts: Sequence[FeaturePart],
    *,
    alike: int = 0,
) -> ScaledModel:
    """Centre every column and give it unit spread.

    Parameters
    ----------
    alike
        Every ``alike``-th column is scaled with the same numbers, such as 3 for pixels that
        lie as red, green, blue; 0 scales every column by itself.

    Raises
    ------
    FusionError
        When there is no description.
    """
    check_enough(len(descriptions), 1, kind)
    rows = rows_of(descriptions, kind)
    groups = rows.reshape(-1, alike) if alike else rows
    mean = groups.mean(axis=0, dtype=np.float64)
    spread = groups.std(axis=0, dtype=np.float64)
    scale = np.where(spread > _SMALLEST_SPREAD, 1.0 / np.maximum(spread, _SMALLEST_SPREAD), 0.0)
    repeats = rows.shape[1] // len(mean)
    return ScaledModel(
        kind=kind,
        mean=np.tile(mean, repeats).astype(np.float32),
        scale=np.tile(scale, repeats).astype(np.float32),
        basis=np.zeros((0, rows.shape[1]), np.float32),
        parts=tuple(parts),
    )


def fit_principal(
    descriptions: Sequence[Vector], kind: FeatureKind, part: str, most: int, seed: int
) -> ScaledModel:
    """Centre, scale by one number for all columns, and keep the ``most`` principal axes.

    One number rather than one a column, because the columns are of one unit already and
    what varies little tells little.

    Raises
    ------
    FusionError
        When there is no description.
    """
    from sklearn.decomposition import PCA
    from threadpoolctl import threadpool_limits

    check_enough(len(descriptions), 1, kind)
    rows = rows_of(descriptions, kind)
    count = max(1, min(most, len(rows) - 1, rows.shape[1]))
    mean = rows.mean(axis=0, dtype=np.float64)
    if len(rows) > 1:
        with threadpool_limits(limits=1):  # sums in one order, whatever the number of cores
            basis = PCA(count, svd_solver="full", random_state=seed).fit(rows).components_
    else:
        basis = np.eye(count, rows.shape[1])
    spread = float(np.sqrt(np.square(rows - mean).sum(axis=1).mean()))
    scale = 1.0 / spread if spread > _SMALLEST_SPREAD else 1.0
    return ScaledModel(
        kind=kind,
        mean=mean.astype(np.float32),
        scale=np.full(rows.shape[1], scale, np.float32),
        basis=np.ascontiguousarray(basis, dtype=np.float32),
        parts=(FeaturePart(part, count),),
    )


def restore_scaled(
    arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any], kind: FeatureKind
) -> ScaledModel:
    """Return a model that was fitted before.

    Raises
    ------
    FusionError
        When arrays or settings are missing or do not fit together.
    """
    mean = array_of(arrays, "mean", (None,), kind)
    scale = array_of(arrays, "scale", mean.shape, kind)
    basis = array_of(arrays, "basis", (None, len(mean)), kind)
    parts = parts_of(settings, len(basis) or len(mean), kind)
    return ScaledModel(kind, mean, scale, basis, parts)
