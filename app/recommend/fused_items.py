"""Items' features for recommenders that read histories: fused, or side by side.

Fusing learns from items that have two modalities or more which vector they share; captions
and categories are not known here, so every item is a group of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.lab import FusionKind, NetworkSettings, TrainerSettings
from app.core.modality import MODALITIES, PerModality
from app.core.progress import Cancellation, ReportProgress
from app.fusion.features import FeatureTable
from app.fusion.strategy import FEWEST_ITEMS, train_fusion
from app.fusion.training import TrainingData
from app.recommend.preferences import unit_rows
from app.recommend.recommender import ItemContent

Vectors = NDArray[np.float32]
WIDTH = 64
"""Length of a fused vector."""
EPOCHS = 8


def side_by_side(content: ItemContent) -> Vectors:
    """Return the features of all modalities one beside the other, shape (n, d), float32.

    Each modality is centred and of unit length where it is there, 0 where it is absent.
    """
    parts = [_centred(content.vectors[m], content.present[m]) for m in MODALITIES]
    joined: Vectors = np.concatenate(parts, axis=1)
    return joined


def fused_items(
    kind: FusionKind,
    content: ItemContent,
    seed: int,
    report: ReportProgress,
    cancellation: Cancellation | None,
) -> Vectors:
    """Train a fusion on the items and return its vectors, centred, of unit length.

    Where no item has words, its sound stands for them: fusion takes what it has to the
    words' and to the pictures' space, and without words would only keep what pictures and
    sounds share. With fewer than 8 items of two modalities there is nothing to fuse, and
    the features stand side by side.

    Parameters
    ----------
    kind
        Any fusion that is a network.
    content
        Of n items.
    seed
        Draws weights and batches.
    report, cancellation
        Progress out, cancel in.

    Returns
    -------
    numpy.ndarray
        Shape (n, d), float32; zeros for items without any feature.
    """
    table = _table(content)
    there = np.stack([table.present[m] for m in MODALITIES]).sum(axis=0)
    if (there > 1).sum() < FEWEST_ITEMS:
        return side_by_side(content)
    names = ("",) * len(table)
    trained = train_fusion(
        kind,
        TrainingData(table, names, names),
        NetworkSettings(dimension=WIDTH, hidden=WIDTH),
        TrainerSettings(seed=seed, epochs=EPOCHS, batch_size=256),
        report=report,
        cancellation=cancellation,
    )
    return _centred(trained.model.embed(table), there > 0)


def _table(content: ItemContent) -> FeatureTable:
    vectors, present = content.vectors, content.present
    if present.text.any() or not present.audio.any():
        return FeatureTable(vectors, present)
    none = np.zeros((len(present.text), 0), dtype=np.float32)
    return FeatureTable(
        PerModality(vectors.image, vectors.audio, none),
        PerModality(present.image, present.audio, np.zeros_like(present.audio)),
    )


def _centred(vectors: Vectors, present: NDArray[np.bool_]) -> Vectors:
    """Return unit rows around their mean, 0 where absent."""
    there = unit_rows(vectors[present].astype(np.float32, copy=False))
    centred: Vectors = np.zeros(vectors.shape, dtype=np.float32)
    if len(there):
        centred[present] = unit_rows(there - there.mean(axis=0))
    return centred
