"""A person who is known to the last number, for learning by trial and error without people.

The world has items in categories; an item's fused features are its category's direction
plus its own deviation, of unit length. A person has a hidden taste, which leans to half of
the categories and away from the others: a rested person likes an item with the probability
(1 + features · taste) / 2, which is what linear bandits assume.

In sessions what pleases tires, too (recovering bandits, Pike-Burke & Grünewälder 2019;
satiation, Leqi et al. 2021): of a loved category that was shown r steps ago, r = 0 being the
step right after, only 1 - tiring · (1 - r / rested) of the liking is left; the other
categories never tire. It pays to wait: who always takes what is liked best *now* takes
favourites half rested, over and over. Boredom follows from what was shown, not from
chance, so the best plan for a session is found exactly, by going backwards from its end
(Bellman 1957).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.errors import InputError

STRENGTH = 0.9
"""Length of a taste: liking stays between 0.05 and 0.95."""

OWN = 0.35
"""Deviation of an item from its category, in all."""

Levels = NDArray[np.int64]


@dataclass(frozen=True)
class SimulatorSettings:
    """How large the world is, and how people tire in it.

    Attributes
    ----------
    items, categories, width
        Numbers of items and categories, and length of an item's features.
    session
        Items shown one after the other in a session, before which everyone is rested.
    rested
        Steps after which a category is as good as new.
    tiring
        Share of the liking that a loved category loses when just shown; 0 (nothing tires,
        sessions do not matter) to 1.
    """

    items: int = 48
    categories: int = 6
    width: int = 8
    session: int = 24
    rested: int = 3
    tiring: float = 0.9

    def __post_init__(self) -> None:
        counts = (self.items, self.categories, self.width, self.session, self.rested)
        if min(counts) < 1 or not 0 <= self.tiring <= 1:
            raise InputError("simulator", "counts are at least 1, tiring 0 to 1; correct them")
        if self.categories > min(self.items, self.width):
            raise InputError("simulator", "has more categories than items or width; use fewer")


@dataclass(frozen=True)
class SessionState:
    """Where a session is.

    Attributes
    ----------
    position
        Items shown so far.
    rest
        How rested each category is, shape (categories,), 0 (just shown) to ``rested``.
    """

    position: int
    rest: Levels


@dataclass(frozen=True)
class World:
    """What everyone may know: items, and how sessions go.

    Attributes
    ----------
    settings
        How large it is.
    features
        Of the items, shape (n, d), float32, rows of unit length.
    categories
        Of the items, shape (n,), int64.
    """

    settings: SimulatorSettings
    features: NDArray[np.float32]
    categories: Levels

    def start(self) -> SessionState:
        """Return the beginning of a session."""
        shape = self.settings.categories
        return SessionState(0, np.full(shape, self.settings.rested, dtype=np.int64))

    def after(self, state: SessionState, item: int) -> SessionState:
        """Return the state after an item was shown."""
        rest = np.minimum(state.rest + 1, self.settings.rested)
        rest[self.categories[item]] = 0
        return SessionState(state.position + 1, rest)

    def is_over(self, state: SessionState) -> bool:
        """Whether the session has ended."""
        return state.position >= self.settings.session


@dataclass(frozen=True)
class SimulatedPerson:
    """Someone with a hidden taste; make one with :func:`draw_person`.

    Attributes
    ----------
    world
        Around the person.
    taste
        Shape (d,), of length :data:`STRENGTH`.
    tiring
        Share of the liking that each category loses when just shown, shape (c,).
    """

    world: World
    taste: NDArray[np.float64]
    tiring: NDArray[np.float64]

    def liking(self, state: SessionState) -> NDArray[np.float64]:
        """Return the probability that each item would be liked now, shape (n,)."""
        return self.rested_liking() * self.left(state.rest)[self.world.categories]

    def rested_liking(self) -> NDArray[np.float64]:
        """Return the probability that each item is liked by the rested person, shape (n,)."""
        return (1 + self.world.features.astype(np.float64) @ self.taste) / 2

    def left(self, rest: Levels) -> NDArray[np.float64]:
        """Return the share of each category's liking that is left, shape of ``rest`` (..., c)."""
        return 1 - self.tiring * (1 - rest / self.world.settings.rested)

    def favourites(self) -> Levels:
        """Return the item of each category that is liked best, shape (c,)."""
        categories = np.arange(self.world.settings.categories)[:, None]
        inside = self.world.categories[None, :] == categories
        best: Levels = np.where(inside, self.rested_liking(), -1.0).argmax(axis=1)
        return best


def draw_person(settings: SimulatorSettings, seed: int) -> SimulatedPerson:
    """Return a world with someone in it, the same for the same seed."""
    chance, count = np.random.default_rng((seed, 4)), settings.categories
    directions, _ = np.linalg.qr(chance.normal(size=(settings.width, settings.width)))
    loved = chance.permutation(count) < count // 2
    leaning = np.where(loved, 1, -1) * chance.uniform(0.5, 1, count)
    categories = np.arange(settings.items, dtype=np.int64) % count
    own = chance.normal(size=(settings.items, settings.width)) * OWN / np.sqrt(settings.width)
    features = _unit(directions[categories] + own).astype(np.float32)
    taste = STRENGTH * _unit(leaning @ directions[:count])
    world = World(settings, features, categories)
    return SimulatedPerson(world, taste, np.where(loved, settings.tiring, 0.0))


def best_session(person: SimulatedPerson) -> list[int]:
    """Return the items, one after the other, that give the most likes in a session.

    Exact: of every category only its best liked item matters, and all states of rest are
    looked at; their number is (rested + 1) to the power of the categories.
    """
    settings, favourites = person.world.settings, person.favourites()
    rest = _all_rests(settings)
    gain = person.rested_liking()[favourites] * person.left(rest)
    following = _following(rest, settings)
    choices, value = list[Levels](), np.zeros(len(rest))
    for _ in range(settings.session):
        worth = gain + value[following]
        choices.append(worth.argmax(axis=1))
        value = worth.max(axis=1)
    place, items = len(rest) - 1, list[int]()
    for choice in reversed(choices):
        items.append(int(favourites[choice[place]]))
        place = int(following[place, choice[place]])
    return items


def likes_of(person: SimulatedPerson, items: list[int]) -> float:
    """Return how many likes a session of these items gets on average."""
    state, likes = person.world.start(), 0.0
    for item in items:
        likes += float(person.liking(state)[item])
        state = person.world.after(state, item)
    return likes


def greedy_session(person: SimulatedPerson) -> list[int]:
    """Return the items of one who knows the person but never looks ahead."""
    state, items = person.world.start(), list[int]()
    while not person.world.is_over(state):
        items.append(int(person.liking(state).argmax()))
        state = person.world.after(state, items[-1])
    return items


def _all_rests(settings: SimulatorSettings) -> Levels:
    """Return every state of rest, shape (states, c); the last is all rested."""
    levels = [np.arange(settings.rested + 1)] * settings.categories
    return np.stack(np.meshgrid(*levels, indexing="ij"), axis=-1).reshape(-1, settings.categories)


def _following(rest: Levels, settings: SimulatorSettings) -> Levels:
    """Return the number of the state after each state and category, shape (states, c)."""
    powers: Levels = (settings.rested + 1) ** np.arange(settings.categories)[::-1]
    later: Levels = np.minimum(rest + 1, settings.rested)
    following: Levels = (later @ powers)[:, None] - later * powers
    return following


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / lengths
