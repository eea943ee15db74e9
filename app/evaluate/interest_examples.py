"""Examples of interest and of none: split, histories, sampled negatives.

For each interaction ``negatives`` items are drawn, all items alike, that the user has no
known interaction with, and for the examples to measure with none to be foreseen either.
(Training must not look at those: an item that is never drawn would be given away.)

What a network is trained on must not give the answer away: the item of a positive example
is left out of the user's history, and of the history of the negatives that were drawn with
it too, or else a gap in the history would say which example is the positive one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.errors import InputError
from app.evaluate.interactions import Ids, Interactions, Pairs

NEGATIVES = 3
"""Items without interest for each item of interest; He et al. 2017 find 3 to 6 best."""

DEVELOPMENT_SHARE = 0.2
"""Part of the users of whom one known interaction stops training and chooses the threshold."""

HISTORY = 10
"""Items of a user's history that a network reads; drawn where there are more."""


@dataclass(frozen=True)
class Examples:
    """Pairs of a user and an item with whether there was interest.

    Attributes
    ----------
    users, items
        Shape (n,), int64.
    labels
        Shape (n,), float32: 1 for interest, 0 for none.
    hidden
        The item that each example leaves out of the user's history, -1 for none; int64.
    """

    users: Ids
    items: Ids
    labels: NDArray[np.float32]
    hidden: Ids

    def __len__(self) -> int:
        return len(self.users)


@dataclass(frozen=True)
class Split:
    """All that one seed draws.

    Attributes
    ----------
    known
        The interactions that networks may learn from and that make the histories.
    fit, development, test
        Examples to train on, to stop and choose a threshold by, and to measure with.
    history
        Items of each user, shape (user_count, HISTORY), int64, padded with -1 at the end.
    """

    known: Pairs
    fit: Examples
    development: Examples
    test: Examples
    history: Ids


def split_interactions(data: Interactions, negatives: int, seed: int) -> Split:
    """Draw the development part, histories and negatives.

    Raises
    ------
    InputError
        When there are too few interactions, or a user with too few other items.
    """
    spare = len(data.train) - len(np.unique(data.train.users))
    if len(data.train) < 20 or not spare or not len(data.validation):
        raise InputError(
            "interactions",
            f"{len(data.train)} known and {len(data.validation)} to be foreseen are too few; "
            "use more users",
        )
    chance = np.random.default_rng(seed)
    held = development_rows(data.train, chance)
    known, development = data.train.rows(~held), data.train.rows(held)
    sampler = NegativeSampler(data.item_count, [data.train], negatives, chance)
    test = NegativeSampler(data.item_count, [data.train, data.validation], negatives, chance)
    return Split(
        known,
        sampler.examples(known, is_in_history=True),
        sampler.examples(development, is_in_history=False),
        test.examples(data.validation, is_in_history=False),
        histories(known, data.user_count, chance),
    )


def development_rows(known: Pairs, chance: np.random.Generator) -> NDArray[np.bool_]:
    """Return which interactions are held out: one each of a part of the users, shape (n,).

    One a user, as what is to be foreseen has it: drawn from all interactions, most would
    be of the few users who have hundreds. A user's only interaction is never held out.
    """
    order = chance.permutation(len(known))
    _, first, counts = np.unique(known.users[order], return_index=True, return_counts=True)
    candidates = order[first[counts > 1]]
    count = max(int(DEVELOPMENT_SHARE * len(candidates)), min(len(candidates), 1))
    held = np.zeros(len(known), dtype=np.bool_)
    held[chance.choice(candidates, count, replace=False)] = True
    return held


class NegativeSampler:
    """Draws items that a user has no interaction with.

    Parameters
    ----------
    item_count
        Items are drawn from 0 to ``item_count - 1``.
    positives
        What is never drawn.
    count
        Negatives for each interaction.
    chance
        Draws.
    """

    def __init__(
        self,
        item_count: int,
        positives: Sequence[Pairs],
        count: int,
        chance: np.random.Generator,
    ) -> None:
        self._items, self._count, self._chance = item_count, count, chance
        keys = [one.users * item_count + one.items for one in positives]
        self._taken = np.unique(np.concatenate(keys))
        self._check_room()

    def _check_room(self) -> None:
        """Refuse users whom nearly everything interests: drawing would never end."""
        users, counts = np.unique(self._taken // self._items, return_counts=True)
        if counts.max() > 0.9 * self._items:
            raise InputError(
                f"user {users[counts.argmax()]}",
                f"interacts with {counts.max()} of {self._items} items, which leaves too few "
                "without interest; use data with more items",
            )

    def examples(self, pairs: Pairs, *, is_in_history: bool) -> Examples:
        """Return each interaction, followed by its negatives.

        Parameters
        ----------
        pairs
            Interactions.
        is_in_history
            Whether the histories hold them, so that they must be left out.
        """
        each = self._count + 1
        users, hidden = np.repeat(pairs.users, each), np.repeat(pairs.items, each)
        labels = np.zeros(len(users), dtype=np.float32)
        labels[::each] = 1
        items = hidden.copy()
        open_rows = np.flatnonzero(labels == 0)
        while len(open_rows):
            items[open_rows] = self._chance.integers(0, self._items, len(open_rows))
            open_rows = open_rows[self._is_taken(users[open_rows], items[open_rows])]
        return Examples(users, items, labels, hidden if is_in_history else np.full_like(hidden, -1))

    def _is_taken(self, users: Ids, items: Ids) -> NDArray[np.bool_]:
        keys = users * self._items + items
        places = np.minimum(np.searchsorted(self._taken, keys), len(self._taken) - 1)
        found: NDArray[np.bool_] = self._taken[places] == keys
        return found


def histories(known: Pairs, user_count: int, chance: np.random.Generator) -> Ids:
    """Return up to :data:`HISTORY` items of each user, drawn, in the order of the draw.

    Not in the order of numbers: where a split took the highest numbers away, that order
    would tell.
    """
    found = np.full((user_count, HISTORY), -1, dtype=np.int64)
    order = chance.permutation(len(known))
    order = order[np.argsort(known.users[order], kind="stable")]
    starts = np.searchsorted(known.users[order], np.arange(user_count + 1))
    for user in np.flatnonzero(np.diff(starts)):
        items = known.items[order[starts[user] : starts[user + 1]]][:HISTORY]
        found[user, : len(items)] = items
    return found
