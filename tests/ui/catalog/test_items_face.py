"""Titles are asked for in the language that the person reads."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.engine.messages import BrowseItems
from app.ui.catalog.items_face import ItemsFace
from app.ui.theme import ThemeController


def test_every_page_is_asked_for_in_the_persons_language(
    qtbot: QtBot, theme: ThemeController
) -> None:
    face = ItemsFace(theme, "zh_CN")
    qtbot.addWidget(face)
    asked: list[BrowseItems] = []
    face.page_wanted.connect(asked.append)
    face.show_catalog("tuxpaint")
    face.filters.search.setText("duck")
    face.filters.changed.emit()
    assert [(one.search, one.language) for one in asked] == [("", "zh_CN"), ("duck", "zh_CN")]
