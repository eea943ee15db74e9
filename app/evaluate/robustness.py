"""Ask with a modality that is spoilt or says something else; what is missing needs no query.

The queries have the modality in question and at least one other. What contradicts is the
medium of another held-out item, of another category.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality, PerModality
from app.evaluate.fold import Interview, Questions
from app.fusion.features import BIT, FeatureTable


@dataclass(frozen=True)
class Strain:
    """NDCG@10 by category of queries of which one modality is not as it should be.

    Attributes
    ----------
    noisy, contradicting
        In the order of modalities and held-out items, shape (3, h), float64; not a number
        where the item lacks the modality or has nothing else. Noisy ones are not a number
        either where no spoilt features were given.
    """

    noisy: NDArray[np.float64]
    contradicting: NDArray[np.float64]


def strain(
    interview: Interview,
    spoilt: FeatureTable | None,
    seed: int,
) -> Strain:
    """Ask a model with one modality spoilt, and with one contradicting.

    Parameters
    ----------
    interview
        All items, a model, and who asks; the gallery is never spoilt.
    spoilt
        Features of all items' spoilt media, if there are any.
    seed
        Draws which other item contradicts.
    """
    questions, model, held_out = interview.questions, interview.model, interview.held_out
    found = Strain(*(np.full((len(MODALITIES), len(held_out)), np.nan) for _ in range(2)))
    for number, modality in enumerate(MODALITIES):
        places = asking_places(questions.table, held_out, modality)
        if not len(places):
            continue
        asking = held_out[places]
        if spoilt is not None:
            queries = _mixed(questions.table, spoilt, modality, asking, asking)
            gains = interview.by_category(asking, model.embed(queries))
            gains[~spoilt.present[modality][asking]] = np.nan
            found.noisy[number, places] = gains
        others = contradicting_rows(questions, held_out, asking, modality, seed)
        queries = _mixed(questions.table, questions.table, modality, asking, others)
        gains = interview.by_category(asking, model.embed(queries))
        found.contradicting[number, places] = np.where(others >= 0, gains, np.nan)
    return found


def asking_places(
    table: FeatureTable, held_out: NDArray[np.int64], modality: Modality
) -> NDArray[np.int64]:
    """Return the places in ``held_out`` of items with the modality and another one."""
    has = table.subsets[held_out]
    return np.flatnonzero(((has & BIT[modality]) > 0) & ((has & ~BIT[modality]) > 0))


def contradicting_rows(
    questions: Questions,
    held_out: NDArray[np.int64],
    asking: NDArray[np.int64],
    modality: Modality,
    seed: int,
) -> NDArray[np.int64]:
    """Return for each asking item a held-out one of another category, -1 where none is.

    Parameters
    ----------
    questions
        All items.
    held_out
        Among which to choose.
    asking
        The items to contradict, shape (q,).
    modality
        What the other item must have.
    seed
        Draws them.
    """
    chance = np.random.default_rng([seed, BIT[modality]])
    able = held_out[questions.table.present[modality][held_out]]
    chosen = np.full(len(asking), -1, dtype=np.int64)
    for place, row in enumerate(asking):
        others = able[questions.categories[able] != questions.categories[row]]
        if len(others):
            chosen[place] = chance.choice(others)
    return chosen


def _mixed(
    table: FeatureTable,
    other: FeatureTable,
    modality: Modality,
    rows: NDArray[np.int64],
    other_rows: NDArray[np.int64],
) -> FeatureTable:
    """Return the table of ``rows`` with one modality taken from rows of another table."""
    own, foreign = table.rows(rows), other.rows(other_rows)

    def values(one: Modality) -> NDArray[np.float32]:
        return foreign.values[one] if one is modality else own.values[one]

    return replace(own, values=PerModality.of(values))
