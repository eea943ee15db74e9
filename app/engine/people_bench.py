"""Speed of the loop from a like to the next list: on a catalog as it is, and on a large one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.catalog.catalog import Catalog
from app.core.home import Home
from app.core.persona import InteractionKind
from app.core.progress import Cancellation
from app.core.query import Query
from app.core.recommendation import Answer
from app.core.recommender import RecommenderKind
from app.core.settings import Settings
from app.encoders.weights import WeightStore
from app.engine.bench import Figure, figure_of
from app.engine.client import ServiceClient
from app.engine.drawn_catalog import DrawnCatalog, Sizes, copy_what_ranks
from app.engine.fitted_recommenders import FOLDER as RECOMMENDERS
from app.engine.fusion_training import digests_of
from app.engine.messages import (
    CreatePersona,
    FitRecommender,
    FittedRecommender,
    GetProfile,
    Learnt,
    PersonalList,
    Personas,
    Profile,
    Recommend,
    RecommendForYou,
    RecordInteraction,
)
from app.engine.models import Models
from app.engine.ranked_catalog import ENCODERS

PEOPLE = ("Ada", "Ben")
LIKE_MUST, SWITCH_MUST = 50, 200
"""Milliseconds."""

MEASURED = (RecommenderKind.CONTENT, RecommenderKind.ALS)
"""At scale: one that reads the history alone, and one that has learnt from everybody."""

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
    with _copied(home, catalog) as copy, ServiceClient("engine", copy.root) as client:
        bench = _PeopleBench(client, catalog, RecommenderKind.CONTENT)
        bench.warm_up()
        for name in PEOPLE:
            client.ask(CreatePersona(catalog, name), Personas)
            for _ in range(3):
                bench.timed_reaction(name)
        return bench.figures(PEOPLE, rounds, "")


def measure_many_people(
    home: Home, catalog: str, *, rounds: int, cancellation: Cancellation, sizes: Sizes | None = None
) -> tuple[Figure, ...]:
    """Measure the same among many personas and items, which are drawn from the catalog's.

    Parameters
    ----------
    home, catalog, rounds
        As for :func:`measure_people`.
    cancellation
        Looked at while the catalog is drawn.
    sizes
        How large it is to be.
    """
    wanted = sizes or Sizes()
    with _copied(home, catalog) as copy:
        names = _draw(copy, catalog, wanted, cancellation)
        with ServiceClient("engine", copy.root) as client:
            figures: list[Figure] = []
            for kind in MEASURED:
                bench = _PeopleBench(client, catalog, kind)
                bench.warm_up()
                if kind is not RecommenderKind.CONTENT:
                    client.ask(FitRecommender(catalog, kind), FittedRecommender)
                bench.timed_reaction(names[-1])
                scale = f", {wanted.items:,} items, {kind.value}"
                figures += bench.figures(names[len(figures) * rounds :], rounds, scale)
    return tuple(figures)


@contextmanager
def _copied(home: Home, catalog: str) -> Iterator[Home]:
    with tempfile.TemporaryDirectory(prefix="triad-bench-") as folder:
        copy = Home(Path(folder))
        copy_what_ranks(home.catalogs / catalog, copy.catalogs / catalog)
        copy.weights.symlink_to(home.weights, target_is_directory=True)
        copy.cache.mkdir()
        for known in home.cache.glob("*"):
            if known.name != RECOMMENDERS:
                (copy.cache / known.name).symlink_to(known)
        yield copy


def _draw(home: Home, name: str, sizes: Sizes, cancellation: Cancellation) -> tuple[str, ...]:
    models = Models(WeightStore(home), Settings())
    with Catalog.open(home.catalogs / name) as catalog:
        encoder = models.encoder_of(catalog.fusion().folder / ENCODERS)
        drawn = DrawnCatalog(catalog, digests_of(encoder.pack))
        return drawn.draw(sizes, cancellation)


@dataclass
class _PeopleBench:
    """Personas who like what they are shown first, and who take turns."""

    client: ServiceClient
    catalog: str
    recommender: RecommenderKind
    reactions: int = 0

    def warm_up(self) -> None:
        """Wait until all models are loaded; their loading would be timed otherwise."""
        self.client.ask(Recommend(Query(texts=("warm up",)), catalog=self.catalog), Answer)

    def figures(self, names: tuple[str, ...], rounds: int, scale: str) -> tuple[Figure, Figure]:
        """Return how long a like and a change of persona take."""
        likes = [self.timed_reaction(names[0]) for _ in range(rounds)]
        switches = [self.timed_switch(names[turn % len(names)]) for turn in range(rounds)]
        return (
            figure_of(f"like to re-ranked list{scale}", likes, must=LIKE_MUST),
            figure_of(f"change of persona{scale}", switches, must=SWITCH_MUST),
        )

    def timed_reaction(self, name: str) -> float:
        """Return the milliseconds from a like or dislike of the first item to the next list."""
        job = self._job(name)
        shown = self.client.ask(job, PersonalList)
        kind = _KINDS[self.reactions % len(_KINDS)]
        self.reactions += 1
        item = shown.items[0].recommendation.item_id
        started = time.perf_counter()
        self.client.ask(
            RecordInteraction(self.catalog, name, item, kind, 0.0, shown.session, 1, job), Learnt
        )
        return (time.perf_counter() - started) * 1000

    def timed_switch(self, name: str) -> float:
        """Return the milliseconds until a persona's profile and list are there."""
        started = time.perf_counter()
        self.client.ask(GetProfile(self.catalog, name), Profile)
        self.client.ask(self._job(name), PersonalList)
        return (time.perf_counter() - started) * 1000

    def _job(self, name: str) -> RecommendForYou:
        return RecommendForYou(self.catalog, name, recommender=self.recommender)
