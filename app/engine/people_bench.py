"""Speed of the loop from a like to the next list, on a copy of a catalog."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.home import Home
from app.core.persona import InteractionKind
from app.core.query import Query
from app.core.recommendation import Answer
from app.core.recommender import RecommenderKind
from app.engine.bench import Figure, figure_of
from app.engine.client import ServiceClient
from app.engine.messages import (
    CreatePersona,
    Learnt,
    PersonalList,
    Personas,
    Recommend,
    RecommendForYou,
    RecordInteraction,
)

PEOPLE = ("Ada", "Ben")
_KINDS = (InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.LIKE)


def measure_people(home: Home, catalog: str, *, rounds: int) -> tuple[Figure, ...]:
    """Measure likes and changes of persona in a fresh engine process.

    Parameters
    ----------
    home
        The state folder; only read, since everything is done to a copy of the catalog.
    catalog
        Its name.
    rounds
        Measurements of each figure.
    """
    with _copied(home, catalog) as copy, ServiceClient("engine", copy) as client:
        bench = _PeopleBench(client, catalog)
        bench.warm_up()
        for name in PEOPLE:
            client.ask(CreatePersona(catalog, name), Personas)
            for _ in range(3):
                bench.react(name)
        likes = [bench.timed_reaction(PEOPLE[0]) for _ in range(rounds)]
        switches = [bench.timed_list(PEOPLE[number % 2]) for number in range(rounds)]
    return (
        figure_of("like to re-ranked list, through the pipe", likes, must=50),
        figure_of("change of persona, through the pipe", switches, must=200),
    )


@contextmanager
def _copied(home: Home, catalog: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="triad-bench-") as folder:
        copy = Home(Path(folder))
        shutil.copytree(home.catalogs / catalog, copy.catalogs / catalog)
        for linked, there in ((copy.weights, home.weights), (copy.cache, home.cache)):
            linked.symlink_to(there, target_is_directory=True)
        yield copy.root


@dataclass
class _PeopleBench:
    """Two personas who take turns at liking what they are shown first."""

    client: ServiceClient
    catalog: str
    reactions: int = 0

    def warm_up(self) -> None:
        """Wait until all models are loaded; their loading would be timed otherwise."""
        self.client.ask(Recommend(Query(texts=("warm up",)), catalog=self.catalog), Answer)

    def react(self, name: str) -> PersonalList:
        """Like or dislike the first item of the list, and ask for the next list."""
        shown = self._list(name)
        return self._react_to(name, shown)

    def timed_reaction(self, name: str) -> float:
        """Return the milliseconds from a like to the next list."""
        shown = self._list(name)
        started = time.perf_counter()
        self._react_to(name, shown)
        return (time.perf_counter() - started) * 1000

    def timed_list(self, name: str) -> float:
        """Return the milliseconds until a persona's list is there."""
        started = time.perf_counter()
        self._list(name)
        return (time.perf_counter() - started) * 1000

    def _react_to(self, name: str, shown: PersonalList) -> PersonalList:
        kind = _KINDS[self.reactions % len(_KINDS)]
        self.reactions += 1
        item = shown.items[0].recommendation.item_id
        job = RecordInteraction(self.catalog, name, item, kind, session=shown.session, position=1)
        self.client.ask(job, Learnt)
        return self._list(name)

    def _list(self, name: str) -> PersonalList:
        job = RecommendForYou(self.catalog, name, recommender=RecommenderKind.CONTENT)
        return self.client.ask(job, PersonalList)
