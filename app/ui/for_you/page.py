"""What the chosen persona may like, and what was learnt of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from app.core.persona import InteractionKind
from app.core.settings import Settings
from app.engine.messages import (
    Failure,
    FitRecommender,
    Learnt,
    PeopleJob,
    PersonalList,
    RecommendForYou,
    RecordInteraction,
    UndoInteraction,
)
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import change_role, label, with_role
from app.ui.for_you.list_panel import ListPanel
from app.ui.for_you.mode_bar import ModeBar
from app.ui.for_you.side import SidePanel
from app.ui.for_you.side_desk import SideDesk
from app.ui.learning import Learning
from app.ui.people.duel_card import DuelCard
from app.ui.people.learnt_bar import LearntBar
from app.ui.people.naming_dialog import NamingDialog
from app.ui.people.wording import recommender_name, vote_hint
from app.ui.services import Services
from app.ui.translation import title_language
from app.ui.work_page import WorkPage

GAP, INSET = 16, 12
SIDE_EMS, SIDE_SHARE = 24, 0.39
"""Width of the side: in heights of the body text, and at most this share of the page."""


class ForYouPage(WorkPage):
    """The persona's list, its modes, and the panels beside it.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._learning: Learning = services.learning
        self._glides = False
        self._is_stale = True
        self._is_behind = False
        self._listed_for = ("", "")

    def build(self) -> Iterator[None]:
        """Build the bar and the list, then what is beside it."""
        theme = self._services.theme
        self.modes = ModeBar(theme)
        self.message = label("", "danger", wrap=True)
        self.learnt = with_role(LearntBar(theme), "card")
        self.tally = with_role(DuelCard(theme), "card")
        self.message.setContentsMargins(INSET, 0, INSET, 0)
        self.tally.setContentsMargins(INSET, 4, INSET, 4)
        for later in (self.message, self.tally):
            later.hide()
        yield
        self.list = ListPanel(theme)
        yield
        self.side = SidePanel(theme)
        self._lay_out()
        self._fit()
        yield
        yield from self.side.build()
        yield
        self.desk = SideDesk(self._services, self)
        self._connect()
        self._show_reactions()
        self.renew()

    @property
    def job(self) -> RecommendForYou:
        """What is asked for."""
        settings = self._services.preferences.settings
        recommender, rival = self.modes.recommenders
        return RecommendForYou(
            settings.catalog,
            settings.persona,
            self.modes.mode,
            recommender,
            rival,
            language=title_language(settings.language),
        )

    @property
    def _same_list(self) -> RecommendForYou:
        """What is asked for to rank the list anew that is shown: it goes on in its session."""
        shown = self.list.shown
        return replace(self.job, continues=shown.session if shown is not None else 0)

    def renew(self, glides: bool = False) -> None:
        """Ask for the list; cards glide if it is the same list, ranked anew."""
        self.message.hide()
        self._ask_list(glides)

    def _ask_list(self, glides: bool, *, is_other: bool = False) -> None:
        self._show_tally()
        self._show_persona()
        if not self._learning.persona:
            self._services.suggesting.withdraw()
            self._explain_persona()
            return
        self._is_stale = not self.isVisible()
        if self._is_stale:
            self.settled.emit()
            return
        self._glides = glides
        self._services.suggesting.ask(self._same_list if glides and not is_other else self.job)

    def _renew_freshly(self) -> None:
        self.learnt.hide()
        self._services.fitting.retry()
        self.renew()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what has changed while another page was open."""
        super().showEvent(event)
        if self.is_built and self._is_stale:
            self.renew()
            self.desk.refresh()
        elif self.is_built and self.list.shown is not None:
            self._offer_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side a width that suits the page and the size of the text."""
        super().resizeEvent(event)
        if self.is_built:
            self._fit()

    def _fit(self) -> None:
        wanted = SIDE_EMS * self._services.theme.tokens.font_body
        self.side.setFixedWidth(round(min(wanted, SIDE_SHARE * self.width())))

    # --- the list ---------------------------------------------------------------------

    def _take_list(self, job: RecommendForYou, found: PersonalList) -> None:
        if job != self.job:
            return
        self._listed_for = (job.catalog, job.persona)
        self.modes.show_fallback(found)
        if found.items:
            self.list.show_list(found, self._glides)
        elif found.fallback is not None and self.modes.is_blind:
            self.list.explain(
                self.tr("This vote cannot be held yet"), vote_hint(found.fallback, job.persona)
            )
        else:
            self._explain_nothing()
        self._glides = self._is_behind = False
        wanted = [FitRecommender(job.catalog, kind) for kind in found.to_fit]
        self._services.fitting.want(wanted)
        self._offer_keys()
        self.settled.emit()

    def _offer_keys(self) -> None:
        """Let the keys of the cards work at once, unless the person is at work on this page."""
        focused = QApplication.focusWidget()
        is_busy = focused is not None and self.isAncestorOf(focused)
        if self.isVisible() and not is_busy and QApplication.activeModalWidget() is None:
            self.list.view.setFocus()

    def _explain_persona(self) -> None:
        self.list.explain(
            self.tr("Who is this for?"),
            self.tr(
                "Choose a persona at the top of the window, or make one. What it likes and "
                "dislikes, here or among the answers to a query, shapes its list."
            ),
            offers_persona=True,
        )
        self.settled.emit()

    def _explain_nothing(self) -> None:
        chosen = self._learning.chosen
        if chosen is not None and not chosen.interactions:
            headline = self.tr("Nothing is known of %1 yet").replace("%1", chosen.name)
            hint = self.tr(
                "Ask something on the first page and like what pleases you, import a history, or "
                "choose “Surprise me”."
            )
        else:
            headline = self.tr("Nothing is left to recommend")
            hint = self.tr(
                "Everything in this catalog was judged already. Undo some of it in the history "
                "at the right, or add items to the catalog."
            )
        self.list.explain(headline, hint)

    def _react(self, item_id: str, kind: InteractionKind) -> None:
        shown = self.list.shown
        if shown is not None:
            self.message.hide()
            self._learning.react(item_id, kind, shown.session, self.list.position(item_id))

    def _rate(self, item_id: str, stars: int) -> None:
        shown = self.list.shown
        if shown is not None:
            self.message.hide()
            self._learning.rate(item_id, stars, shown.session, self.list.position(item_id))

    def _open(self, item_id: str) -> None:
        entry, shown = self.list.entry(item_id), self.list.shown
        if entry is not None and shown is not None:
            position = self.list.position(item_id)
            self._learning.record(item_id, InteractionKind.VIEW, shown.session, position)
            self.desk.show_entry(entry)

    def _take_learnt(self, job: PeopleJob, learnt: Learnt) -> None:
        """Say what was learnt, and show the list with it; a blind round goes on as it is."""
        only_looked = isinstance(job, RecordInteraction) and job.kind is InteractionKind.VIEW
        if only_looked or self.modes.is_blind:
            return
        self.learnt.show_learnt(job, learnt, self._learning.can_undo)
        then = job.then if isinstance(job, (RecordInteraction, UndoInteraction)) else None
        if learnt.ranked is None or then != self.job:
            self.renew(glides=True)
        elif self._learning.is_settled:
            self.message.hide()
            self._glides = True
            self._services.suggesting.deliver(then, learnt.ranked)
        else:  # the list that comes with what was done since knows this, too
            self._is_behind = True

    def _wanted_list(self) -> RecommendForYou | None:
        """Return what is to be ranked anew with each thing that is learnt."""
        return self._same_list if self.isVisible() and not self.modes.is_blind else None

    def _take_fitted(self, done: FitRecommender) -> None:
        """Ask for the list of the one who has learnt now, if it is wanted still.

        A blind round that one votes on is not taken away, nor is what was said of an import.
        The list is another one where somebody else had to make the one that is shown.
        """
        is_blind = self.modes.is_blind
        kinds = self.modes.recommenders if is_blind else self.modes.recommenders[:1]
        is_wanted = done.catalog == self.job.catalog and done.recommender in kinds
        shown = self.list.shown
        if is_wanted and not (is_blind and shown is not None):
            stood_in = shown is not None and shown.ranked_by is not done.recommender
            self._ask_list(glides=not is_blind, is_other=stood_in)

    def _take_news(self) -> None:
        """Show the list with what was taught elsewhere; a blind round goes on as it is."""
        if not self.modes.is_blind:
            self._ask_list(glides=True)
        self.desk.refresh()

    def _take_stopped(self, done: FitRecommender) -> None:
        text = self.tr("%1 was stopped while it learnt; “New list” lets it begin again.")
        self.say(text.replace("%1", recommender_name(done.recommender)))

    def _show_persona(self) -> None:
        self.modes.show_persona(self._learning.persona)

    def _show_tally(self) -> None:
        self.tally.hide()
        if self.modes.is_blind:
            self.learnt.hide()
            if self._learning.persona:
                self._learning.ask_measures()

    def _show_reactions(self) -> None:
        self.list.show_reactions(self._learning.reactions)
        self.side.item.show_reactions(self._learning.reactions)

    def _show_failure(self, failure: Failure) -> None:
        if self.isVisible() and QApplication.activeModalWidget() is None:
            self.say(failure_text(failure), "danger")
        if self._is_behind:
            self.renew(glides=True)
        self.settled.emit()

    def say(self, text: str, role: str = "muted") -> None:
        """Say something about the page."""
        self.message.setText(text)
        change_role(self.message, role)
        self.message.show()

    def name_persona(self) -> NamingDialog:
        """Let the person make a persona; return the dialog."""
        dialog = NamingDialog(self._learning, self)
        dialog.open()
        return dialog

    def _follow(self, settings: Settings) -> None:
        if self._listed_for != (settings.catalog, settings.persona):
            self._listed_for = (settings.catalog, settings.persona)
            self.learnt.hide()
            self.renew()
            self.desk.forget()

    def _connect(self) -> None:
        services, learning = self._services, self._learning
        self.modes.changed.connect(self._renew_freshly)
        self.list.reacted.connect(self._react)
        self.list.rated.connect(self._rate)
        self.side.item.reacted.connect(self._react)
        self.side.item.rated.connect(self._rate)
        self.list.opened.connect(self._open)
        self.list.selected.connect(self.desk.follow)
        self.list.persona_wanted.connect(self.name_persona)
        self.learnt.undo_wanted.connect(learning.undo_last)
        services.suggesting.listed.connect(self._take_list)
        services.suggesting.busy_changed.connect(self.list.busy.set_busy)
        services.suggesting.refused.connect(self._show_failure)
        services.fitting.fitted.connect(self._take_fitted)
        services.fitting.stopped.connect(self._take_stopped)
        services.fitting.failed.connect(self._show_failure)
        learning.rank_after(self._wanted_list)
        learning.failed.connect(self._show_failure)
        learning.personas_changed.connect(self._show_persona)
        learning.learnt.connect(self._take_learnt)
        learning.taught_elsewhere.connect(self._take_news)
        learning.reactions_changed.connect(self._show_reactions)
        services.preferences.changed.connect(self._follow)
        services.theme.theme_changed.connect(self._fit)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(learning.undo_last)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.modes, self.message, self.learnt, self.tally):
            left.addWidget(widget)
        left.addWidget(self.list, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(12)
        layout.addLayout(left, 1)
        layout.addWidget(self.side)
