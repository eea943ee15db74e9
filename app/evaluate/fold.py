"""Ask with every held-out item of one fold, and keep what each query found.

Held-out retrieval: the gallery is all items; those of the asked item's own caption hide the
modalities asked with, and are left out when nothing remains. By category: everything but
the item's own caption group; an item is relevant when it lies in the same category.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.evaluate.metrics import ndcg_at_k
from app.fusion.features import BIT, WHOLE, FeatureTable
from app.fusion.model import FusionModel

DEPTH = 10
NOT_ASKED = 0
"""Rank of a query that the item cannot ask: it lacks a modality."""

NOT_ANSWERABLE = -1
"""Rank of a query whose whole caption group has nothing left to be found by."""

_HIDDEN = np.float32(-2.0)
"""Below every cosine: out of the gallery."""

SUBSETS_ASKED = tuple(sorted(range(1, 8), key=lambda subset: (subset.bit_count(), subset)))
JOINTS = (BIT.image | BIT.text, BIT.image | BIT.audio, BIT.text | BIT.audio)
"""All but one modality."""


@dataclass(frozen=True)
class Questions:
    """All items with what relates them.

    Attributes
    ----------
    table
        Features of n items.
    groups
        Number of each item's caption group, shape (n,), int64.
    categories
        Number of each item's category, -1 for none; shape (n,), int64.
    """

    table: FeatureTable
    groups: NDArray[np.int64]
    categories: NDArray[np.int64]


@dataclass(frozen=True)
class Findings:
    """What each held-out item of one fold found.

    Attributes
    ----------
    rows
        The items that asked, shape (h,), int64.
    ranks, control
        Rank of the best item of the own caption in held-out retrieval, for each subset asked
        with and item, shape (8, h), int64, or :data:`NOT_ASKED` or :data:`NOT_ANSWERABLE`;
        the control exchanges each query for another's.
    gains
        NDCG@10 by category, shape (8, h), float64; not a number where there was no query.
    shared_ranks
        For each of :data:`JOINTS`, the ranks for each subset of it in a gallery where every
        item hides the whole joint and those with nothing else are left out. So one and two
        modalities look for the very same thing, and what is missing gives nothing away;
        shape (3, 8, h), int64.
    hidden_ranks
        The same as held-out retrieval has it: the own group alone hides the joint, and the
        gallery is everything. Shape (3, 8, h), int64.
    """

    rows: NDArray[np.int64]
    ranks: NDArray[np.int64]
    control: NDArray[np.int64]
    gains: NDArray[np.float64]
    shared_ranks: NDArray[np.int64]
    hidden_ranks: NDArray[np.int64]


class Interview:
    """Asks one model with the held-out items of one fold.

    Parameters
    ----------
    questions
        All items.
    model
        Trained without the held-out items.
    held_out
        The items that ask, shape (h,), int64.
    """

    def __init__(
        self, questions: Questions, model: FusionModel, held_out: NDArray[np.int64]
    ) -> None:
        self.questions, self.model, self.held_out = questions, model, held_out
        self._has = questions.table.subsets
        self._whole = model.embed(questions.table)
        self._remains: dict[int, NDArray[np.float32]] = {}

    def findings(self) -> Findings:
        """Ask with every subset of the modalities of each item."""
        shape = (WHOLE + 1, len(self.held_out))
        ranks, control = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        gains = np.full(shape, np.nan)
        shared, hidden = (np.zeros((len(JOINTS), *shape), dtype=np.int64) for _ in range(2))
        for subset in SUBSETS_ASKED:
            places = np.flatnonzero((self._has[self.held_out] & subset) == subset)
            if not len(places):
                continue
            asking = self.held_out[places]
            queries = self.model.embed(self.questions.table.rows(asking).only(subset))
            swapped = np.roll(queries, len(queries) // 2, axis=0)
            ranks[subset, places] = self.ranks(asking, queries, subset)
            control[subset, places] = self.ranks(asking, swapped, subset)
            gains[subset, places] = self.by_category(asking, queries)
            for number, joint in enumerate(JOINTS):
                if subset & joint == subset:
                    whole = (self._has[asking] & joint) == joint
                    found = self._joint_ranks(asking, queries, joint)
                    shared[number, subset, places] = np.where(whole, found, NOT_ASKED)
                    found = self.ranks(asking, queries, joint)
                    hidden[number, subset, places] = np.where(whole, found, NOT_ASKED)
        return Findings(self.held_out, ranks, control, gains, shared, hidden)

    def ranks(
        self, asking: NDArray[np.int64], queries: NDArray[np.float32], hidden: int
    ) -> NDArray[np.int64]:
        """Return the rank of each query's best own item, shape (q,).

        Parameters
        ----------
        asking
            Rows of the items that ask, shape (q,).
        queries
            Their vectors, shape (q, k), float32.
        hidden
            The subset that items of the own caption hide.
        """
        rest, remains = self._has & ~hidden, self._remaining(hidden)
        own = self.questions.groups[asking][:, None] == self.questions.groups[None, :]
        gone = (own & (rest == 0)[None, :]) | (self._has == 0)[None, :]
        scores = np.where(own, queries @ remains.T, queries @ self._whole.T)
        found = _ranks(np.where(gone, _HIDDEN, scores), own)
        return np.where((own & ~gone).any(axis=1), found, NOT_ANSWERABLE)

    def _remaining(self, hidden: int) -> NDArray[np.float32]:
        """Return the vectors of all items without what is hidden; each is made once."""
        if hidden not in self._remains:
            self._remains[hidden] = self.model.embed(self.questions.table.only(self._has & ~hidden))
        return self._remains[hidden]

    def _joint_ranks(
        self, asking: NDArray[np.int64], queries: NDArray[np.float32], joint: int
    ) -> NDArray[np.int64]:
        """Return the ranks among items that all hide the joint."""
        there = (self._has & ~joint) > 0
        own = self.questions.groups[asking][:, None] == self.questions.groups[None, :]
        scores = np.where(there[None, :], queries @ self._remaining(joint).T, _HIDDEN)
        return np.where((own & there).any(axis=1), _ranks(scores, own), NOT_ANSWERABLE)

    def by_category(
        self, asking: NDArray[np.int64], queries: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Return each query's NDCG@10 by category, not a number without a relevant item."""
        groups, categories = self.questions.groups, self.questions.categories
        mine = categories[asking]
        gone = (groups[asking][:, None] == groups[None, :]) | (self._has == 0)[None, :]
        relevant = (mine[:, None] == categories[None, :]) & ~gone & (mine >= 0)[:, None]
        scores = np.where(gone, _HIDDEN, queries @ self._whole.T)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
        totals = relevant.sum(axis=1)
        gains = ndcg_at_k(np.take_along_axis(relevant, order, axis=1), DEPTH, totals)
        return np.where(totals > 0, gains, np.nan)


def _ranks(scores: NDArray[np.float32], own: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the rank of each query's best own item; ties count against it, shape (q,)."""
    best = np.where(own, scores, _HIDDEN).max(axis=1)
    ranks: NDArray[np.int64] = 1 + ((scores >= best[:, None]) & ~own).sum(axis=1)
    return ranks
