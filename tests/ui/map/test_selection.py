from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.messages import CatalogMap
from app.ui.map.selection import MOST_LISTED, HoverCard, SelectionList
from app.ui.map.selection_actions import SelectionActions
from app.ui.results.thumbnails import ThumbnailCache
from app.ui.theme import ThemeController
from tests.ui.catalog.records import sets


@pytest.fixture
def catalog_map(tmp_path: Path) -> CatalogMap:
    path = tmp_path / "red.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("#c03030"))
    assert image.save(str(path))
    count = MOST_LISTED + 5
    names = tuple(f"item {number}" for number in range(count))
    pictures = (str(path), *([""] * (count - 1)))
    return CatalogMap("tuxpaint", "", names, names, ("a/b",) * count, pictures, b"\0" * 8 * count)


@pytest.fixture
def thumbnails(theme: ThemeController) -> ThumbnailCache:
    return ThumbnailCache(theme)


def test_the_card_shows_an_item_and_offers_to_ask_with_its_picture(
    qtbot: QtBot, thumbnails: ThumbnailCache, catalog_map: CatalogMap
) -> None:
    card = HoverCard(thumbnails)
    qtbot.addWidget(card)
    card.resize(264, 120)
    card.show()
    assert card.hint.isVisible()
    card.show_item(catalog_map, 0)
    qtbot.waitUntil(lambda: not card.picture.pixmap().isNull(), timeout=5000)
    assert (card.title.text(), card.category.text()) == ("item 0", "a › b")
    middle = card.picture.pixmap().toImage().pixelColor(44, 44).name()
    assert middle == "#c03030"
    with qtbot.waitSignal(card.query_wanted, timeout=1000) as wanted:
        QTest.mouseClick(card.ask, Qt.MouseButton.LeftButton)
    assert wanted.args == [catalog_map.thumbnails[0]]
    card.show_item(catalog_map, 1)
    assert not card.ask.isVisible()
    card.clear()
    assert card.hint.isVisible()
    assert not card.title.isVisible()


def test_the_list_is_bounded_and_leads_back_to_the_map(
    qtbot: QtBot, theme: ThemeController, thumbnails: ThumbnailCache, catalog_map: CatalogMap
) -> None:
    chosen = SelectionList(thumbnails, SelectionActions(theme))
    qtbot.addWidget(chosen)
    rows = list(range(MOST_LISTED + 5))
    with qtbot.assertNotEmitted(chosen.item_wanted):
        chosen.show_rows(catalog_map, rows)
    assert chosen.list.count() == MOST_LISTED
    assert str(MOST_LISTED + 5) in chosen.count.text()
    qtbot.waitUntil(lambda: not chosen.list.item(0).icon().isNull(), timeout=5000)
    with qtbot.waitSignal(chosen.item_wanted, timeout=1000) as wanted:
        chosen.list.setCurrentRow(7)
    assert wanted.args == [7]
    chosen.show_rows(catalog_map, [])
    assert chosen.isHidden()


def test_what_is_selected_can_be_left_out_labelled_or_let_go(
    qtbot: QtBot, theme: ThemeController
) -> None:
    actions = SelectionActions(theme)
    qtbot.addWidget(actions)
    actions.labels.show_sets(sets("mood"))
    QTest.keyClicks(actions.labels.set_name, "mood")
    QTest.keyClicks(actions.labels.label, "calm")
    with qtbot.waitSignal(actions.label_given, timeout=1000) as given:
        QTest.mouseClick(actions.labels.give, Qt.MouseButton.LeftButton)
    assert given.args == ["mood", "calm"]
    for wanted, one in (
        (actions.exclusion_wanted, actions.exclude),
        (actions.cleared, actions.clear),
    ):
        with qtbot.waitSignal(wanted, timeout=1000):
            QTest.mouseClick(one, Qt.MouseButton.LeftButton)
