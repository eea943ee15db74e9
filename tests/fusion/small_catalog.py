"""A synthetic catalog: each item has a hidden meaning that all its modalities show."""

from __future__ import annotations

import numpy as np

from app.core.modality import PerModality
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.training import TrainingData

LAYOUT = FeatureLayout(PerModality((40, 16), (16,), (24,)))


def small_catalog(count: int = 120, seed: int = 0, noise: float = 0.1) -> TrainingData:
    """Return items of which every third has sound; captions come in pairs."""
    chance = np.random.default_rng(seed)
    places = np.arange(count) // 2
    meaning = chance.normal(size=(count, 6))[places]
    views = [
        meaning @ chance.normal(size=(6, size)) + noise * chance.normal(size=(count, size))
        for size in (40, 16, 24)
    ]
    words = views[1][places * 2]
    bridge = words + 0.8 * chance.normal(size=words.shape)
    image = np.concatenate([views[0], bridge], axis=1)
    there = np.ones(count, dtype=np.bool_)
    table = FeatureTable(
        PerModality(*(one.astype(np.float32) for one in (image, words, views[2]))),
        PerModality(there, there.copy(), np.arange(count) % 3 == 0),
    )
    captions = [f"Thing {place}." for place in places]
    categories = [f"kind{place}" for place in meaning[:, :2].argmax(axis=1)]
    return TrainingData(table, captions, categories, LAYOUT)
