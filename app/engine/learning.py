"""What is known of each persona, kept in memory beside the ranked catalogs.

The taste of a persona belongs to one state of its history, which the catalog numbers. What
this process records is added to the history that it has; what another process recorded is
noticed by the number and read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.catalog.catalog import Catalog
from app.catalog.features import item_features
from app.catalog.interactions import (
    InteractionTable,
    RecordedInteraction,
    item_places,
    microseconds,
    read_interactions,
)
from app.catalog.personas import PersonaState, find_persona
from app.core.modality import PerModality
from app.core.progress import ReportProgress, ignore_progress
from app.engine.bounded_cache import BoundedCache
from app.engine.fusion_training import digests_of
from app.engine.ranked_catalog import RankedCatalog
from app.engine.workspace import Workspace
from app.explain.shapley import SUBSETS
from app.fusion.features import FeatureTable
from app.recommend.bandit import LinearBandit, narrow_contexts
from app.recommend.personal import Taste, learn
from app.recommend.recommender_file import items_digest
from app.recommend.subsets import fuse_many

Floats = NDArray[np.float32]
Change = Callable[[InteractionTable], "InteractionTable | None"]

KEPT_CATALOGS = 2
KEPT_PERSONAS = 32
KEPT_ITEMS = 1_024
"""Items of which the fusions of all subsets stay in memory; some 40 kB each."""


class ItemEmbedder:
    """Fuses items of a catalog from each subset of their modalities.

    Parameters
    ----------
    ranked
        The catalog, and its fusion model.
    digests, sizes
        Which features the model reads, and how long they are.
    """

    def __init__(
        self, ranked: RankedCatalog, digests: PerModality[str], sizes: PerModality[int]
    ) -> None:
        self._ranked = ranked
        self._digests = digests
        self._sizes = sizes
        self._known: BoundedCache[int, Floats] = BoundedCache(KEPT_ITEMS)

    def __call__(self, rows: NDArray[np.int64]) -> Floats:
        """Return the fused vectors of some items, shape (d, 8, k), float32.

        Parameters
        ----------
        rows
            Rising rows of the index, shape (d,), a few hundred at most.
        """
        found = {row: self._known.get(row) for row in rows.tolist()}
        missing = [row for row, vectors in found.items() if vectors is None]
        if missing:
            for row, vectors in zip(missing, self._embed(missing), strict=True):
                self._known.put(row, vectors)
                found[row] = vectors
        embedded = np.zeros((len(rows), len(SUBSETS), self._ranked.model.dimension), np.float32)
        for place, known in enumerate(found.values()):
            embedded[place] = known
        return embedded

    def _embed(self, rows: list[int]) -> Floats:
        return fuse_many(self._ranked.model, self._features(rows))

    def _features(self, rows: list[int]) -> FeatureTable:
        """Return the features of items in the order of ``rows``; absent for one that is gone."""
        wanted = [self._ranked.index.item_ids[row] for row in rows]
        with self._ranked.catalog.reading() as connection:
            found = item_features(connection, self._digests, wanted)
        place = {item_id: number for number, item_id in enumerate(wanted)}
        order = np.array([place[item_id] for item_id in found.item_ids], dtype=np.int64)
        values = self._sizes.map(lambda size: np.zeros((len(rows), size), dtype=np.float32))
        present = self._sizes.map(lambda _: np.zeros(len(rows), dtype=np.bool_))
        for modality, there in found.present.items():
            if there.any():
                values[modality][order] = found.values[modality]
                present[modality][order] = there
        return FeatureTable(values, present)


@dataclass(frozen=True)
class KnownTaste:
    """A persona's history in one state, and what it taught."""

    revision: int
    history: InteractionTable
    taste: Taste


@dataclass(frozen=True)
class PersonalCatalog:
    """A ranked catalog with all that personas need of it.

    Attributes
    ----------
    ranked
        Items, vectors, fusion model.
    place_of
        The row of each item by its number in the database.
    untaught
        A bandit over the items that knows nothing.
    codes, names
        The place of each item's top category in ``names``.
    embedder
        Fuses items from subsets of their modalities.
    tastes
        By the persona's number.
    recorder
        The same catalog, to write what personas do; kept because opening one takes longer
        than a like may.
    """

    ranked: RankedCatalog
    place_of: NDArray[np.int64]
    untaught: LinearBandit
    codes: NDArray[np.int64]
    names: tuple[str, ...]
    embedder: ItemEmbedder
    tastes: BoundedCache[int, KnownTaste]
    recorder: Catalog

    @cached_property
    def items_digest(self) -> str:
        """Tells the items and their order."""
        return items_digest(self.ranked.index.item_ids)

    def taste(self, connection: Connection, persona: PersonaState) -> Taste:
        """Return what is known of a persona, reading its history only if it has changed."""
        return self.known(connection, persona).taste

    def known(self, connection: Connection, persona: PersonaState) -> KnownTaste:
        """Return the same with the history that taught it."""
        known = self.tastes.get(persona.number)
        if known is None or known.revision != persona.revision:
            history = read_interactions(connection, self.place_of, persona.number)
            known = self._learn(persona.revision, history)
            self.tastes.put(persona.number, known)
        return known

    def change(self, before: PersonaState, change: Change) -> KnownTaste:
        """Learn from what this process has just recorded or taken back; return what is known.

        Parameters
        ----------
        before
            State of the persona in the same transaction, before the change.
        change
            Gives the history after it, or nothing when it has to be read.

        Raises
        ------
        CatalogError
            When the history has to be read and the persona is gone.
        """
        known = self.tastes.get(before.number)
        if known is not None and known.revision == before.revision:
            history = change(known.history)
            if history is not None:
                learnt = self._learn(before.revision + 1, history)
                self.tastes.put(before.number, learnt)
                return learnt
        with self.recorder.reading() as connection:
            return self.known(connection, find_persona(connection, before.name))

    def _learn(self, revision: int, history: InteractionTable) -> KnownTaste:
        items, preferences = history.standing_items(), history.preferences
        taste = learn(items, preferences, self.ranked.index, self.untaught, self.embedder)
        return KnownTaste(revision, history, taste)

    def added(self, persona: PersonaState, recorded: RecordedInteraction) -> Change:
        """Return the change that one more interaction makes."""

        def change(history: InteractionTable) -> InteractionTable | None:
            at = microseconds(recorded.interaction.at)
            row = self.ranked.rows.get(recorded.interaction.item_id, -1)
            if len(history) and at < history.times[-1]:
                return None
            return InteractionTable(
                np.append(history.personas, persona.number),
                np.append(history.numbers, recorded.number),
                np.append(history.items, row),
                np.append(history.preferences, np.float32(recorded.interaction.preference)),
                np.append(history.times, at),
                np.append(history.verdicts, recorded.interaction.kind.is_verdict),
            )

        return change


def removed(number: int) -> Change:
    """Return the change that taking an interaction back makes."""

    def change(history: InteractionTable) -> InteractionTable:
        kept = history.numbers != number
        return InteractionTable(
            history.personas[kept],
            history.numbers[kept],
            history.items[kept],
            history.preferences[kept],
            history.times[kept],
            history.verdicts[kept],
        )

    return change


class Learning:
    """Opens catalogs for personas, and keeps them.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._opened: BoundedCache[str, PersonalCatalog] = BoundedCache(KEPT_CATALOGS)

    def forget(self) -> None:
        """Let go of all catalogs."""
        self._opened.clear()

    def catalog(
        self, name: str, fusion: str = "", report: ReportProgress = ignore_progress
    ) -> PersonalCatalog:
        """Return a catalog ready to rank for personas.

        Raises
        ------
        CatalogError, FusionError
            When it cannot be ranked.
        WeightsError
            When it is not known what encoders it was made with.
        """
        return self.of(self._workspace.recommending.catalog(name, fusion, report))

    def of(self, ranked: RankedCatalog) -> PersonalCatalog:
        """Return what personas need of a ranked catalog."""
        key = f"{ranked.catalog.folder}\n{ranked.identity.digest}"
        known = self._opened.get(key)
        if known is not None and known.ranked.revision == ranked.revision:
            return known
        opened = self._open(ranked)
        self._opened.put(key, opened)
        return opened

    def _open(self, ranked: RankedCatalog) -> PersonalCatalog:
        encoder = self._workspace.models.encoder_of(ranked.encoders)
        with ranked.catalog.reading() as connection:
            place_of = item_places(connection, ranked.index.item_ids)
        recorder = Catalog.open(ranked.catalog.folder)
        recorder.stay_open()
        tops = [item.category.partition("/")[0] for item in ranked.items]
        names, codes = np.unique(np.array(tops, dtype=np.str_), return_inverse=True)
        return PersonalCatalog(
            ranked,
            place_of,
            LinearBandit.start(narrow_contexts(ranked.index.vectors)),
            codes.astype(np.int64),
            tuple(str(name) for name in names),
            ItemEmbedder(ranked, digests_of(encoder.pack), encoder.sizes),
            BoundedCache(KEPT_PERSONAS),
            recorder,
        )
