"""Sixty made-up items with three modalities, and histories over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality, PerModality
from app.explain.shapley import SUBSETS
from app.fusion.features import FeatureTable
from app.recommend.bandit import LinearBandit, narrow_contexts
from app.recommend.index import ExactIndex
from app.recommend.personal import Taste, learn
from tests.recommend.tower import SIZES, SmallTower

COUNT = 60
GROUP = np.arange(COUNT) % 6
"""Items of one group are alike in the modality that counts, and in nothing else."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class SmallWorld:
    """Items that form groups by one modality."""

    table: FeatureTable
    tower: SmallTower
    index: ExactIndex
    untaught: LinearBandit

    def embed(self, rows: Rows) -> NDArray[np.float32]:
        """Return each item fused from each subset."""
        own = self.table.rows(rows)
        fused = [self.tower.embed(own.only(subset)) for subset in range(len(SUBSETS))]
        return np.stack(fused, axis=1)

    def learn(self, items: list[int], preferences: list[float]) -> Taste:
        """Return what a history teaches."""
        likes = np.array(preferences, dtype=np.float32)
        rows = np.array(items, dtype=np.int64)
        return learn(rows, likes, self.index, self.untaught, self.embed)


def small_world(follows: Modality, seed: int = 0) -> SmallWorld:
    """Return items whose groups are alike in one modality."""
    chance = np.random.default_rng(seed)

    def features(modality: Modality) -> NDArray[np.float32]:
        centres = chance.normal(size=(6, SIZES[modality]))
        spread = chance.normal(size=(COUNT, SIZES[modality]))
        made = 2 * centres[GROUP] + 0.1 * spread if modality is follows else 0.5 * spread
        return made.astype(np.float32)

    values = {modality: features(modality) for modality in MODALITIES}
    table = FeatureTable(
        PerModality.of(lambda m: values[m]),
        PerModality.of(lambda _: np.ones(COUNT, dtype=np.bool_)),
    )
    tower = SmallTower(seed)
    vectors = tower.embed(table)
    index = ExactIndex([f"i{row}" for row in range(COUNT)], vectors)
    return SmallWorld(table, tower, index, LinearBandit.start(narrow_contexts(vectors)))
