"""The people desk: personas, what they did, and what was learnt of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from app.catalog.catalog import Catalog
from app.catalog.interaction_file import export_interactions, import_interactions
from app.catalog.interactions import (
    RecordedInteraction,
    count_interactions,
    read_history,
    record_interaction,
    undo_interaction,
)
from app.catalog.personas import (
    PersonaState,
    create_persona,
    find_persona,
    read_personas,
    remove_persona,
    rename_persona,
)
from app.catalog.reading import item_numbers
from app.catalog.session_file import export_sessions
from app.core.errors import EngineError, InputError
from app.core.persona import Interaction
from app.engine.fitted_recommenders import FittedRecommenders
from app.engine.for_you import ForYou
from app.engine.learning import Learning, PersonalCatalog, removed
from app.engine.messages import (
    CreatePersona,
    ExportInteractions,
    GetHistory,
    GetMeasures,
    GetProfile,
    History,
    HistoryEntry,
    ImportInteractions,
    Learnt,
    ListPersonas,
    LiveMeasures,
    Moved,
    Outcome,
    PeopleJob,
    Persona,
    PersonalList,
    Personas,
    Profile,
    RecommendForYou,
    RecordInteraction,
    RemovePersona,
    RenamePersona,
    UndoInteraction,
)
from app.engine.service import Channel
from app.engine.workspace import Workspace
from app.recommend.personal import Taste, category_changes


class People:
    """Manage personas, record what they do, and tell what was learnt.

    Parameters
    ----------
    workspace
        Catalogs and models.
    learning
        What is known of each persona.
    for_you
        Ranks anew with what was learnt.
    """

    def __init__(self, workspace: Workspace, learning: Learning, for_you: ForYou) -> None:
        self._workspace = workspace
        self._learning = learning
        self._for_you = for_you
        self._fitted = FittedRecommenders(workspace.home)

    def execute(self, job: PeopleJob, channel: Channel) -> Outcome:  # noqa: PLR0911
        """Run one job."""
        if isinstance(job, RecordInteraction):
            return self.record(job)
        if isinstance(job, UndoInteraction):
            return self.undo(job)
        if isinstance(job, GetProfile):
            return self.profile(job.catalog, job.persona)
        if isinstance(job, GetHistory):
            return self.history(job)
        if isinstance(job, GetMeasures):
            return self.measures(job)
        if isinstance(job, ExportInteractions):
            return self.export(job)
        if isinstance(job, ImportInteractions):
            return self.take_in(job)
        return self._manage(job)

    def _manage(self, job: PeopleJob) -> Personas:
        if isinstance(job, ListPersonas):
            return self.personas(job.catalog)
        if isinstance(job, CreatePersona):
            return self.create(job.catalog, job.name)
        if isinstance(job, RenamePersona):
            return self.rename(job.catalog, job.name, job.new_name)
        if isinstance(job, RemovePersona):
            return self.remove(job.catalog, job.name)
        raise EngineError(type(job).__name__, "is not known to this desk")

    # --- who there are ----------------------------------------------------------------

    def personas(self, catalog: str) -> Personas:
        """Return all personas by name."""
        with self._workspace.open_catalog(catalog) as opened, opened.reading() as connection:
            return _personas(opened, connection)

    def create(self, catalog: str, name: str) -> Personas:
        """Add a persona.

        Raises
        ------
        CatalogError
            When the name cannot be one, or is taken.
        """
        with self._writable(catalog) as opened, opened.recording() as connection:
            create_persona(connection, name)
            return _personas(opened, connection)

    def rename(self, catalog: str, name: str, new_name: str) -> Personas:
        """Give a persona another name.

        Raises
        ------
        CatalogError
            When there is no such persona, or the new name cannot be one or is taken.
        """
        with self._writable(catalog) as opened, opened.recording() as connection:
            rename_persona(connection, name, new_name)
            return _personas(opened, connection)

    def remove(self, catalog: str, name: str) -> Personas:
        """Delete a persona and everything about it, also what recommenders learnt from it.

        Raises
        ------
        CatalogError
            When there is no such persona.
        """
        with self._writable(catalog) as opened:
            with opened.recording() as connection:
                remove_persona(connection, name)
                left = _personas(opened, connection)
            self._fitted.forget(opened.folder)
        return left

    def _writable(self, catalog: str) -> Catalog:
        return self._workspace.open_catalog(catalog, read_only=False)

    # --- what they did ----------------------------------------------------------------

    def record(self, job: RecordInteraction) -> Learnt:
        """Keep what a persona did now, and tell what it changed.

        Raises
        ------
        CatalogError
            When the persona or the item is not there (any more); nothing changed then.
        InputError
            When a rating is not 1 to 5 stars.
        """
        interaction = Interaction(job.item_id, job.kind, time.time(), job.rating)
        with self._recording(job.catalog) as (personal, catalog, connection):
            persona = find_persona(connection, job.persona)
            before = _profile(catalog, personal, connection, persona)
            number = record_interaction(connection, persona, interaction, job.session)
            if personal is None:
                after = _profile(catalog, None, connection, persona)
        if personal is not None:
            recorded = RecordedInteraction(number, interaction)
            known = personal.change(persona, personal.added(persona, recorded))
            after = profile_of(known.taste, personal, persona)
        return Learnt(number, before, after, self._ranked(job.then, job.session, personal))

    def check_items(self, catalog: str, item_ids: Sequence[str]) -> None:
        """Refuse items that are not in a catalog, before anything is recorded.

        Raises
        ------
        CatalogError
            When one is not.
        """
        with self._workspace.open_catalog(catalog) as opened, opened.reading() as connection:
            item_numbers(connection, item_ids)

    def undo(self, job: UndoInteraction) -> Learnt:
        """Take an interaction back, as if it had never been.

        Raises
        ------
        CatalogError
            When the persona has no such interaction (any more).
        """
        with self._recording(job.catalog) as (personal, catalog, connection):
            persona = find_persona(connection, job.persona)
            before = _profile(catalog, personal, connection, persona)
            undone = undo_interaction(connection, persona, job.number)
            if personal is None:
                after = _profile(catalog, None, connection, persona)
        if personal is not None:
            known = personal.change(persona, removed(job.number))
            after = profile_of(known.taste, personal, persona)
        return Learnt(job.number, before, after, self._ranked(job.then, undone.session, personal))

    def _ranked(
        self, job: RecommendForYou | None, session: int, personal: PersonalCatalog | None
    ) -> PersonalList | None:
        """Return the list that is wanted after a change, which stays even if none can be made."""
        if job is None or personal is None:
            return None
        wanted = replace(job, continues=job.continues or session)
        try:
            return self._for_you.recommend(wanted, personal=personal)
        except InputError:  # who asks for the list by itself is told why
            return None

    @contextmanager
    def _recording(self, name: str) -> Iterator[tuple[PersonalCatalog | None, Catalog, Connection]]:
        """Give a connection that commits in the end, and the catalog as far as it can rank."""
        personal = self._personal(name)
        if personal is not None:
            with personal.recorder.recording() as connection:
                yield personal, personal.recorder, connection
        else:
            with self._writable(name) as catalog, catalog.recording() as connection:
                yield None, catalog, connection

    def history(self, job: GetHistory) -> History:
        """Return a persona's interactions, the newest first.

        Raises
        ------
        CatalogError
            When there is no such persona.
        """
        wanted = " ".join(job.text.casefold().split())
        with self._workspace.open_catalog(job.catalog) as catalog:
            with catalog.reading() as connection:
                persona = find_persona(connection, job.persona)
                limit = None if wanted else max(job.limit, 0)
                recorded = read_history(connection, persona, job.kinds, limit)
                total = count_interactions(connection, persona)
                matching = count_interactions(connection, persona, job.kinds)
            entries = _entries(catalog, recorded, job.language)
        if wanted:
            entries = [one for one in entries if wanted in one.title.casefold()]
            matching = len(entries)
        listed = tuple(entries[: max(job.limit, 0)])
        return History(catalog.name, persona.name, listed, total, matching)

    def export(self, job: ExportInteractions) -> Moved:
        """Write interactions to a CSV file."""
        with self._workspace.open_catalog(job.catalog) as catalog:
            return Moved(job.path, export_interactions(catalog, Path(job.path), job.persona))

    def export_shown(self, catalog: str, persona: str, file: Path) -> int:
        """Write the lists that a persona was shown, or all were; return how many items they had.

        Raises
        ------
        CatalogError
            When there is no such persona.
        StorageError
            When the file cannot be written.
        """
        with self._workspace.open_catalog(catalog) as opened:
            return export_sessions(opened, file, persona)

    def take_in(self, job: ImportInteractions) -> Moved:
        """Read interactions from a CSV file, all or none.

        Raises
        ------
        ImportSourceError
            When a line of it cannot be used; nothing changed then.
        """
        with self._writable(job.catalog) as catalog:
            done = import_interactions(catalog, Path(job.path))
        return Moved(job.path, done.added, done.repeated, done.personas)

    def measures(self, job: GetMeasures) -> LiveMeasures:
        """Return how the lists were received that were shown to a persona, or to all."""
        from app.engine.receiving import live_measures  # SciPy's statistics take a second

        with self._workspace.open_catalog(job.catalog) as catalog:
            return live_measures(catalog, job.persona)

    # --- what was learnt --------------------------------------------------------------

    def profile(self, catalog: str, persona: str) -> Profile:
        """Return what was learnt of a persona.

        Raises
        ------
        CatalogError
            When there is no such persona.
        """
        personal = self._personal(catalog)
        with self._workspace.open_catalog(catalog) as opened, opened.reading() as connection:
            return _profile(opened, personal, connection, find_persona(connection, persona))

    def _personal(self, catalog: str) -> PersonalCatalog | None:
        """Return the catalog ready to rank; nothing where it cannot be ranked yet."""
        try:
            return self._learning.catalog(catalog)
        except InputError:
            return None


def _profile(
    catalog: Catalog,
    personal: PersonalCatalog | None,
    connection: Connection,
    persona: PersonaState,
) -> Profile:
    if personal is None:
        count = count_interactions(connection, persona)
        return Profile(catalog.name, persona.name, interactions=count)
    return profile_of(personal.taste(connection, persona), personal, persona)


def profile_of(taste: Taste, personal: PersonalCatalog, persona: PersonaState) -> Profile:
    """Put what was learnt into words and numbers."""
    scores = taste.history + taste.feedback
    up, down = category_changes(scores, personal.codes, personal.names)
    return Profile(
        personal.ranked.catalog.name,
        persona.name,
        taste.shares,
        up,
        down,
        taste.exploration,
        taste.interactions,
    )


def _personas(catalog: Catalog, connection: Connection) -> Personas:
    return Personas(
        catalog.name,
        tuple(
            Persona(
                one.name,
                one.interactions,
                one.created_at.astimezone().isoformat(timespec="seconds"),
            )
            for one in read_personas(connection)
        ),
    )


def _entries(
    catalog: Catalog, recorded: tuple[RecordedInteraction, ...], language: str
) -> list[HistoryEntry]:
    item_ids = list(dict.fromkeys(one.interaction.item_id for one in recorded))
    items = {item.item_id: item for item in catalog.items(item_ids)}
    thumbnails = catalog.thumbnails()
    return [
        HistoryEntry(
            one.number,
            done.item_id,
            items[done.item_id].title_in(language),
            items[done.item_id].category,
            thumbnails.get(done.item_id, ""),
            done.kind,
            _local(done.at),
            done.rating,
        )
        for one, done in ((one, one.interaction) for one in recorded)
        if done.item_id in items
    ]


def _local(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(at))
