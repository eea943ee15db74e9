"""Personas as the window knows them: who there are, what they did, what was learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.core.persona import InteractionKind
from app.engine.messages import (
    CreatePersona,
    ExportInteractions,
    Failure,
    GetHistory,
    GetMeasures,
    GetProfile,
    History,
    ImportInteractions,
    Learnt,
    ListPersonas,
    LiveMeasures,
    Moved,
    Outcome,
    PeopleJob,
    Persona,
    Personas,
    Profile,
    RecommendForYou,
    RecordInteraction,
    RemovePersona,
    RenamePersona,
    UndoInteraction,
)
from app.ui.engine_client import EngineClient, Handlers
from app.ui.preferences import Preferences
from app.ui.reacted import Reacted

Found = TypeVar("Found")

REACTIONS = (InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.SAVE)
"""What a button does with any item that is shown."""

OFFER_REACTIONS = (*REACTIONS, InteractionKind.SKIP)
"""What a button does with an item that nobody asked for: it may also be passed over."""

KEPT = (*OFFER_REACTIONS, InteractionKind.RATING)
"""What stays visible on an item, and can be undone."""


@dataclass(frozen=True)
class Deed:
    """The number of an interaction, which undoes it, and the stars that were given with it."""

    number: int
    stars: float


class Learning(QObject):
    """Ask about personas and record what they do, always for the chosen one.

    Parameters
    ----------
    engine
        Does the work.
    preferences
        Say which catalog and which persona are chosen.

    Signals
    -------
    personas_changed
        The :class:`Personas` of the catalog.
    named
        A persona was made or got another name, which this is.
    learnt
        The job that taught, and what it :class:`Learnt`.
    reactions_changed
        Items were liked, disliked, saved, skipped, rated, or that was taken back.
    history_found, profile_found, measures_found
        A :class:`History`, a :class:`Profile`, :class:`LiveMeasures`.
    moved
        The job that wrote or read interactions, and how many were :class:`Moved`.
    taught_elsewhere
        The chosen persona did something in another window or by a command.
    lost
        Name of the chosen persona, which is not there any more: another window or a command
        renamed or deleted it. Nobody is chosen then.
    failed
        A :class:`Failure` that a person should read.
    """

    personas_changed = Signal(object)
    named = Signal(str)
    learnt = Signal(object, object)
    reactions_changed = Signal()
    history_found = Signal(object)
    profile_found = Signal(object)
    measures_found = Signal(object)
    moved = Signal(object, object)
    taught_elsewhere = Signal()
    lost = Signal(str)
    failed = Signal(object)

    def __init__(
        self, engine: EngineClient, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._preferences = preferences
        self._personas = Personas("", ())
        self._deeds: dict[str, dict[InteractionKind, Deed]] = {}
        self._reacted: dict[str, Reacted] = {}
        self._recorded: list[int] = []
        self._chosen = (self.catalog, self.persona)
        self._wanted_list: Callable[[], RecommendForYou | None] = _no_list
        self._under_way = 0
        preferences.changed.connect(self._follow)

    @property
    def catalog(self) -> str:
        """The catalog that is chosen."""
        return self._preferences.settings.catalog

    @property
    def persona(self) -> str:
        """The persona that is chosen, or an empty string."""
        return self._preferences.settings.persona

    @property
    def personas(self) -> tuple[Persona, ...]:
        """All personas of the chosen catalog, as far as they are known."""
        return self._personas.personas if self.is_known else ()

    @property
    def is_known(self) -> bool:
        """Whether the personas of the chosen catalog are known."""
        return self._personas.catalog == self.catalog

    @property
    def chosen(self) -> Persona | None:
        """What is known of the chosen persona."""
        return next((one for one in self.personas if one.name == self.persona), None)

    @property
    def reactions(self) -> Mapping[str, Reacted]:
        """What the persona did with items and has not taken back."""
        return dict(self._reacted)

    @property
    def can_undo(self) -> bool:
        """Whether something that was done since the start can be taken back."""
        return bool(self._recorded)

    @property
    def is_settled(self) -> bool:
        """Whether all that the persona did is recorded."""
        return self._under_way == 0

    def rank_after(self, wanted: Callable[[], RecommendForYou | None]) -> None:
        """Have the list that ``wanted`` gives ranked anew with each thing that is learnt."""
        self._wanted_list = wanted

    # --- personas ---------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Let a persona be the chosen one; an empty name is nobody."""
        self._preferences.change(persona=name)

    def refresh(self) -> None:
        """Ask who there are, and whether the chosen one did something elsewhere."""
        self._ask(ListPersonas(self.catalog), Personas, self._take_news)

    def create(self, name: str) -> None:
        """Add a persona and choose it."""

        def take(personas: Personas) -> None:
            self._take_personas(personas, newest=name.strip())
            self.named.emit(name.strip())

        self._ask(CreatePersona(self.catalog, name.strip()), Personas, take)

    def rename(self, name: str, new_name: str) -> None:
        """Give a persona another name."""

        def take(personas: Personas) -> None:
            newest = new_name.strip() if self.persona == name else ""
            self._take_personas(personas, newest)
            self.named.emit(new_name.strip())

        self._ask(RenamePersona(self.catalog, name, new_name.strip()), Personas, take)

    def remove(self, name: str) -> None:
        """Delete a persona and everything about it."""

        def take(personas: Personas) -> None:
            if self.persona == name:
                self.choose("")
            self._take_personas(personas)

        self._ask(RemovePersona(self.catalog, name), Personas, take)

    # --- what a persona does ----------------------------------------------------------

    def react(
        self, item_id: str, kind: InteractionKind, session: int = 0, position: int = 0
    ) -> None:
        """Record a reaction; what was done already is taken back instead."""
        known = self._deeds.get(item_id, {}).get(kind)
        if known is not None:
            self.undo(known.number)
        elif self.persona:
            self.record(item_id, kind, session, position)

    def rate(self, item_id: str, stars: int, session: int = 0, position: int = 0) -> None:
        """Record a rating; the one that stands already is taken back instead."""
        known = self._deeds.get(item_id, {}).get(InteractionKind.RATING)
        if known is not None and known.stars == stars:
            self.undo(known.number)
        elif self.persona:
            self.record(item_id, InteractionKind.RATING, session, position, stars)

    def record(
        self,
        item_id: str,
        kind: InteractionKind,
        session: int = 0,
        position: int = 0,
        stars: float = 0.0,
    ) -> None:
        """Record what the persona did with an item, in the list ``session`` if in one."""
        then = None if kind is InteractionKind.VIEW else self._wanted_list()
        job = RecordInteraction(
            self.catalog, self.persona, item_id, kind, stars, session, position, then
        )
        self._ask(job, Learnt, lambda learnt: self._take_recorded(job, learnt))

    def undo(self, number: int) -> None:
        """Take an interaction back, as if it had never been."""
        job = UndoInteraction(self.catalog, self.persona, number, self._wanted_list())
        self._ask(job, Learnt, lambda learnt: self._take_undone(job, learnt))

    def undo_last(self) -> None:
        """Take back what was done last."""
        if self._recorded:
            self.undo(self._recorded[-1])

    # --- what is known ----------------------------------------------------------------

    def ask_history(self, kinds: tuple[InteractionKind, ...], text: str, language: str) -> None:
        """Ask what the persona did."""
        job = GetHistory(self.catalog, self.persona, kinds, text, language)
        self._ask(job, History, self.history_found.emit)

    def ask_profile(self) -> None:
        """Ask what was learnt of the persona."""
        self._ask(GetProfile(self.catalog, self.persona), Profile, self.profile_found.emit)

    def ask_measures(self) -> None:
        """Ask how the persona's lists were received."""
        job = GetMeasures(self.catalog, self.persona)
        self._ask(job, LiveMeasures, self.measures_found.emit)

    def export(self, path: str) -> None:
        """Write the persona's interactions as CSV."""
        job = ExportInteractions(self.catalog, self.persona, path)
        self._ask(job, Moved, lambda moved: self.moved.emit(job, moved))

    def import_from(self, path: str) -> None:
        """Read interactions from CSV."""
        job = ImportInteractions(self.catalog, path)
        self._ask(job, Moved, lambda moved: self._take_imported(job, moved))

    # --- answers ----------------------------------------------------------------------

    def _ask(self, job: PeopleJob, kind: type[Found], then: Callable[[Found], None]) -> None:
        teaches = isinstance(job, (RecordInteraction, UndoInteraction))
        self._under_way += teaches

        def take(outcome: Outcome) -> None:
            self._under_way -= teaches
            if isinstance(outcome, kind):
                then(outcome)

        def refuse(failure: Failure) -> None:
            self._under_way -= teaches
            self.failed.emit(failure)
            if not isinstance(job, ListPersonas):
                self.refresh()  # perhaps another window changed who there are

        self._engine.submit(job, Handlers(take, refuse))

    def _follow(self, _: object) -> None:
        before, self._chosen = self._chosen, (self.catalog, self.persona)
        if before[0] != self.catalog:
            self.refresh()
        if before != self._chosen:
            self._recorded.clear()
            self._forget()
            self.reactions_changed.emit()
            self._ask_reactions()

    def _ask_reactions(self) -> None:
        if self.persona:
            job = GetHistory(self.catalog, self.persona, KEPT)
            self._ask(job, History, self._take_reactions)

    def _take_personas(self, personas: Personas, newest: str = "") -> None:
        before, self._personas = self.chosen, personas
        if personas.catalog == self.catalog:
            names = [one.name for one in personas.personas]
            wanted = newest if newest in names else self.persona
            self.choose(wanted if wanted in names else "")
            if before is not None and wanted not in names:
                self.lost.emit(before.name)
            elif self.chosen != before or not self._deeds:
                self._ask_reactions()
        self.personas_changed.emit(personas)

    def _take_news(self, personas: Personas) -> None:
        """Tell if more or less is recorded of the chosen persona than was done here."""
        before = self.chosen
        self._take_personas(personas)
        after = self.chosen
        is_same = before is not None and after is not None and before.name == after.name
        if is_same and before != after:
            self.taught_elsewhere.emit()

    def _take_reactions(self, history: History) -> None:
        if (history.catalog, history.persona) != self._chosen:
            return
        self._forget()
        for entry in reversed(history.entries):
            self._keep(entry.item_id, entry.kind, Deed(entry.number, entry.rating))
        self._reacted = {item_id: _reacted(deeds) for item_id, deeds in self._deeds.items()}
        self.reactions_changed.emit()

    def _keep(self, item_id: str, kind: InteractionKind, deed: Deed) -> None:
        """Keep what was done; a verdict replaces the one before, as it does in the engine."""
        deeds = self._deeds.setdefault(item_id, {})
        if kind.is_verdict:
            for before in [known for known in deeds if known.is_verdict]:
                del deeds[before]
        deeds[kind] = deed

    def _forget(self) -> None:
        """Know of nothing that was done."""
        self._deeds, self._reacted = {}, {}

    def _take_recorded(self, job: RecordInteraction, learnt: Learnt) -> None:
        if (job.catalog, job.persona) != self._chosen:
            return
        self._count(1)
        if job.kind in KEPT:
            self._recorded.append(learnt.number)
            self._keep(job.item_id, job.kind, Deed(learnt.number, job.rating))
            self._reacted[job.item_id] = _reacted(self._deeds[job.item_id])
            self.reactions_changed.emit()
        self.learnt.emit(job, learnt)

    def _take_undone(self, job: UndoInteraction, learnt: Learnt) -> None:
        if (job.catalog, job.persona) != self._chosen:
            return
        self._count(-1)
        if job.number in self._recorded:
            self._recorded.remove(job.number)
        self._ask_reactions()
        self.learnt.emit(job, learnt)

    def _take_imported(self, job: ImportInteractions, moved: Moved) -> None:
        self._ask(ListPersonas(self.catalog), Personas, self._take_personas)
        self._ask_reactions()
        self.moved.emit(job, moved)

    def _count(self, more: int) -> None:
        """Keep the number of interactions beside the persona's name."""
        counted = tuple(
            replace(one, interactions=one.interactions + more) if one.name == self.persona else one
            for one in self._personas.personas
        )
        self._personas = replace(self._personas, personas=counted)
        self.personas_changed.emit(self._personas)


def _reacted(deeds: Mapping[InteractionKind, Deed]) -> Reacted:
    return Reacted(frozenset(deeds), max(deed.stars for deed in deeds.values()))


def _no_list() -> None:
    """Want no list."""
