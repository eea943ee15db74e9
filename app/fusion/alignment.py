"""Maps between modalities in closed form: kernel ridge regression from the catalog's pairs.

Two spaces. In the semantic one, the text encoder's own and centred, words stand as they
are, so its open vocabulary stays; pictures and sounds are mapped to the words that they
would have. In the visual one pictures stand as they are and words are mapped to the
picture that they would have, which makes fewer seen captions the neighbour of everything
(Shigeto et al. 2015, on hubness in zero-shot learning).

A part of the image features that has the text's size is taken to be in text space already
(the ConSE bridge of Norouzi et al. 2013, or a contrastive encoder's output), and regression
learns what it leaves over; so no pairs at all still gives the bridge itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.fusion.features import FeatureTable
from app.fusion.model import Member
from app.fusion.reduction import reduce_present
from app.fusion.settings import TrainingConfig
from app.fusion.tower import Array, Reduction, TowerWeights, laplacian_kernel


class Aligner:
    """Fits the towers of both spaces.

    Parameters
    ----------
    table
        Training items, any number of them.
    reductions
        Fitted on these items.
    config
        Strengths and penalties.
    """

    def __init__(
        self, table: FeatureTable, reductions: PerModality[Reduction], config: TrainingConfig
    ) -> None:
        self._table, self._reductions, self._config = table, reductions, config
        self._chance = np.random.default_rng(config.seed)
        self._reduced = PerModality.of(
            lambda m: reduce_present(reductions[m], table.values[m], table.present[m])
        )

    def semantic(self) -> Member:
        """Fit the space in which words stand as they are."""
        config, there, reduced = self._config, self._table.present, self._reduced
        dimension = reduced.text.shape[1] or max(reduced.image.shape[1], 1)
        prior = self._bridge(dimension)
        words = np.zeros((len(self._table), dimension), dtype=np.float32)
        words[:, : reduced.text.shape[1]] = reduced.text
        image = self._regress(
            reduced.image, words, there.image & there.text, prior, config.width.image
        )
        anchor = np.where(there.text[:, None], words, image.apply(reduced.image))
        pairs = there.audio & (there.text | there.image)
        # Sounds that nothing is known about are still compared with each other.
        start = np.eye(reduced.audio.shape[1], dimension, dtype=np.float32) * (not pairs.any())
        audio = self._regress(reduced.audio, anchor, pairs, start, config.width.audio)
        text = _linear(np.eye(reduced.text.shape[1], dimension, dtype=np.float32))
        towers = PerModality(
            scaled(image, config.strength.image), text, scaled(audio, config.strength.audio)
        )
        return Member(towers, _one(1 - config.visual_share))

    def visual(self) -> Member:
        """Fit the space in which pictures stand as they are."""
        config, there, reduced = self._config, self._table.present, self._reduced
        columns = self._visual_columns()
        dimension = int(columns.sum())
        looks = reduced.image[:, columns]
        image = np.eye(len(columns), dtype=np.float32)[:, columns]

        def to_looks(rows: Array, present: NDArray[np.bool_], width: float) -> TowerWeights:
            start = np.zeros((rows.shape[1], dimension), dtype=np.float32)
            return self._regress(rows, looks, present & there.image, start, width)

        text = to_looks(reduced.text, there.text, config.width.text)
        audio = to_looks(reduced.audio, there.audio, config.width.audio)
        towers = PerModality(_linear(image), text, scaled(audio, config.strength.audio))
        return Member(towers, _one(config.visual_share))

    def has_looks(self) -> bool:
        """Whether there are pictures to make a visual space of."""
        return bool(self._table.present.image.any()) and bool(self._visual_columns().any())

    def _bridge(self, dimension: int) -> Array:
        """Return the map that reads aligned parts as vectors of text space."""
        prior = np.zeros((self._reduced.image.shape[1], dimension), dtype=np.float32)
        for part, start, width in _blocks(self._reductions.image):
            if part == dimension and width == part:
                prior[start : start + width] = np.eye(dimension) * self._config.bridge_share
        return prior

    def _visual_columns(self) -> NDArray[np.bool_]:
        """Return which reduced columns are looks; the bridge is not, unless it is all."""
        columns = np.ones(self._reduced.image.shape[1], dtype=np.bool_)
        dimension = self._reduced.text.shape[1]
        for part, start, width in _blocks(self._reductions.image):
            columns[start : start + width] = part != dimension
        return columns if columns.any() else ~columns

    def _regress(
        self,
        rows: Array,
        targets: Array,
        pairs: NDArray[np.bool_],
        start: Array,
        width: float,
    ) -> TowerWeights:
        """Fit what ``start`` leaves over, from the rows that are pairs."""
        chosen = np.flatnonzero(pairs)
        if len(chosen) > self._config.landmarks:
            chosen = np.sort(self._chance.choice(chosen, self._config.landmarks, replace=False))
        landmarks = rows[chosen]
        shape = np.array([width], dtype=np.float32)
        kernel = laplacian_kernel(landmarks, landmarks, shape).astype(np.float64)
        left_over = (targets[chosen] - landmarks @ start).astype(np.float64)
        penalised = kernel + self._config.penalty * np.eye(len(chosen))
        coefficients = np.linalg.solve(penalised, left_over).astype(np.float32)
        return TowerWeights(start, landmarks, coefficients, shape)


def _blocks(reduction: Reduction) -> list[tuple[int, int, int]]:
    """Return each part's size, its first reduced column, and how many it has."""
    found, row, column = [], 0, 0
    for part in reduction.parts:
        width = int(np.any(reduction.basis[row : row + part] != 0, axis=0).sum())
        found.append((part, column, width))
        row, column = row + part, column + width
    return found


def _linear(linear: Array) -> TowerWeights:
    size, dimension = linear.shape
    empty = np.zeros((0, size), dtype=np.float32), np.zeros((0, dimension), dtype=np.float32)
    return TowerWeights(linear, *empty, _one(1.0))


def scaled(tower: TowerWeights, strength: float) -> TowerWeights:
    """Return the tower with its vectors made longer or shorter."""
    return tower.adjusted(strength, strength, np.ones(tower.dimension, dtype=np.float32))


def _one(value: float) -> Array:
    return np.array([value], dtype=np.float32)
