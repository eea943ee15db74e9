"""Matrix factorisation of likes: alternating least squares, and Bayesian personalised ranking.

Item factors are learnt by the package ``implicit``. A history's factors come from one
least-squares step on them (Hu, Koren & Volinsky 2008, equation 4), so that someone new is
scored like anyone else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories
from app.recommend.preferences import (
    by_likeness,
    check_items,
    check_training,
    disliked,
    preferred,
    unit_rows,
)
from app.recommend.recommender import Arrays, ItemContent, Scores

Factors = NDArray[np.float32]


@dataclass(frozen=True)
class FactorsModel:
    """Factors of items; those of a user follow from the history.

    Attributes
    ----------
    factors
        Shape (n, d), float32.
    offsets
        What an item has for everyone, shape (n,), float32.
    confidence
        A like weighs so much where no interaction weighs 1.
    regularisation
        Weight of the user's squared factors.
    reach
        Length of every user's factors; 0 leaves them as they are.
    kind
        ALS or BPR.
    """

    factors: Factors
    offsets: NDArray[np.float32]
    confidence: float
    regularisation: float
    reach: float
    kind: RecommenderKind

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return len(self.factors)

    @cached_property
    def _units(self) -> Factors:
        return unit_rows(self.factors)

    @cached_property
    def _plain(self) -> tuple[Factors, Factors]:
        """What all items ask for of a user's factors, shape (d, d), and its inverse."""
        plain = self.factors.T @ self.factors
        plain += np.float32(self.regularisation) * np.eye(len(plain), dtype=np.float32)
        return plain, np.linalg.inv(plain)

    def score(self, histories: Histories) -> Scores:
        """Return the product of user's and items' factors, less likeness to dislikes."""
        check_items(histories, self.item_count)
        users = self.fold_in(preferred(histories))
        against, units = disliked(histories), self._units
        if not self.reach:
            # A like is explained by a score of 1.
            plain: Scores = users @ self.factors.T + self.offsets - by_likeness(against, units)
            return plain
        usual = np.float32(self.reach * np.linalg.norm(self.factors, axis=1).mean())
        scores: Scores = np.float32(self.reach) * (unit_rows(users) @ self.factors.T)
        scores += self.offsets - usual * by_likeness(against, units)
        return scores

    def fold_in(self, likes: sparse.csr_matrix) -> Factors:
        """Return the factors that explain each user's likes best, shape (u, d), float32.

        Parameters
        ----------
        likes
            Shape (u, n), float32, 0 to 1; scales the confidence.
        """
        plain, inverse = self._plain
        found: Factors = np.zeros((likes.shape[0], len(plain)), dtype=np.float32)
        with threadpool_limits(1):  # the systems are too small to share
            for row in np.flatnonzero(np.diff(likes.indptr)):
                part = slice(likes.indptr[row], likes.indptr[row + 1])
                mine = self.factors[likes.indices[part]]
                extra = np.float32(self.confidence - 1) * likes.data[part]
                found[row] = _explaining(plain, inverse, mine, extra)
        return found

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        settings = [self.confidence, self.regularisation, self.reach]
        return {
            "factors": self.factors,
            "offsets": self.offsets,
            "settings": np.array(settings, dtype=np.float64),
        }


def _explaining(
    plain: Factors, inverse: Factors, mine: Factors, extra: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return a user's factors; a history shorter than they are is solved in its own size.

    Parameters
    ----------
    plain, inverse
        What all items ask for, shape (d, d), and its inverse.
    mine
        Factors of the liked items, shape (k, d).
    extra
        By how much their confidence is above 1, shape (k,).
    """
    wanted = (1 + extra) @ mine
    if len(mine) >= len(plain):
        longer: NDArray[np.float32] = np.linalg.solve(
            plain + mine.T @ (extra[:, None] * mine), wanted
        )
        return longer
    # Woodbury's identity.
    first, across = inverse @ wanted, inverse @ mine.T
    small = mine @ across
    small[np.diag_indices_from(small)] += 1 / extra
    shorter: NDArray[np.float32] = first - across @ np.linalg.solve(small, mine @ first)
    return shorter


def _after_each(
    name: str, passes: int, report: ReportProgress, cancellation: Cancellation | None
) -> Callable[..., None]:
    """Return what a solver is to call after each pass: it tells that, and may end it."""
    stop = cancellation or Cancellation()

    def after_each(number: int, *_: object) -> None:
        report(Progress(Stage.TRAIN, number + 1, passes, name))
        stop.check()

    return after_each


def _restored(arrays: Arrays, kind: RecommenderKind) -> FactorsModel:
    confidence, regularisation, reach = (float(one) for one in arrays["settings"])
    factors, offsets = arrays["factors"], arrays["offsets"]
    return FactorsModel(factors, offsets, confidence, regularisation, reach, kind)


@dataclass(frozen=True)
class AlternatingLeastSquares:
    """Fits factors so that likes come out as 1 and all else as 0 (Hu et al. 2008).

    Attributes
    ----------
    factors
        How many.
    regularisation
        Weight of the squared factors.
    confidence
        A like weighs so much where no interaction weighs 1.
    iterations
        Each solves users and then items.
    """

    factors: int = 128
    regularisation: float = 600.0
    confidence: float = 150.0
    iterations: int = 20

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> FactorsModel:
        """Learn the items' factors on one core, so that a seed makes the same again."""
        check_training(histories, content)
        from implicit.cpu.als import AlternatingLeastSquares as Solver

        after_each = _after_each("ALS", self.iterations, report, cancellation)
        with threadpool_limits(1):
            solver = Solver(
                factors=self.factors,
                regularization=self.regularisation,
                alpha=self.confidence,
                iterations=self.iterations,
                num_threads=1,
                random_state=seed,
            )
            solver.fit(histories.liked(), show_progress=False, callback=after_each)
        offsets = np.zeros(histories.item_count, dtype=np.float32)
        learnt = np.ascontiguousarray(solver.item_factors, dtype=np.float32)
        settings = self.confidence, self.regularisation, 0.0
        return FactorsModel(learnt, offsets, *settings, RecommenderKind.ALS)

    def restore(self, arrays: Arrays) -> FactorsModel:
        """Return the model that was saved."""
        return _restored(arrays, RecommenderKind.ALS)


@dataclass(frozen=True)
class BayesianRanking:
    """Fits factors so that what a user liked ranks above what not (Rendle et al. 2009).

    Attributes
    ----------
    factors, learning_rate, iterations
        Of stochastic gradient descent over all likes.
    least_steps
        Few likes are gone over more often, until there were so many steps.
    decay
        Weight of the squared factors while learning.
    confidence, regularisation
        Of the least-squares step that finds a history's factors.
    reach
        Users' factors get so many times the mean length that they had in learning.
    """

    factors: int = 64
    learning_rate: float = 0.01
    iterations: int = 60
    least_steps: int = 1_000_000
    decay: float = 0.01
    confidence: float = 100.0
    regularisation: float = 100.0
    reach: float = 3.0

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> FactorsModel:
        """Learn the items' factors on one core, so that a seed makes the same again."""
        check_training(histories, content)
        from implicit.cpu.bpr import BayesianPersonalizedRanking as Solver

        likes = histories.liked()
        passes = max(self.iterations, self.least_steps // max(likes.nnz, self.least_steps // 2000))
        after_each = _after_each("BPR", passes, report, cancellation)
        with threadpool_limits(1):
            solver = Solver(
                factors=self.factors,
                learning_rate=self.learning_rate,
                regularization=self.decay,
                iterations=passes,
                num_threads=1,
                random_state=seed,
            )
            solver.fit(likes, show_progress=False, callback=after_each)
        learnt = np.asarray(solver.item_factors, dtype=np.float32)
        factors, offsets = np.ascontiguousarray(learnt[:, :-1]), learnt[:, -1].copy()
        users = np.asarray(solver.user_factors, dtype=np.float32)[:, :-1]
        reach = self.reach * float(np.linalg.norm(users, axis=1).mean())
        settings = self.confidence, self.regularisation, reach
        return FactorsModel(factors, offsets, *settings, RecommenderKind.BPR)

    def restore(self, arrays: Arrays) -> FactorsModel:
        """Return the model that was saved."""
        return _restored(arrays, RecommenderKind.BPR)
