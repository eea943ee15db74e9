"""What others like: recommenders fitted to the histories of all personas of a catalog.

A list never waits for a fit. Who has not learnt yet lets a list be made without it and says
so; :meth:`Collaborating.fit` then learns in a process of its own, which can be cancelled at
any moment, and what it learnt is kept in the home's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.features import ItemFeatures, item_features
from app.catalog.interactions import InteractionTable, are_enough, item_places, read_interactions
from app.catalog.personas import take_census
from app.catalog.revision import read_revision
from app.core.errors import InputError
from app.core.home import Home
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.core.recommender import RecommenderKind
from app.engine.bounded_cache import BoundedCache
from app.engine.fitted_recommenders import (
    MOST_BYTES,
    FittedModel,
    FittedRecommenders,
    FittedTo,
)
from app.engine.fusion_training import digests_of
from app.engine.learning import PersonalCatalog
from app.engine.messages import FallbackReason
from app.engine.worker import run_apart
from app.engine.workspace import Workspace
from app.recommend.histories import Histories
from app.recommend.recommender import ItemContent

FEWEST_PERSONAS = 3
"""With fewer who like anything there is nobody to learn from but the persona itself."""

GROWTH = 1.2
"""A model is worth fitting anew once histories changed so many times as often as when it was."""

QUICK_BYTES = 20_000_000
"""A kept model of this size is read within a list's time; a larger one with the long work."""

Scores = NDArray[np.float32]
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True)
class Others:
    """What others have to say about all items for one persona.

    Attributes
    ----------
    scores
        -1 to 1, shape (n,); nothing where ``missing`` says why.
    can_learn
        Whether there is something new to learn from.
    """

    scores: Scores | None
    missing: FallbackReason | None
    can_learn: bool


class Collaborating:
    """Lets recommenders learn from all personas, and speak for one.

    A model scores any history, so a like counts at once; it is worth fitting anew when there
    is a fifth more to learn from. Until then the older one speaks, unless it learnt from a
    persona who is gone.

    Parameters
    ----------
    workspace
        Models that tell which features a catalog has.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept = FittedRecommenders(workspace.home)
        self._fitted: BoundedCache[Path, FittedModel] = BoundedCache(
            MOST_BYTES, lambda one: one.size
        )

    def scores(
        self, kind: RecommenderKind, personal: PersonalCatalog, history: InteractionTable
    ) -> Others:
        """Return what a recommender makes of a persona's history, without waiting for a fit.

        Raises
        ------
        InputError
            When that recommender cannot be used in this catalog.
        """
        known = self._known(kind, personal, QUICK_BYTES)
        if known is None:
            with personal.ranked.catalog.reading() as connection:
                enough = are_enough(connection, FEWEST_PERSONAS)
            if not enough:
                return Others(None, FallbackReason.TOO_FEW, can_learn=False)
            _check_kind(kind)
            return Others(None, FallbackReason.STILL_LEARNING, can_learn=True)
        fitted, is_current = known
        items = history.standing_items()
        there = items >= 0
        mine = Histories(
            np.array([0, there.sum()], dtype=np.int64),
            items[there],
            history.preferences[there],
            len(personal.ranked.index),
        )
        return Others(_within_one(fitted.model.score(mine)[0]), None, can_learn=not is_current)

    def fit(
        self,
        kind: RecommenderKind,
        personal: PersonalCatalog,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        """Learn from all personas what there is to learn; done at once if that is known.

        Raises
        ------
        InputError
            When that recommender cannot be used in this catalog, or too few like anything.
        EngineError
            When the process that learns died.
        Cancelled
            When asked to stop; what was known before stays.
        """
        known = self._known(kind, personal)
        if known is not None and known[1]:
            return
        _check_kind(kind)
        report(Progress(Stage.TRAIN, detail=kind.value))
        lesson = self._lesson(kind, personal)
        run_apart(learn_apart, lesson, cancellation=cancellation, hear=report)
        self._known(kind, personal)  # lets go of it again if a persona was removed meanwhile

    def _lesson(self, kind: RecommenderKind, personal: PersonalCatalog) -> Lesson:
        ranked = personal.ranked
        pack = self._workspace.models.encoder_of(ranked.encoders).pack
        return Lesson(
            home=self._workspace.home,
            catalog=ranked.catalog.folder,
            item_ids=ranked.index.item_ids,
            digests=digests_of(pack),
            kind=kind,
            place=self._place(kind, personal),
        )

    def _place(self, kind: RecommenderKind, personal: PersonalCatalog) -> Path:
        return self._kept.place(personal.ranked.catalog.folder, kind, personal.items_digest)

    def _known(
        self, kind: RecommenderKind, personal: PersonalCatalog, most_bytes: int | None = None
    ) -> tuple[FittedModel, bool] | None:
        """Return a model that may speak, and whether there is nothing new to learn.

        ``most_bytes`` leaves a larger one on the disk.
        """
        place = self._place(kind, personal)
        fitted = self._opened(place, personal.ranked.index.item_ids, most_bytes)
        if fitted is None:
            return None
        learnt_from = fitted.fitted_to.census
        with personal.ranked.catalog.reading() as connection:
            census = take_census(connection, learnt_from.newest)
        if census.count < learnt_from.count:
            self._fitted.discard(place)
            self._kept.drop(place)
            return None
        is_current = (
            fitted.fitted_to.revision == personal.ranked.revision
            and census.changes <= GROWTH * learnt_from.changes
        )
        return fitted, is_current

    def _opened(
        self, place: Path, item_ids: tuple[str, ...], most_bytes: int | None = None
    ) -> FittedModel | None:
        """Return what is kept, from memory if it is the same there.

        Another process may have learnt anew meanwhile, or removed a persona with what was
        learnt from it. ``most_bytes`` leaves a larger one on the disk.
        """
        kept, known = self._kept.fitted_to(place), self._fitted.get(place)
        if kept is None:
            self._fitted.discard(place)
            return None
        if known is not None and known.fitted_to == kept:
            return known
        if most_bytes is not None and self._kept.size(place) > most_bytes:
            return None
        found = self._kept.load(place, item_ids)
        if found is not None:
            self._fitted.put(place, found)
        return found


def _check_kind(kind: RecommenderKind) -> None:
    from app.recommend.build import available  # what it imports takes a second

    if kind not in available():
        raise InputError(f"recommender {kind.value}", "is not available here; choose another")


@dataclass(frozen=True)
class Lesson:
    """All that the process that learns has to know.

    Attributes
    ----------
    home
        Keeps what was learnt.
    catalog
        The catalog's folder.
    item_ids
        The items in the order of their rows.
    digests
        Which features tell what items look, read and sound like.
    kind
        Who learns.
    place
        Where the model goes.
    """

    home: Home
    catalog: Path
    item_ids: tuple[str, ...]
    digests: PerModality[str]
    kind: RecommenderKind
    place: Path


def learn_apart(lesson: Lesson, tell: Callable[[Progress], None]) -> None:
    """Fit one recommender to all histories of a catalog and keep it; runs in a child process.

    Raises
    ------
    InputError
        When too few personas like anything, or the recommender cannot take so many items.
    StorageError
        When the disk is full.
    """
    from app.recommend.build import recommender_of

    opened = Catalog.open(lesson.catalog, read_only=True)
    with opened as catalog, catalog.reading() as connection:
        place_of = item_places(connection, lesson.item_ids)
        table = read_interactions(connection, place_of)
        fitted_to = FittedTo(read_revision(connection), take_census(connection))
        features = item_features(connection, lesson.digests)
    liking = np.unique(table.personas[(table.preferences > 0) & (table.items >= 0)])
    if len(liking) < FEWEST_PERSONAS:
        raise InputError(
            f"recommender {lesson.kind.value}",
            f"needs {FEWEST_PERSONAS} personas who like something; choose content until then",
        )
    recommender = recommender_of(lesson.kind, in_time_order=True)
    histories = histories_of(table, len(lesson.item_ids))
    model = recommender.fit(histories, content_of(features, lesson.item_ids), report=tell)
    FittedRecommenders(lesson.home).save(lesson.place, model, lesson.item_ids, fitted_to)


def content_of(features: ItemFeatures, item_ids: tuple[str, ...]) -> ItemContent:
    """Return what items look, read and sound like, in the order of ``item_ids``."""
    row_of = {item_id: row for row, item_id in enumerate(item_ids)}
    rows = np.array([row_of.get(one, -1) for one in features.item_ids], dtype=np.int64)
    count = len(item_ids)
    return ItemContent(
        features.values.map(lambda values: _placed(values, rows, count)),
        features.present.map(lambda there: _placed(there, rows, count)),
    )


def _placed(values: NDArray[T], rows: NDArray[np.int64], count: int) -> NDArray[T]:
    target: NDArray[T] = np.zeros((count, *values.shape[1:]), dtype=values.dtype)
    target[rows[rows >= 0]] = values[rows >= 0]
    return target


def histories_of(table: InteractionTable, item_count: int) -> Histories:
    """Return the history of each persona that did anything with a ranked item."""
    items = table.standing_items()
    known = items >= 0
    _, starts = np.unique(table.personas[known], return_index=True)
    bounds = np.append(starts, known.sum()).astype(np.int64)
    return Histories(bounds, items[known], table.preferences[known], item_count)


def _within_one(scores: Scores) -> Scores:
    """Bring the best to 1 at most, so that scores of all recommenders weigh alike."""
    largest = float(np.abs(scores).max(initial=0.0))
    scaled: Scores = (scores / largest if largest > 0 else scores).astype(np.float32)
    return scaled
