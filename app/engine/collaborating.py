"""What others like: recommenders fitted to the histories of all personas of a catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.catalog.interactions import InteractionTable, read_interactions
from app.catalog.personas import PersonaState, read_states
from app.core.errors import InputError
from app.core.progress import Cancellation, ReportProgress
from app.core.recommender import RecommenderKind
from app.engine.bounded_cache import BoundedCache
from app.engine.fusion_training import digests_of
from app.engine.learning import PersonalCatalog
from app.engine.workspace import Workspace
from app.recommend.histories import Histories
from app.recommend.recommender import ItemContent, RecommenderModel

FEWEST_PERSONAS = 3
"""With fewer who like anything there is nobody to learn from but the persona itself."""

GROWTH = 1.2
"""A model is fitted anew once histories changed so many times as often as when it was."""

KEPT_MODELS = 8

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class _Fitted:
    """A model, or nothing where too few like anything, and what it was fitted to.

    A model that learnt from a persona who is gone goes, too.
    """

    model: RecommenderModel | None
    revision: str
    personas: frozenset[int]
    changes: int

    def serves(self, revision: str, states: Sequence[PersonaState]) -> bool:
        changes = sum(state.revision for state in states)
        if self.revision != revision or not self.personas <= {one.number for one in states}:
            return False
        return changes <= (self.changes if self.model is None else GROWTH * self.changes)


class Collaborating:
    """Fits recommenders at their first use and keeps them.

    A model scores any history, so a like counts at once; it is fitted anew when there is a
    fifth more to learn from.

    Parameters
    ----------
    workspace
        Models that tell which features a catalog has.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._fitted: BoundedCache[tuple[str, RecommenderKind], _Fitted] = BoundedCache(KEPT_MODELS)

    def scores(
        self,
        kind: RecommenderKind,
        personal: PersonalCatalog,
        history: InteractionTable,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> Scores | None:
        """Return a score of each item for a persona's history, -1 to 1, shape (n,).

        ``None`` when there are too few others to learn from.

        Raises
        ------
        InputError
            When that recommender cannot be used in this catalog.
        Cancelled
            When asked to stop.
        """
        from app.recommend.build import available  # what it imports takes a second

        if kind not in available():
            raise InputError(f"recommender {kind.value}", "is not available here; choose another")
        model = self._model(kind, personal, report, cancellation)
        if model is None:
            return None
        known = history.items >= 0
        mine = Histories(
            np.array([0, known.sum()], dtype=np.int64),
            history.items[known],
            history.preferences[known],
            len(personal.ranked.index),
        )
        return _within_one(model.score(mine)[0])

    def _model(
        self,
        kind: RecommenderKind,
        personal: PersonalCatalog,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> RecommenderModel | None:
        ranked = personal.ranked
        key = (f"{ranked.catalog.folder}\n{ranked.identity.digest}", kind)
        with ranked.catalog.reading() as connection:
            states = read_states(connection)
            known = self._fitted.get(key)
            if known is not None and known.serves(ranked.revision, states):
                return known.model
            table = read_interactions(connection, personal.place_of)
        model = self._fit(kind, personal, table, report, cancellation)
        personas = frozenset(state.number for state in states)
        changes = sum(state.revision for state in states)
        self._fitted.put(key, _Fitted(model, ranked.revision, personas, changes))
        return model

    def _fit(
        self,
        kind: RecommenderKind,
        personal: PersonalCatalog,
        table: InteractionTable,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> RecommenderModel | None:
        liking = np.unique(table.personas[(table.preferences > 0) & (table.items >= 0)])
        if len(liking) < FEWEST_PERSONAS:
            return None
        from app.recommend.build import recommender_of

        histories = histories_of(table, len(personal.ranked.index))
        content = self._content(personal)
        recommender = recommender_of(kind, in_time_order=True)
        return recommender.fit(histories, content, report=report, cancellation=cancellation)

    def _content(self, personal: PersonalCatalog) -> ItemContent:
        """Return what the items of the index look, read and sound like."""
        ranked = personal.ranked
        pack = self._workspace.models.encoder_of(ranked.encoders).pack
        found = ranked.catalog.item_features(digests_of(pack))
        rows = np.array([ranked.rows.get(one, -1) for one in found.item_ids], dtype=np.int64)
        known = rows >= 0

        def placed(values: NDArray[np.float32]) -> NDArray[np.float32]:
            target = np.zeros((len(ranked.index), values.shape[1]), dtype=np.float32)
            target[rows[known]] = values[known]
            return target

        def there(present: NDArray[np.bool_]) -> NDArray[np.bool_]:
            target = np.zeros(len(ranked.index), dtype=np.bool_)
            target[rows[known]] = present[known]
            return target

        return ItemContent(found.values.map(placed), found.present.map(there))


def histories_of(table: InteractionTable, item_count: int) -> Histories:
    """Return the history of each persona that did anything with a ranked item."""
    known = table.items >= 0
    _, starts = np.unique(table.personas[known], return_index=True)
    bounds = np.append(starts, known.sum()).astype(np.int64)
    return Histories(bounds, table.items[known], table.preferences[known], item_count)


def _within_one(scores: Scores) -> Scores:
    """Bring the best to 1 at most, so that scores of all recommenders weigh alike."""
    largest = float(np.abs(scores).max(initial=0.0))
    scaled: Scores = (scores / largest if largest > 0 else scores).astype(np.float32)
    return scaled
