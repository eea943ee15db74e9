"""The catalog's page as a person uses it, on an engine from a script."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.cleaning import CleaningProblem
from app.ui.catalog.page import CLEANING, IMPORTS, ITEMS, REVIEW, CatalogPage
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.session import Session
from app.ui.translation import Translation
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls
from tests.ui.catalog.conftest import PATIENCE
from tests.ui.scripted_catalog import ITEMS as ALL
from tests.ui.scripted_catalog import REFUSED


def choose(page: CatalogPage, first: int, last: int) -> None:
    model = page.items.model
    chosen = QItemSelection(model.index(first), model.index(last))
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    page.items.grid.selectionModel().select(chosen, flag)


def open_item(qtbot: QtBot, page: CatalogPage, row: int) -> None:
    page.items.grid.setCurrentIndex(page.items.model.index(row))
    card = page.items.model.card(row)
    assert card is not None
    qtbot.waitUntil(lambda: page.editor.item_id == card.item_id, timeout=PATIENCE)


def settle(qtbot: QtBot, page: CatalogPage) -> None:
    qtbot.waitUntil(lambda: not page.curating.is_asking, timeout=PATIENCE)


def type_search(qtbot: QtBot, page: CatalogPage, words: str) -> None:
    page.items.filters.search.clear()
    QTest.keyClicks(page.items.filters.search, words)
    with qtbot.waitSignal(page.curating.page_found, timeout=PATIENCE):
        pass


def test_items_are_searched_and_nothing_found_is_told(qtbot: QtBot, page: CatalogPage) -> None:
    items = page.items
    assert items.model.rowCount() == ALL
    assert "250" in items.filters.count.text()
    choose(page, 1, 3)
    assert items.selection.isVisible()
    type_search(qtbot, page, "ANIMALS")
    assert 0 < items.model.rowCount() < ALL
    assert not items.selection.isVisible()
    type_search(qtbot, page, "nothing is called so")
    assert items.none.isVisible()
    assert nameless_controls(page) == []
    assert "No item matches" in items.none.accessibleName()
    page.show_face(IMPORTS)
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.faces.currentIndex() == ITEMS
    assert items.filters.search.selectedText() == "nothing is called so"


def test_an_item_is_edited_and_keeps_its_place(qtbot: QtBot, page: CatalogPage) -> None:
    open_item(qtbot, page, 5)
    page.items.opened.emit()
    editor = page.editor
    editor.title.selectAll()
    QTest.keyClicks(editor.title, "refuse")
    QTest.keyClick(editor.title, Qt.Key.Key_Return)
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert page.message.text() == f"refuse: {REFUSED}"
    assert editor.save.isEnabled()
    editor.title.selectAll()
    QTest.keyClicks(editor.title, "my own title")
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(editor.note.isVisible, timeout=PATIENCE)
    settle(qtbot, page)
    assert not page.message.isVisible()
    card = page.items.model.card(5)
    assert card is not None
    assert card.title == "my own title"
    assert [one.title for one in page.items.grid.cards()] == ["my own title"]
    with qtbot.waitSignal(page.page_wanted, timeout=PATIENCE) as wanted:
        editor.query_wanted.emit()
    assert wanted.args == [PageName.RECOMMEND.value]
    model = page._services.model
    qtbot.waitUntil(lambda: not model.query.is_empty, timeout=PATIENCE)


def test_one_and_many_are_left_out_and_labelled(qtbot: QtBot, page: CatalogPage) -> None:
    open_item(qtbot, page, 1)
    page.editor.included.click()
    settle(qtbot, page)
    choose(page, 2, 4)
    assert "3" in page.items.selection.count.text()
    QTest.keyClick(page.items.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: excluded(page) == [1, 2, 3, 4], timeout=PATIENCE)
    QTest.mouseClick(page.items.selection.include, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: excluded(page) == [1], timeout=PATIENCE)
    entry = page.items.selection.labels
    QTest.keyClicks(entry.set_name, "mood")
    QTest.keyClicks(entry.label, "calm")
    QTest.keyClick(entry.label, Qt.Key.Key_Return)
    labels = page.items.filters.label
    qtbot.waitUntil(lambda: labels.findText("mood: calm  (3)") >= 0, timeout=PATIENCE)
    open_item(qtbot, page, 2)
    page.editor.label_given.emit("mood", "")
    qtbot.waitUntil(lambda: labels.findText("mood: calm  (2)") >= 0, timeout=PATIENCE)
    settle(qtbot, page)


def excluded(page: CatalogPage) -> list[int]:
    cards = [page.items.model.card(row) for row in range(8)]
    return [row for row, card in enumerate(cards) if card is not None and card.is_excluded]


def test_cleaning_examines_shows_an_item_and_repairs(qtbot: QtBot, page: CatalogPage) -> None:
    page.show_face(CLEANING)
    assert not page.cleaning.table.isVisible()
    QTest.mouseClick(page.cleaning.examine, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.cleaning.table.isVisible, timeout=PATIENCE)
    settle(qtbot, page)
    page.cleaning.table.selectRow(0)
    qtbot.waitUntil(page.editor.isVisible, timeout=PATIENCE)
    assert page.editor.findings.text() == "Blurred"
    page.cleaning.table.clearSelection()
    QTest.mouseClick(page.cleaning.repair, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.cleaning.repair.isEnabled(), timeout=PATIENCE)
    settle(qtbot, page)
    state = page.items.filters.state
    state.setCurrentIndex(state.findData(CleaningProblem.BLURRED.value))
    state.activated.emit(state.currentIndex())
    qtbot.waitUntil(lambda: page.items.model.rowCount() == 3, timeout=PATIENCE)


def test_long_work_is_shown_stopped_and_not_begun_twice(
    qtbot: QtBot, page: CatalogPage, services: Services
) -> None:
    page.show_face(REVIEW)
    QTest.mouseClick(page.review.automatic, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.work.isVisible, timeout=PATIENCE)
    assert page.work.text.text() == "Labelling  ·  25 / 250  ·  about 30 s left  ·  duck.png"
    assert (page.work.bar.value(), page.work.bar.maximum()) == (25, 250)
    assert services.long_work.progress is not None
    QTest.mouseClick(page.review.automatic, Qt.MouseButton.LeftButton)
    assert "Other work on the catalog" in page.message.text()
    second = CatalogPage(services)
    qtbot.addWidget(second)
    with qtbot.waitSignal(second.built, timeout=PATIENCE):
        pass
    assert not second.work.isHidden()
    settle(qtbot, page)
    QTest.mouseClick(page.work.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.work.isHidden, timeout=PATIENCE)
    assert page.message.text() == "Cancelled. What was finished is kept."
    settle(qtbot, page)
    assert page.message.isVisible()
    QTest.mouseClick(page.tabs[IMPORTS], Qt.MouseButton.LeftButton)
    assert page.imports.isVisible()
    assert page.message.isHidden()


def test_the_queue_is_answered_to_its_end(qtbot: QtBot, page: CatalogPage) -> None:
    page.show_face(REVIEW)
    review = page.review
    qtbot.waitUntil(lambda: review.entry is not None, timeout=PATIENCE)
    total = int(review.state.text().split()[0])
    answered: list[str] = []
    review.label_given.connect(lambda item, *_: answered.append(item))
    while len(answered) < 7:
        qtbot.waitUntil(lambda: review.entry is not None, timeout=PATIENCE)
        QTest.keyClick(review, Qt.Key.Key_Return)
    assert len(set(answered)) == 7
    qtbot.waitUntil(lambda: review.entry is not None, timeout=PATIENCE)
    assert int(review.state.text().split()[0]) == total - 7
    settle(qtbot, page)
    QTest.mouseClick(review.spread, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.curating.queue_found, timeout=PATIENCE):
        pass
    settle(qtbot, page)


def test_imports_tell_what_was_left_out_and_lead_to_more(qtbot: QtBot, page: CatalogPage) -> None:
    page.show_face(IMPORTS)
    assert page.imports.list.item(0).text() == "bad.png\nis empty; export it again"
    assert page.imports.list.item(0).toolTip() == "a/bad.png"
    with qtbot.waitSignal(page.page_wanted, timeout=PATIENCE) as wanted:
        QTest.mouseClick(page.imports.more, Qt.MouseButton.LeftButton)
    assert wanted.args == [PageName.FIRST_RUN.value]


def test_another_catalog_begins_anew(qtbot: QtBot, page: CatalogPage, services: Services) -> None:
    qtbot.waitUntil(lambda: page.review.entry is not None, timeout=PATIENCE)
    open_item(qtbot, page, 3)
    page.editor.title.setText("typed")
    QTest.keyClicks(page.items.filters.search, "refuse")
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    services.preferences.change(catalog="other")
    assert page.items.filters.search.text() == ""
    assert (page.editor.item_id, page.review.entry) == ("", None)
    assert not page.message.isVisible()
    qtbot.waitUntil(lambda: page.items.model.question.catalog == "other", timeout=PATIENCE)
    settle(qtbot, page)
    assert page.items.model.rowCount() == ALL
    assert page.review.entry is not None


@pytest.mark.parametrize(
    ("language", "scales"), [("en", (1.3, 1.0)), ("zh_CN", (1.3,))], ids=["en", "zh_CN"]
)
def test_nothing_is_clipped_and_all_has_a_name(
    qtbot: QtBot,
    session: Session,
    services: Services,
    translation: Translation,
    language: str,
    scales: tuple[float, ...],
) -> None:
    translation.use(language)
    page = session.work_page(PageName.CATALOG)
    assert isinstance(page, CatalogPage)
    with qtbot.waitSignal(page.settled, timeout=PATIENCE):
        session.show_page("catalog")
    open_item(qtbot, page, 0)
    page.editor.sounds.setVisible(True)
    page.cleaning.examine.click()
    qtbot.waitUntil(lambda: not page.cleaning.table.isHidden(), timeout=PATIENCE)
    settle(qtbot, page)
    for scale in scales:
        services.theme.set_text_scale(scale)
        for size in ((1440, 900), (1024, 700)):
            page.window().resize(*size)
            for face in (ITEMS, CLEANING, REVIEW, IMPORTS):
                page.show_face(face)
                QCoreApplication.processEvents()
                assert (page.window().width(), page.window().height()) == size
                assert clipped_labels(page) == [], (scale, size, face)
                assert nameless_controls(page) == []
                assert unreachable_controls(page) == []
    page.show_face(ITEMS)
    choose(page, 1, 3)
    QCoreApplication.processEvents()
    assert page.window().width() == 1024
    assert clipped_labels(page) == []
    services.theme.set_text_scale(1.0)
