"""What a person does on the For you page, and what there is to see."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.messages import (
    ListMode,
)
from app.ui.for_you.page import ForYouPage
from app.ui.learning import OFFER_REACTIONS
from app.ui.results.reactions import reaction_areas
from app.ui.results.row_painter import Row
from app.ui.services import Services

PATIENCE = 20_000
LIKE, DISLIKE = InteractionKind.LIKE, InteractionKind.DISLIKE
SKIP, RATING = InteractionKind.SKIP, InteractionKind.RATING


def order(page: ForYouPage) -> list[str]:
    return [entry.item_id for entry in page.list.view.results.rows]


def press(qtbot: QtBot, page: ForYouPage, services: Services, key: Qt.Key) -> None:
    """Press a key on the current card, and wait for the list that follows."""
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.keyClick(page.list.view, key)


def choose_mode(qtbot: QtBot, page: ForYouPage, services: Services, mode: ListMode) -> None:
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.mouseClick(page.modes.modes.buttons[mode.value], Qt.MouseButton.LeftButton)


def choose_recommender(page: ForYouPage, kind: RecommenderKind) -> None:
    choice = page.modes.recommender
    choice.setCurrentIndex(choice.findData(kind.value))
    choice.activated.emit(choice.currentIndex())


def icon_place(page: ForYouPage, item_id: str, kind: InteractionKind) -> QPoint:
    """Return where the icon of a card is clicked."""
    view = page.list.view
    row = view.results.row_of(item_id)
    area = QRectF(view.visualRect(view.results.index(row)))
    strip = view.painted.rows.row_parts(area, Row(view.results.rows[row])).reactions
    return dict(reaction_areas(strip, OFFER_REACTIONS))[kind].center().toPoint()


def session_of(page: ForYouPage) -> int:
    assert page.list.shown is not None
    return page.list.shown.session
