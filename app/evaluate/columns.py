"""What is read off a measured cell: one number a query, under the name of a condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality
from app.evaluate.cells import Measured
from app.evaluate.fold import DEPTH, JOINTS, SUBSETS_ASKED, Findings
from app.evaluate.retrieval import subset_name
from app.fusion.features import BIT, WHOLE

Values = NDArray[np.float64]
Read = Callable[[Measured], Values]


class Measure(str, Enum):
    """What a number is."""

    NDCG = "ndcg@10"
    RECALL = "recall@10"
    MRR = "mrr"
    CONTROL = "control"
    """Recall@10 with each query exchanged for another's: what is missing gives away."""


AVAILABLE = "all available"
"""Every item asks with all modalities that it has."""

TWO_TO_THIRD = "two for the third"
"""Items ask with two modalities among items that show the third alone, whichever it is."""

WHOLE_GALLERY = "two for the third, whole gallery"
"""The same among all items, of which the asked group alone hides what is asked with."""


@dataclass(frozen=True)
class Column:
    """One condition and measure.

    Attributes
    ----------
    name, measure
        For people.
    read
        Gives shape (h,): one number a held-out item, not a number where it did not ask.
    """

    name: str
    measure: Measure
    read: Read


def available(findings: Findings) -> NDArray[np.int64]:
    """Return the subset of modalities that each held-out item asked with at most, shape (h,)."""
    has = np.zeros(len(findings.rows), dtype=np.int64)
    for modality in MODALITIES:
        has |= BIT[modality] * (findings.ranks[BIT[modality]] != 0)
    return has


def by_category(subset: int) -> Column:
    """Return NDCG@10 by category when asked with one subset."""
    return Column(subset_name(subset), Measure.NDCG, lambda one: one.findings.gains[subset])


def retrieval(subset: int, measure: Measure) -> Column:
    """Return recall@10, MRR or the control of held-out retrieval when asked with one subset."""

    def read(measured: Measured) -> Values:
        found = measured.findings
        ranks = found.control if measure is Measure.CONTROL else found.ranks
        return _score(ranks[subset], measure)

    return Column(subset_name(subset), measure, read)


def two_to_third(measure: Measure, name: str = TWO_TO_THIRD) -> Column:
    """Return how well two modalities find the third, over all pairs that an item has.

    Parameters
    ----------
    measure
        Recall or reciprocal rank.
    name
        :data:`TWO_TO_THIRD` or :data:`WHOLE_GALLERY`.
    """

    def read(measured: Measured) -> Values:
        ranks = _third(measured, name)
        return mean_of([_score(ranks[n, joint], measure) for n, joint in enumerate(JOINTS)])

    return Column(name, measure, read)


def one_to_third(
    modality: Modality, joint: int, measure: Measure, name: str = TWO_TO_THIRD
) -> Column:
    """Return how well one modality of a joint finds the very same as the whole joint."""
    number = JOINTS.index(joint)

    def read(measured: Measured) -> Values:
        return _score(_third(measured, name)[number, BIT[modality]], measure)

    return Column(f"{modality} of {subset_name(joint)}", measure, read)


def _third(measured: Measured, name: str) -> NDArray[np.int64]:
    found = measured.findings
    return found.shared_ranks if name == TWO_TO_THIRD else found.hidden_ranks


def _all_available(measured: Measured) -> Values:
    findings = measured.findings
    gains: Values = findings.gains[available(findings), np.arange(len(findings.rows))]
    return gains


EVERYTHING = Column(AVAILABLE, Measure.NDCG, _all_available)

THIRD = tuple(
    two_to_third(measure, name)
    for name in (TWO_TO_THIRD, WHOLE_GALLERY)
    for measure in (Measure.RECALL, Measure.MRR)
)
"""Two modalities look for the third, in both galleries."""

TABLE = (
    EVERYTHING,
    *(by_category(subset) for subset in SUBSETS_ASKED),
    *THIRD,
    *(
        retrieval(subset, measure)
        for measure in (Measure.RECALL, Measure.MRR, Measure.CONTROL)
        for subset in SUBSETS_ASKED
        if subset != WHOLE
    ),
)
"""The columns of the comparison's table."""


class Condition(str, Enum):
    """What is wrong with one modality of a query."""

    CLEAN = "clean"
    MISSING = "missing"
    NOISY = "noisy"
    CONTRADICTING = "contradicting"


def strained(modality: Modality, condition: Condition) -> Column:
    """Return NDCG@10 by category of the items that have the modality and another one."""
    number, bit = MODALITIES.index(modality), BIT[modality]

    def read(measured: Measured) -> Values:
        findings, strain = measured.findings, measured.strain
        has = available(findings)
        places = np.arange(len(has))
        able = ((has & bit) > 0) & ((has & ~bit) > 0)
        found = {
            Condition.CLEAN: findings.gains[has, places],
            Condition.MISSING: findings.gains[has & ~bit, places],
            Condition.NOISY: strain.noisy[number],
            Condition.CONTRADICTING: strain.contradicting[number],
        }
        return np.where(able, found[condition], np.nan)

    return Column(f"{modality} {condition.value}", Measure.NDCG, read)


def mean_of(columns: list[Values]) -> Values:
    """Return the mean over columns of what is a number, else not a number; shape (h,)."""
    stacked = np.stack(columns)
    counts = (~np.isnan(stacked)).sum(axis=0)
    found: Values = np.full(stacked.shape[1], np.nan)
    np.divide(np.nansum(stacked, axis=0), counts, out=found, where=counts > 0)
    return found


def _score(ranks: NDArray[np.int64], measure: Measure) -> Values:
    """Return recall@10 or the reciprocal rank, not a number where there was no answer."""
    asked = ranks > 0
    score = 1 / np.maximum(ranks, 1) if measure is Measure.MRR else ranks <= DEPTH
    found: Values = np.where(asked, score, np.nan).astype(np.float64)
    return found
