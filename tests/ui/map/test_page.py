"""The map's page on an engine from a script."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.map.page import MapPage
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.session import Session
from app.ui.translation import Translation
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls

PATIENCE = 20_000


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> MapPage:
    made = MapPage(services)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    with qtbot.waitSignal(made.settled, timeout=PATIENCE):
        services.engine.start()
    return made


def settle(qtbot: QtBot, page: MapPage) -> None:
    def is_settled() -> bool:
        return not (page.charting.is_busy or page.view.is_busy or page._services.curating.is_asking)

    qtbot.waitUntil(is_settled, timeout=PATIENCE)


def titles(page: MapPage) -> list[str]:
    return [
        page.side.selection.list.item(row).text() for row in range(page.side.selection.list.count())
    ]


def test_all_items_are_shown_and_the_pointer_finds_one(qtbot: QtBot, page: MapPage) -> None:
    assert page.faces.currentWidget() is page.view
    assert "250" in page.side.about.text()
    assert len(page.side.legend.entries) > 3
    place = page.view.camera.to_screen(*first_place(page)).toPoint()
    with qtbot.waitSignal(page.view.hovered, timeout=PATIENCE) as found:
        QTest.mouseMove(page.view, place + QPoint(1, 0))
    assert page.side.hover.title.isVisible()
    assert page._map is not None
    assert page.side.hover.title.text() == page._map.titles[found.args[0]]


def first_place(page: MapPage) -> tuple[float, float]:
    point = page.view._places.point(0)
    return point.x(), point.y()


def test_the_query_is_placed_and_goes_again(
    qtbot: QtBot, page: MapPage, services: Services
) -> None:
    assert not page.side.query_note.isVisible()
    services.model.set_words("a red fruit")
    qtbot.waitUntil(page.side.query_note.isVisible, timeout=PATIENCE)
    services.model.clear()
    assert not page.side.query_note.isVisible()


def test_a_selection_is_left_out_and_labelled_where_it_is(
    qtbot: QtBot, page: MapPage, services: Services
) -> None:
    page.view.select([0, 1, 2])
    page.view.camera = camera = page.view.camera.panned(page.view.camera.to_screen(0, 0) / 10)
    assert len(titles(page)) == 3
    QTest.mouseClick(page.side.with_chosen.exclude, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.side.note.isVisible, timeout=PATIENCE)
    assert page.side.note.text().startswith("Left out of the ranking")
    page.side.with_chosen.label_given.emit("mood", "calm")
    qtbot.waitUntil(lambda: page.side.note.text() == "Labelled as calm.", timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.side.colour_by.findData("mood") > 0, timeout=PATIENCE)
    settle(qtbot, page)
    page.side.colour_by.setCurrentIndex(page.side.colour_by.findData("mood"))
    with qtbot.waitSignal(page.charting.charted, timeout=PATIENCE):
        page.side.colour_by.activated.emit(page.side.colour_by.currentIndex())
    assert [entry.accessibleName() for entry in page.side.legend.entries] == [
        "calm, 3",
        "Without a group, 247",
    ]
    assert (page.view.camera, len(titles(page))) == (camera, 3)
    page.side.with_chosen.label_given.emit("mood", "refuse")
    qtbot.waitUntil(lambda: "refuse" in page.side.note.text(), timeout=PATIENCE)
    settle(qtbot, page)
    QTest.mouseClick(page.side.with_chosen.clear, Qt.MouseButton.LeftButton)
    assert page.side.selection.isHidden()
    settle(qtbot, page)


def test_a_picture_is_asked_with(qtbot: QtBot, page: MapPage, services: Services) -> None:
    with qtbot.waitSignal(page.page_wanted, timeout=PATIENCE) as wanted:
        page.side.hover.query_wanted.emit("/no/such.png")
    assert wanted.args == [PageName.RECOMMEND.value]
    with qtbot.waitSignal(services.intake.refused, timeout=PATIENCE):
        pass


def test_waiting_cancelling_and_failing_are_told(
    qtbot: QtBot, page: MapPage, services: Services
) -> None:
    services.preferences.change(fusion="endless")
    qtbot.waitUntil(page.cancel.isVisible, timeout=PATIENCE)
    assert page.state.accessibleName().startswith("Laying out the catalog")
    QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.again.isVisible, timeout=PATIENCE)
    assert "cancelled" in page.state.accessibleName()
    assert not page.cancel.isVisible()
    QTest.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.cancel.isVisible, timeout=PATIENCE)
    assert not page.again.isVisible()
    with qtbot.waitSignal(page.charting.failed, timeout=PATIENCE):
        services.preferences.change(catalog="refuse", fusion="")
    assert page.state.accessibleName().startswith("There is no map yet")
    with qtbot.waitSignal(page.settled, timeout=PATIENCE):
        services.preferences.change(catalog="tuxpaint", fusion="")
    assert page.faces.currentWidget() is page.view


@pytest.mark.parametrize(
    ("language", "scales"), [("en", (1.3, 1.0)), ("zh_CN", (1.3,))], ids=["en", "zh_CN"]
)
def test_nothing_is_clipped_and_all_has_a_name(
    qtbot: QtBot,
    session: Session,
    services: Services,
    qapp: QApplication,
    language: str,
    scales: tuple[float, ...],
) -> None:
    translation = Translation(qapp)
    translation.use(language)
    page = session.work_page(PageName.MAP)
    assert isinstance(page, MapPage)
    with qtbot.waitSignal(page.settled, timeout=PATIENCE):
        session.show_page("map")
    services.model.set_words("a red fruit")
    qtbot.waitUntil(page.side.query_note.isVisible, timeout=PATIENCE)
    shown = page._map
    assert shown is not None
    page.side.hover.show_item(shown, 0)
    for scale in scales:
        services.theme.set_text_scale(scale)
        for size in ((1440, 900), (1024, 700)):
            page.window().resize(*size)
            for rows in ([], [0, 1, 2]):
                page.view.select(rows)
                QCoreApplication.processEvents()
                assert (page.window().width(), page.window().height()) == size
                assert clipped_labels(page) == [], (scale, size, rows)
                assert nameless_controls(page) == []
                assert unreachable_controls(page) == []
                assert page.side.colours.isVisible() == (not rows or size[1] == 900)
    settle(qtbot, page)
    services.theme.set_text_scale(1.0)
    translation.use("en")
