"""How far the distributions of two modalities' vectors still differ: two-sample tests.

A classifier is trained to tell on one half from which modality a vector is, and asked on
the other half (Lopez-Paz and Oquab 2017): an accuracy of one half means that it cannot.
Beside it stands the maximum mean discrepancy with a Gaussian kernel (Gretton et al. 2012),
with a p-value by permutation. Both want independent samples, so one half of the items
gives the vectors of one modality, and the other half those of the other.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.svm import SVC

from app.core.modality import MODALITIES, Modality
from app.fusion.features import BIT, FeatureTable
from app.fusion.model import FusionModel

FEWEST = 20
"""Items with both modalities, below which nothing is tested."""
ENOUGH = 100
"""Held-out items with both modalities, from which on they are tested alone."""
MOST = 1000
"""So many items at most: time and memory."""
PERMUTATIONS = 500
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Gap:
    """How far two samples differ.

    Attributes
    ----------
    vectors
        In both samples together.
    accuracy, p_value
        Of the classifier on the half that it has not seen, 0 to 1; and the chance of so
        many right answers if it were guessing (one-sided binomial test).
    mmd, mmd_p_value
        Squared maximum mean discrepancy (unbiased, so it may be below 0); and the share of
        permutations in which it is as large.
    """

    vectors: int
    accuracy: float
    p_value: float
    mmd: float
    mmd_p_value: float


def modality_gap(
    model: FusionModel, table: FeatureTable, held_out: NDArray[np.int64], seed: int = 0
) -> dict[str, Any]:
    """Test each pair of modalities on the items that have both.

    Parameters
    ----------
    model
        Its vectors of one modality alone are compared.
    table
        Items.
    held_out
        Rows that the model was not trained on. They are tested alone where at least
        :data:`ENOUGH` of them have both modalities, else all items are.
    seed
        Draws the halves and the permutations.

    Returns
    -------
    dict
        For each pair such as ``image-text`` the attributes of :class:`Gap` as JSON values;
        pairs of fewer than :data:`FEWEST` items are left out.
    """
    found: dict[str, Any] = {}
    for first, second in combinations(MODALITIES, 2):
        chance = np.random.default_rng(seed)
        rows = np.flatnonzero(table.present[first] & table.present[second])
        unseen = np.intersect1d(rows, held_out)
        rows = unseen if len(unseen) >= ENOUGH else rows
        if len(rows) < FEWEST:
            continue
        rows = chance.permutation(rows)[:MOST]
        halves = np.array_split(rows, 2)
        one, other = (
            _alone(model, table, half, modality)
            for half, modality in zip(halves, (first, second), strict=True)
        )
        found[f"{first}-{second}"] = asdict(two_sample_gap(one, other, chance))
    return found


def _alone(
    model: FusionModel, table: FeatureTable, rows: NDArray[np.int64], modality: Modality
) -> Array:
    return model.embed(table.rows(rows).only(BIT[modality]))


def two_sample_gap(one: Array, other: Array, chance: np.random.Generator) -> Gap:
    """Test whether two independent samples are of one distribution.

    Parameters
    ----------
    one, other
        Shapes (n, d) and (m, d).
    chance
        Draws halves and permutations.
    """
    vectors = np.concatenate([one, other]).astype(np.float64)
    labels = np.repeat([0, 1], [len(one), len(other)])
    right, asked = _right_answers(vectors, labels, chance)
    mmd, mmd_p_value = _discrepancy(vectors, labels, chance)
    p_value = float(binomtest(right, asked, 0.5, alternative="greater").pvalue)
    return Gap(len(vectors), right / asked, p_value, mmd, mmd_p_value)


def _right_answers(
    vectors: NDArray[np.float64], labels: NDArray[np.int64], chance: np.random.Generator
) -> tuple[int, int]:
    """Return how many of the unseen half a support vector machine gets right, and how many."""
    seen = np.zeros(len(labels), dtype=np.bool_)
    for label in (0, 1):
        rows = chance.permutation(np.flatnonzero(labels == label))
        seen[rows[: len(rows) // 2]] = True
    classifier = SVC(class_weight="balanced").fit(vectors[seen], labels[seen])
    right = classifier.predict(vectors[~seen]) == labels[~seen]
    return int(right.sum()), len(right)


def _discrepancy(
    vectors: NDArray[np.float64], labels: NDArray[np.int64], chance: np.random.Generator
) -> tuple[float, float]:
    """Return the squared discrepancy and its p-value; the kernel's width is the median's."""
    squares = (vectors**2).sum(axis=1)
    distances = np.maximum(squares[:, None] + squares - 2 * vectors @ vectors.T, 0)
    width = np.median(distances[np.triu_indices(len(vectors), 1)])
    kernel = np.exp(-distances / width) if width > 0 else np.ones_like(distances)
    np.fill_diagonal(kernel, 0)
    draws = np.stack([chance.permutation(labels) for _ in range(PERMUTATIONS)])
    found = _squared_mmd(kernel, np.concatenate([labels[None], draws]))
    as_large = (found[1:] >= found[0] - 1e-12).sum()
    return float(found[0]), float((1 + as_large) / (1 + PERMUTATIONS))


def _squared_mmd(kernel: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the unbiased estimate for each row of labels; the kernel's diagonal is 0."""
    ones = labels.astype(np.float64)
    count = ones.sum(axis=1)
    rest = labels.shape[1] - count
    among_ones = np.einsum("pn,pn->p", ones @ kernel, ones)
    between = np.einsum("pn,pn->p", ones @ kernel, 1 - ones)
    among_rest = kernel.sum() - among_ones - 2 * between
    found: NDArray[np.float64] = (
        among_ones / (count * (count - 1))
        + among_rest / (rest * (rest - 1))
        - 2 * between / (count * rest)
    )
    return found
