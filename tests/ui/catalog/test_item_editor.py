"""The editor gives back what was typed, only when something was, and forgets nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.item import Caption
from app.core.label import LabelOrigin
from app.engine.messages import EditItem
from app.ui.catalog.item_editor import ItemEditor
from app.ui.theme import ThemeController
from tests.ui.catalog.records import FINDINGS, MANY, edited, label, record


@pytest.fixture
def editor(qtbot: QtBot, theme: ThemeController) -> ItemEditor:
    made = ItemEditor(theme, "en")
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show_record(record())
    return made


def rewrite(editor: ItemEditor, title: str) -> None:
    editor.title.selectAll()
    QTest.keyClicks(editor.title, title)


def test_save_is_offered_only_for_what_differs(editor: ItemEditor) -> None:
    assert not editor.save.isEnabled()
    rewrite(editor, "drake")
    assert editor.save.isEnabled()
    rewrite(editor, "duck")
    assert not editor.save.isEnabled()
    QTest.keyClicks(editor.captions.fields["en"], "!")
    assert editor.save.isEnabled()
    rewrite(editor, " ")
    assert not editor.save.isEnabled()


def test_title_category_and_captions_go_out_and_come_back(qtbot: QtBot, editor: ItemEditor) -> None:
    rewrite(editor, "drake")
    editor.category.clear()
    QTest.keyClicks(editor.category, "birds")
    QTest.keyClicks(editor.captions.fields["en"], "a ")
    captions = (MANY[0], Caption("en", "a duck in en"), *MANY[2:])
    with qtbot.waitSignal(editor.saved, timeout=1000) as saved:
        QTest.keyClick(editor.captions.fields["en"], Qt.Key.Key_Return)
    assert saved.args == [EditItem("", "duck", "drake", "birds", captions)]
    after = edited(record(), "drake", captions)
    item = replace(after.details.item, category="birds")
    editor.show_record(replace(after, details=replace(after.details, item=item)))
    assert (editor.title.text(), editor.category.text()) == ("drake", "birds")
    assert not editor.save.isEnabled()
    assert editor.note.isVisible()


def test_what_was_typed_outlives_other_changes_and_other_items(editor: ItemEditor) -> None:
    rewrite(editor, "drake")
    editor.show_record(replace(record(), is_excluded=True))
    assert (editor.title.text(), editor.included.isChecked()) == ("drake", False)
    editor.show_record(record("fish"))
    assert (editor.title.text(), editor.save.isEnabled()) == ("fish", False)
    editor.close_item()
    assert editor.isHidden()
    editor.show_record(record())
    assert (editor.title.text(), editor.save.isEnabled()) == ("drake", True)
    editor.forget()
    editor.show_record(record())
    assert (editor.title.text(), editor.save.isEnabled()) == ("duck", False)


def test_what_could_not_be_saved_can_be_saved_again(editor: ItemEditor) -> None:
    rewrite(editor, "drake")
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert not editor.save.isEnabled()
    editor.saving_failed()
    assert (editor.title.text(), editor.save.isEnabled()) == ("drake", True)
    editor.show_record(record())
    assert (editor.title.text(), editor.save.isEnabled()) == ("drake", True)


def test_switch_labels_and_findings_show_and_tell(qtbot: QtBot, editor: ItemEditor) -> None:
    assert editor.labels.none.isVisible()
    labels = (
        label("kinds", "duck", LabelOrigin.AUTOMATIC),
        label("mood", "calm", LabelOrigin.PERSON),
    )
    editor.show_record(replace(record(), labels=labels, findings=FINDINGS[:2]))
    assert editor.findings.text() == "Blurred, Clipped sound"
    assert not editor.labels.none.isVisible()
    with qtbot.waitSignal(editor.exclusion_wanted, timeout=1000) as told:
        editor.included.click()
    assert told.args == [True]
    given: list[tuple[str, str]] = []
    editor.label_given.connect(lambda name, one: given.append((name, one)))
    for name in ("Confirm this label", "Take this label away"):
        button = next(one for one in editor.labels.buttons if one.accessibleName() == name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert given == [("kinds", "duck"), ("mood", "")]


def test_sounds_can_be_played_and_the_item_asked_with(qtbot: QtBot, editor: ItemEditor) -> None:
    assert not editor.ask.isVisible()
    assert not editor.sounds.isVisible()
    details = replace(record("quack").details, playable=(("", "/x/q.wav"), ("de", "/x/d.wav")))
    editor.show_record(replace(record("quack"), details=details))
    assert [row.path for row in editor.sounds.list.rows] == ["/x/q.wav", "/x/d.wav"]
    with qtbot.waitSignal(editor.query_wanted, timeout=1000):
        QTest.mouseClick(editor.ask, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(editor.closed, timeout=1000):
        QTest.mouseClick(editor.close_button, Qt.MouseButton.LeftButton)
    editor.close_item()
    assert editor.sounds.list.rows == ()
