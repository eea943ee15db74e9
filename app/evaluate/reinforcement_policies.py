"""Who chooses what to show to the simulated person, and learns from the answer."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.recommend.bandit import LinearBandit
from app.recommend.deep_q import DeepQ, DeepQSettings, Step
from app.recommend.simulator import SessionState, World

ALPHA, RESTED_ALPHA = 1.0, 3.0
"""Deviations that LinUCB adds; more where it sees how rested one is."""

NOISE = 0.7
"""Deviation of a like (1) or skip (-1) that the bandits reckon with."""


class PolicyKind(str, Enum):
    """How the next item is chosen."""

    RANDOM = "random"
    GREEDY = "greedy"
    """The bandit's mean, without exploring."""
    LINUCB = "linucb"
    THOMPSON = "thompson"
    RESTED_LINUCB = "linucb with rest"
    """Sees how rested each category is, and looks no further than the next item."""
    MYOPIC_DQN = "dqn, next item only"
    """The network of deep Q-learning with a discount of 0."""
    DQN = "dqn"


class Policy(Protocol):
    """Chooses items and learns from rewards."""

    def choose(self, state: SessionState) -> int:
        """Return the item to show."""

    def learn(self, state: SessionState, item: int, reward: float, after: SessionState) -> None:
        """Take note of what showing an item gave, 1 or -1."""


class RandomPolicy:
    """Shows any item.

    Parameters
    ----------
    world
        What is known.
    seed
        Draws the items.
    """

    def __init__(self, world: World, seed: int) -> None:
        self._count, self._chance = len(world.features), np.random.default_rng((seed, 11))

    def choose(self, _: SessionState) -> int:
        """Return any item."""
        return int(self._chance.integers(self._count))

    def learn(self, *_: object) -> None:
        """Learn nothing."""


class BanditPolicy:
    """Shows the best item of a linear bandit.

    Parameters
    ----------
    world
        What is known.
    kind
        Greedy, Thompson, or one of the LinUCB.
    seed
        Draws tastes, and among equals.
    """

    def __init__(self, world: World, kind: PolicyKind, seed: int) -> None:
        self._world, self._kind = world, kind
        self._chance = np.random.default_rng((seed, 13))
        self._bandit = LinearBandit.start(self._contexts(world.start()), NOISE)

    def choose(self, state: SessionState) -> int:
        """Return the best item, one of the best where several are."""
        scores = self._scores(self._seeing(state))
        return int(self._chance.choice(np.flatnonzero(scores == scores.max())))

    def learn(self, state: SessionState, item: int, reward: float, _: SessionState) -> None:
        """Learn from one reward."""
        self._bandit = self._seeing(state).update(item, reward)

    def _scores(self, bandit: LinearBandit) -> NDArray[np.float32]:
        if self._kind is PolicyKind.GREEDY:
            return bandit.mean()
        if self._kind is PolicyKind.THOMPSON:
            return bandit.sample(self._chance)
        rested = self._kind is PolicyKind.RESTED_LINUCB
        return bandit.upper(RESTED_ALPHA if rested else ALPHA)

    def _seeing(self, state: SessionState) -> LinearBandit:
        if self._kind is not PolicyKind.RESTED_LINUCB:
            return self._bandit
        return replace(self._bandit, contexts=self._contexts(state))

    def _contexts(self, state: SessionState) -> NDArray[np.float32]:
        """Return the items' features; if rest is seen, also how tired of its category one is."""
        if self._kind is not PolicyKind.RESTED_LINUCB:
            return self._world.features
        tired = 1 - state.rest / self._world.settings.rested
        columns = np.eye(len(tired), dtype=np.float32)[self._world.categories] * tired
        return np.concatenate([self._world.features, columns], axis=1).astype(np.float32)


class DeepQPolicy:
    """Shows what deep Q-learning says.

    Parameters
    ----------
    world
        What is known.
    settings
        How the network learns.
    seed
        Draws everything that is drawn.
    """

    def __init__(self, world: World, settings: DeepQSettings, seed: int) -> None:
        self._world = world
        self._own = np.eye(world.settings.categories, dtype=np.float32)[world.categories]
        self._seen = world.start()
        self._inputs_seen = self._make_inputs(self._seen)
        self._network = DeepQ(self._inputs_seen.shape[1], settings, seed)

    def choose(self, state: SessionState) -> int:
        """Return the item that is worth most, or at times any."""
        return self._network.choose(self._inputs(state))

    def learn(self, state: SessionState, item: int, reward: float, after: SessionState) -> None:
        """Remember a step, and learn from some."""
        inputs = self._inputs(state)[item]
        step = Step(inputs, reward, self._inputs(after), self._world.is_over(after))
        self._network.learn(step)

    def _inputs(self, state: SessionState) -> NDArray[np.float32]:
        """Return the inputs of a state; they are asked for three times in a row."""
        if state is not self._seen:
            self._seen, self._inputs_seen = state, self._make_inputs(state)
        return self._inputs_seen

    def _make_inputs(self, state: SessionState) -> NDArray[np.float32]:
        """Return state and features for each item, shape (n, 2 c + d + 1).

        Where the session is, how rested all categories are, the item's own one apart
        (1 to 2; 0 for the others), and the item's features.
        """
        settings = self._world.settings
        rest = (state.rest / settings.rested).astype(np.float32)
        session = np.append(rest, np.float32(state.position / settings.session))
        everyone = np.tile(session, (len(self._own), 1))
        own = self._own * (1 + rest)
        return np.concatenate([everyone, own, self._world.features], axis=1)


def make_policy(kind: PolicyKind, world: World, deep: DeepQSettings, seed: int) -> Policy:
    """Return a policy that knows nothing yet."""
    if kind is PolicyKind.RANDOM:
        return RandomPolicy(world, seed)
    if kind is PolicyKind.DQN:
        return DeepQPolicy(world, deep, seed)
    if kind is PolicyKind.MYOPIC_DQN:
        return DeepQPolicy(world, replace(deep, discount=0.0), seed)
    return BanditPolicy(world, kind, seed)
