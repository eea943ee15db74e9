"""A persona's list: what the history and the feedback make of a catalog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.core.recommender import ScoreParts
from app.explain.shapley import shapley_values
from app.recommend.personal import Taste, diverse_rows
from app.recommend.profile import Floats, Rows
from app.recommend.ranking import RankedItem, best_rows

# Both weights are judgements, not tuned: no data at hand has queries or liked items of the same
# people beside a recommender's scores. Below a third a query leads, since all parts lie between
# -1 and 1; half and half takes neither side's word for more than the other's.
BESIDE_A_QUERY = 0.3
"""How much history and feedback count beside what is asked for now."""

PROFILE_SHARE = 0.5
"""How much of the history's part is the profile's where a recommender speaks too."""

_NONE_GIVEN = PerModality[float](0.0, 0.0, 0.0)
_NONE_MUTED = PerModality["int | None"](None, None, None)


@dataclass(frozen=True)
class PersonalScores:
    """The parts of each item's score.

    Attributes
    ----------
    taste
        Scores items by the profile with any subset of modalities.
    share
        How much of that counts.
    others
        What a recommender adds to the history's part, shape (n,).
    feedback
        What the bandit adds, shape (n,).
    """

    taste: Taste
    share: np.float32
    others: Floats
    feedback: Floats

    @property
    def history(self) -> Floats:
        """The history's part, shape (n,)."""
        whole: Floats = self.share * self.taste.history + self.others
        return whole

    @property
    def total(self) -> Floats:
        """All parts together, shape (n,)."""
        total: Floats = self.history + self.feedback
        return total

    def parts(self, row: int) -> ScoreParts:
        """Return the parts of one item's score."""
        history = float(self.share * self.taste.history[row]) + float(self.others[row])
        return ScoreParts(history=history, feedback=float(self.feedback[row]))


def personal_scores(
    taste: Taste, others: Floats | None = None, feedback: Floats | None = None
) -> PersonalScores:
    """Return what a taste makes of all items.

    Parameters
    ----------
    others
        A recommender's scores, -1 to 1, shape (n,); half of the history's part where given.
    feedback
        In place of what the bandit expects, such as what it drew.
    """
    given = taste.feedback if feedback is None else feedback
    if others is None:
        nothing = np.zeros(len(given), dtype=np.float32)
        return PersonalScores(taste, np.float32(1), nothing, given)
    share = np.float32(PROFILE_SHARE)
    return PersonalScores(taste, share, (1 - share) * others, given)


def rank_personally(scores: PersonalScores, top: int, left_out: Rows) -> tuple[RankedItem, ...]:
    """Rank all items but ``left_out`` and explain the best.

    A share of a modality is what it adds to the profile's part; the baseline is what the
    other parts are. Ranks with a modality muted are nobody's question here and stay ``None``.
    """
    total = scores.total
    total[left_out] = -np.inf
    best = best_rows(total, min(top, len(total) - len(left_out)))
    besides = (scores.others[best] + scores.feedback[best])[None]
    profile = scores.share * scores.taste.subset_scores(best)
    values = (profile + besides).astype(np.float64)
    shares = shapley_values(values)
    return tuple(
        RankedItem(
            place + 1,
            int(row),
            float(values[-1, place]),
            float(values[0, place]),
            PerModality(*(float(share) for share in shares[:, place])),
            _NONE_MUTED,
        )
        for place, row in enumerate(best)
    )


def rank_for_a_stranger(
    likes: Floats, contexts: Floats, top: int, left_out: Rows
) -> tuple[RankedItem, ...]:
    """Rank for someone of whom nothing is known: what most like, then what differs most.

    Parameters
    ----------
    likes
        How many personas like each item, shape (n,).
    contexts
        What tells items apart, shape (n, d).
    """
    kept = np.ones(len(likes), dtype=np.bool_)
    kept[left_out] = False
    popular = np.flatnonzero(kept & (likes > 0))
    popular = popular[np.argsort(-likes[popular], kind="stable")][:top]
    rest = np.flatnonzero(kept & (likes <= 0))
    diverse = rest[diverse_rows(contexts[rest], top - len(popular))]
    most = max(1.0, float(likes.max(initial=0.0)))
    rows = np.concatenate([popular, diverse])[:top]
    return tuple(
        _plain(place + 1, int(row), float(likes[row]) / most) for place, row in enumerate(rows)
    )


def _plain(rank: int, row: int, score: float) -> RankedItem:
    return RankedItem(rank, row, score, score, _NONE_GIVEN, _NONE_MUTED)


@dataclass(frozen=True)
class PersonalParts:
    """What a persona adds to each item's score for a query, shape (n,) each."""

    history: NDArray[np.float32]
    feedback: NDArray[np.float32]


def draft(
    first: Rows, second: Rows, top: int, generator: np.random.Generator
) -> tuple[Rows, tuple[int, ...]]:
    """Let two rankings pick by turns: team-draft interleaving (Radlinski et al. 2008).

    In each round a coin says who picks first; who picks takes its best item that is not
    there yet.

    Returns
    -------
    tuple
        The picked rows, at most ``top``, and for each 0 or 1: whose pick it is.
    """
    rankings: Mapping[int, list[int]] = {0: first.tolist(), 1: second.tolist()}
    picked: dict[int, int] = {}
    while len(picked) < top:
        before = len(picked)
        turn = int(generator.integers(2))
        for team in (turn, 1 - turn):
            best = next((row for row in rankings[team] if row not in picked), None)
            if best is not None and len(picked) < top:
                picked[best] = team
        if len(picked) == before:
            break
    return np.array(list(picked), dtype=np.int64), tuple(picked.values())
