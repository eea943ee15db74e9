"""A linear contextual bandit: it learns from every single like or skip, and knows how unsure it is.

The reward of an item is taken to be its context times a hidden taste, plus noise. Of the
taste a normal distribution is kept (Bayesian linear regression); each reward changes it by
a rank-one update (Sherman & Morrison 1950) in time that does not grow with the rewards seen.
Two ways to explore: draw a taste and believe it (linear Thompson sampling, Agrawal & Goyal
2013), or trust each item up to the upper end of its interval (LinUCB, Li et al. 2010).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.errors import InputError

NOISE, PRIOR = 0.5, 1.0
"""Deviation of a reward, and of each coordinate of a taste before anything is known."""

WIDTH = 32
"""Length of a context: wide enough for a taste, narrow enough for a score within a millisecond."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LinearBandit:
    """What is known of one person's taste; make it with :meth:`start`.

    A reward gives a new bandit and leaves the earlier one as it was: keep that to undo.

    Attributes
    ----------
    contexts
        What is known of n items, shape (n, d), float32; shared by all that come after.
    precision
        Inverse covariance of the taste, shape (d, d), float64.
    covariance
        Its inverse, kept along so that nothing is ever inverted.
    moment
        Precision times the mean taste, shape (d,), float64.
    noise, prior
        Deviation of a reward, and of each coordinate of the taste at first; both above 0.
    rewards
        How many were learnt from.
    """

    contexts: Floats
    precision: NDArray[np.float64]
    covariance: NDArray[np.float64]
    moment: NDArray[np.float64]
    noise: float = NOISE
    prior: float = PRIOR
    rewards: int = 0

    @classmethod
    def start(cls, contexts: Floats, noise: float = NOISE, prior: float = PRIOR) -> LinearBandit:
        """Return a bandit that knows nothing yet.

        Parameters
        ----------
        contexts
            Shape (n, d), finite; rows of about unit length fit the defaults.
        noise, prior
            As above.

        Raises
        ------
        InputError
            When contexts are no finite matrix, or a deviation is not above 0.
        """
        if contexts.ndim != 2 or not np.isfinite(contexts).all():
            raise InputError("contexts", "are no matrix of finite numbers; extract features anew")
        for name, value in (("noise", noise), ("prior", prior)):
            if not (math.isfinite(value) and value > 0):
                raise InputError(f"{name} {value}", "must be above 0; choose another")
        width = contexts.shape[1]
        return cls(
            contexts.astype(np.float32, copy=False),
            np.eye(width) / prior**2,
            np.eye(width) * prior**2,
            np.zeros(width),
            noise,
            prior,
        )

    def update(self, item: int, reward: float) -> LinearBandit:
        """Return what is known after one more reward.

        Parameters
        ----------
        item
            0 to n - 1.
        reward
            Finite; -1 (disliked) to 1 (liked) fit the defaults.

        Raises
        ------
        InputError
            When there is no such item, or the reward is not finite.
        """
        if not 0 <= item < len(self.contexts):
            raise InputError(f"item {item}", f"is not one of {len(self.contexts)}; choose another")
        if not math.isfinite(reward):
            raise InputError(f"reward {reward}", "is not a finite number; record it anew")
        context = self.contexts[item].astype(np.float64) / self.noise
        turned = self.covariance @ context
        return replace(
            self,
            precision=self.precision + np.outer(context, context),
            covariance=self.covariance - np.outer(turned, turned) / (1 + context @ turned),
            moment=self.moment + context * (reward / self.noise),
            rewards=self.rewards + 1,
        )

    def taste(self) -> NDArray[np.float64]:
        """Return the mean taste, shape (d,)."""
        return self.covariance @ self.moment

    def mean(self) -> Floats:
        """Return the expected reward of each item, shape (n,), float32."""
        return self._rewards_of(self.taste())

    def deviation(self) -> Floats:
        """Return how unsure each expected reward is, shape (n,), float32, at least 0.

        It is the standard deviation of the mean, without a reward's own noise.
        """
        spread = self.contexts @ self._root().astype(np.float32)
        deviations: Floats = np.sqrt(np.einsum("nd,nd->n", spread, spread))
        return deviations

    def sample(self, generator: np.random.Generator) -> Floats:
        """Return each item's reward under one drawn taste, shape (n,), float32.

        Showing the best of them is linear Thompson sampling.
        """
        drawn = self._root() @ generator.standard_normal(len(self.moment))
        return self._rewards_of(self.taste() + drawn)

    def upper(self, alpha: float = 1.0) -> Floats:
        """Return the mean plus ``alpha`` deviations, shape (n,), float32.

        Showing the best of them is LinUCB.
        """
        upper: Floats = self.mean() + np.float32(alpha) * self.deviation()
        return upper

    def exploration(self) -> float:
        """Return how unsure it still is, from 1 (knows nothing) towards 0.

        The mean deviation over all items as a share of that at first; 0 without items.
        """
        lengths = np.sqrt(np.einsum("nd,nd->n", self.contexts, self.contexts))
        first = self.prior * float(lengths.sum(dtype=np.float64))
        return float(self.deviation().sum(dtype=np.float64)) / first if first > 0 else 0.0

    def _root(self) -> NDArray[np.float64]:
        """Return L with L L' the covariance, shape (d, d)."""
        return np.linalg.cholesky((self.covariance + self.covariance.T) / 2)

    def _rewards_of(self, taste: NDArray[np.float64]) -> Floats:
        scores: Floats = self.contexts @ taste.astype(np.float32)
        return scores


def narrow_contexts(vectors: Floats, width: int = WIDTH) -> Floats:
    """Return contexts of at most ``width`` numbers that keep most of what tells items apart.

    Principal components of the centred vectors (the same for the same vectors), each row of
    unit length; a row of zeros stays zero.

    Parameters
    ----------
    vectors
        Such as fused vectors, shape (n, d), finite.
    width
        At least 1; fewer where vectors are shorter.

    Returns
    -------
    numpy.ndarray
        Shape (n, min(width, d)), float32.
    """
    centred = vectors - vectors.mean(axis=0, dtype=np.float64) if len(vectors) else vectors
    _, directions = np.linalg.eigh(centred.T @ centred)
    kept = directions[:, ::-1][:, :width]
    signs = np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(kept.shape[1])])
    narrow = centred @ (kept * signs)
    lengths = np.linalg.norm(narrow, axis=1, keepdims=True)
    scaled = np.divide(narrow, lengths, out=np.zeros_like(narrow), where=lengths > 1e-9)
    contexts: Floats = scaled.astype(np.float32)
    return contexts
