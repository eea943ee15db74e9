"""Ties the panels beside the list to what is known of the persona."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.engine.messages import (
    ExportInteractions,
    GetItem,
    History,
    ItemDetails,
    Learnt,
    LiveMeasures,
    Moved,
    Outcome,
    PeopleJob,
    Profile,
)
from app.ui.engine_client import Handlers
from app.ui.for_you.entry import Entry
from app.ui.for_you.side import Face
from app.ui.services import Services
from app.ui.translation import sentences, title_language

if TYPE_CHECKING:
    from app.ui.for_you.page import ForYouPage

CSV = "CSV (*.csv)"


class SideDesk(QObject):
    """Asks for what the face that is shown needs, and shows what comes.

    Parameters
    ----------
    services
        Engine, settings, and what is known of personas.
    page
        The page whose panels these are.
    """

    def __init__(self, services: Services, page: ForYouPage) -> None:
        super().__init__(page)
        self._services = services
        self._learning = services.learning
        self._page = page
        self._side = page.side
        self._details = 0
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Ask for what the face that is shown needs."""
        if not self._learning.persona:
            return
        if self._side.face is Face.PROFILE:
            self._learning.ask_profile()
        elif self._side.face is Face.HISTORY:
            self._ask_history()
        elif self._side.face is Face.RATES:
            self._learning.ask_measures()

    def forget(self) -> None:
        """Show nothing of the persona before."""
        self._side.item.clear()
        self._side.profile.show_profile(Profile("", ""))
        self._side.history.show_history(History("", "", (), 0, 0))
        self._side.rates.forget()
        self.refresh()

    def show_entry(self, entry: Entry) -> None:
        """Show an item closely."""
        self._side.show_face(Face.ITEM)
        self._show_item(entry)

    def follow(self, item_id: str) -> None:
        """Show the item that is the current one, if items are looked at."""
        entry = self._page.list.entry(item_id)
        if entry is not None and self._side.face is Face.ITEM and self._side.item.item_id:
            self._show_item(entry)

    def _show_item(self, entry: Entry) -> None:
        self._side.item.show_entry(entry)
        self._side.item.show_reactions(self._learning.reactions)

    def export(self) -> None:
        """Let the person choose a file and write the history to it."""
        text = self.tr("Export the history")
        name = f"{self._learning.persona}.csv"
        path, _ = QFileDialog.getSaveFileName(self._page, text, name, CSV)
        if path:
            self._learning.export(path if path.lower().endswith(".csv") else f"{path}.csv")

    def import_from(self) -> None:
        """Let the person choose a file and read interactions from it."""
        text = self.tr("Import interactions")
        path, _ = QFileDialog.getOpenFileName(self._page, text, "", CSV)
        if path:
            self._learning.import_from(path)

    def _ask_history(self) -> None:
        history, settings = self._side.history, self._services.preferences.settings
        language = title_language(settings.language)
        self._learning.ask_history(history.wanted_kinds, history.wanted_text, language)

    def _is_asked(self, found: History | Profile | LiveMeasures) -> bool:
        return (found.catalog, found.persona) == (self._learning.catalog, self._learning.persona)

    def _take_history(self, history: History) -> None:
        if self._is_asked(history):
            self._side.history.show_history(history)

    def _take_profile(self, profile: Profile) -> None:
        if self._is_asked(profile):
            self._side.profile.show_profile(profile)

    def _take_measures(self, measures: LiveMeasures) -> None:
        if not self._is_asked(measures):
            return
        self._side.rates.show_measures(measures)
        pair = set(self._page.modes.recommenders)
        for duel in measures.duels:
            if {duel.first, duel.second} == pair and self._page.modes.is_blind:
                self._page.tally.show_duel(duel)
                self._page.tally.show()

    def _take_learnt(self, _: PeopleJob, learnt: Learnt) -> None:
        self._side.profile.show_profile(learnt.after)
        if self._side.face in (Face.HISTORY, Face.RATES) and not self._page.modes.is_blind:
            self.refresh()

    def _take_moved(self, job: PeopleJob, moved: Moved) -> None:
        if isinstance(job, ExportInteractions):
            text = self.tr("%n interaction(s) written to %1.", "", moved.interactions)
        else:
            text = self.tr("%n interaction(s) read from %1.", "", moved.interactions)
            if moved.repeated:
                known = self.tr("%n line(s) were known.", "", moved.repeated)
                text = sentences(text, known)
            if moved.personas:
                made = self.tr("New: %2.").replace("%2", ", ".join(moved.personas))
                text = sentences(text, made)
            self._page.renew()
            self.refresh()
        self._page.say(text.replace("%1", Path(moved.path).name))

    def _fetch_details(self, item_id: str) -> None:
        engine = self._services.engine
        engine.forget(self._details)

        def take(outcome: Outcome) -> None:
            if isinstance(outcome, ItemDetails):
                self._side.item.show_details(outcome)

        self._details = engine.submit(GetItem(self._learning.catalog, item_id), Handlers(take))

    def _connect(self) -> None:
        side, learning = self._side, self._learning
        side.face_changed.connect(self.refresh)
        side.item.details_wanted.connect(self._fetch_details)
        side.history.changed.connect(self._ask_history)
        side.history.undo_wanted.connect(learning.undo)
        side.history.export_wanted.connect(self.export)
        side.history.import_wanted.connect(self.import_from)
        learning.history_found.connect(self._take_history)
        learning.profile_found.connect(self._take_profile)
        learning.measures_found.connect(self._take_measures)
        learning.learnt.connect(self._take_learnt)
        learning.moved.connect(self._take_moved)
