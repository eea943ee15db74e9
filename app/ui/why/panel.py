"""The right of the window: why this item."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.persona import InteractionKind
from app.core.recommendation import Answer, Recommendation
from app.engine.messages import ItemDetails
from app.ui.controls.roles import label
from app.ui.icons import IconName, icon
from app.ui.learning import REACTIONS
from app.ui.reacted import NOTHING, Reacted
from app.ui.results.empty import EmptyState
from app.ui.results.figures import asked_modalities
from app.ui.results.rating_row import RatingRow
from app.ui.results.reaction_row import ReactionRow
from app.ui.theme import ThemeController, Tokens
from app.ui.why.explanation import as_text
from app.ui.why.identity import ItemIdentity
from app.ui.why.parts import PartsSum
from app.ui.why.score import ScoreSum
from app.ui.why.sounds import SoundList
from app.ui.why.spoken import SpokenList
from app.ui.why.what_if import WhatIf

_COPIED_MILLISECONDS = 1600


class WhyPanel(QFrame):
    """Explain the chosen item.

    Signals
    -------
    details_wanted
        Identifier of the item whose media and titles should be fetched; answer with
        :meth:`show_details`.
    reacted
        Identifier of the item and what the persona thinks of it.
    rated
        Identifier of the item and how many stars.
    """

    details_wanted = Signal(str)
    reacted = Signal(str, InteractionKind)
    rated = Signal(str, int)

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(256)
        self._theme = theme
        self._shown: tuple[Recommendation, Answer] | None = None
        self._detailed = ""
        self._copy = self._made_copy_button()
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MILLISECONDS)
        self._copied.timeout.connect(self._restyle)
        self.identity = ItemIdentity(theme, self)
        self.sounds = SoundList(theme, self)
        self.spoken = SpokenList(theme, self.sounds.player, self)
        self.reactions = ReactionRow(theme, REACTIONS)
        self.rating = RatingRow(theme)
        self.reactions.hide()
        self.rating.hide()
        self._reacted: Mapping[str, Reacted] = {}
        self.parts = PartsSum(theme, self)
        self.score = ScoreSum(theme, self)
        self.what_if = WhatIf(theme, self)
        self._parts_title = label(self.tr("How the score adds up"), "section")
        self._score_title = label(self.tr("How the score adds up"), "section")
        self._scroll = QScrollArea(self)
        self._empty = EmptyState(theme, ((IconName.INFO, "text_muted"),), self)
        self._empty.say(
            self.tr("Why this item?"),
            self.tr("Choose a result to see what brought it here."),
        )
        self._stack = QStackedLayout()
        self._arrange()
        self._restyle()
        self.reactions.reacted.connect(self._react)
        self.rating.rated.connect(self._rate)
        theme.theme_changed.connect(self._restyle)
        self.clear()

    def show_recommendation(self, recommendation: Recommendation, answer: Answer) -> None:
        """Explain one item of an answer; its details are asked for if they are not here."""
        known = recommendation.item_id == self._detailed
        same = self._shown is not None and self._shown[0].item_id == recommendation.item_id
        self._shown = (recommendation, answer)
        self.identity.show_recommendation(recommendation, keeps_details=known)
        if not known:
            self._detailed = ""
            self._show_sounds(())
        self._mark_reactions()
        self._show_parts(recommendation)
        self.score.show_recommendation(recommendation, asked_modalities(answer.query))
        self.what_if.show_recommendation(recommendation)
        self._copy.setEnabled(True)
        self._stack.setCurrentWidget(self._scroll)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)
            self.details_wanted.emit(recommendation.item_id)

    def show_reactions(self, reactions: Mapping[str, Reacted], has_persona: bool) -> None:
        """Show what the persona did with items; without one there is nothing to press."""
        self._reacted = reactions
        self.reactions.setVisible(has_persona)
        self.rating.setVisible(has_persona)
        self._mark_reactions()

    def _mark_reactions(self) -> None:
        if self._shown is not None:
            reacted = self._reacted.get(self._shown[0].item_id, NOTHING)
            self.reactions.show_reacted(reacted)
            self.rating.show_stars(reacted.stars)

    def _react(self, kind: InteractionKind) -> None:
        if self._shown is not None:
            self.reacted.emit(self._shown[0].item_id, kind)

    def _rate(self, stars: int) -> None:
        if self._shown is not None:
            self.rated.emit(self._shown[0].item_id, stars)

    def _show_parts(self, recommendation: Recommendation) -> None:
        """Show what a persona added, where one did; the modalities then explain the query."""
        has_parts = recommendation.parts is not None
        self.parts.setVisible(has_parts)
        self._parts_title.setVisible(has_parts)
        whole, query = self.tr("How the score adds up"), self.tr("What the query brought")
        self._score_title.setText(query if has_parts else whole)
        if has_parts:
            self.parts.show_recommendation(recommendation)

    def show_details(self, details: ItemDetails) -> None:
        """Show media and titles, unless another item was chosen in the meantime."""
        if self._shown is None or self._shown[0].item_id != details.item.item_id:
            return
        self._detailed = details.item.item_id
        self.identity.show_details(details)
        self._show_sounds(details.playable)

    def clear(self) -> None:
        """Show no item, and stop what plays."""
        self._shown = None
        self._detailed = ""
        self._show_sounds(())
        self._copy.setEnabled(False)
        self._stack.setCurrentWidget(self._empty)

    def _show_sounds(self, playable: tuple[tuple[str, str], ...]) -> None:
        """Keep the item's own sounds above, and what is spoken in other languages below."""
        self.sounds.show_sounds(tuple(sound for sound in playable if not sound[0]))
        self.spoken.show_sounds(tuple(sound for sound in playable if sound[0]))

    def copy_explanation(self) -> None:
        """Put the explanation on the clipboard as text."""
        if self._shown is None:
            return
        QGuiApplication.clipboard().setText(as_text(*self._shown))
        self._copy.setIcon(icon(IconName.CHECK, self._theme.tokens.success, 18))
        self._copy.setToolTip(self.tr("Copied"))
        self._copied.start()

    def _made_copy_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(self.tr("Copy this explanation"))
        button.clicked.connect(self.copy_explanation)
        return button

    def _arrange(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._made_page())
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        heading = QLabel(self.tr("Why this item"), self)
        heading.setProperty("role", "title")
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        head.addWidget(heading, 1)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)

    def _made_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "scroll")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.identity)
        column.addWidget(self.reactions)
        column.addWidget(self.rating)
        column.addWidget(self.sounds)
        for section, widget in (
            (self._parts_title, self.parts),
            (self._score_title, self.score),
            (label(self.tr("What if I mute …"), "section"), self.what_if),
        ):
            column.addSpacing(8)
            column.addWidget(section)
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.spoken)
        column.addStretch(1)
        return page

    def _restyle(self, tokens: Tokens | None = None) -> None:
        colours = tokens or self._theme.tokens
        self._copy.setIcon(icon(IconName.COPY, colours.text_muted, 18))
        self._copy.setToolTip(self.tr("Copy this explanation"))
