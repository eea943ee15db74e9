"""Captions keep their order and what was typed; the person's languages come first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.item import Caption
from app.ui.catalog.captions_editor import CaptionsEditor, language_name
from tests.ui.catalog.records import MANY


@pytest.fixture
def editor(qtbot: QtBot) -> CaptionsEditor:
    made = CaptionsEditor("zh_CN")
    qtbot.addWidget(made)
    made.show()
    made.show_captions(MANY)
    return made


def test_the_persons_languages_come_first_and_the_rest_when_asked_for(
    editor: CaptionsEditor,
) -> None:
    assert list(editor.fields) == ["zh_CN", "en"]
    QTest.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    assert list(editor.fields) == ["zh_CN", "en", "de", "fr", "pt_BR"]
    assert editor.captions() == MANY


def test_what_was_typed_survives_more_languages(qtbot: QtBot, editor: CaptionsEditor) -> None:
    with qtbot.waitSignal(editor.edited, timeout=1000):
        QTest.keyClicks(editor.fields["en"], "a quick ")
    QTest.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    editor.fields["de"].clear()
    editor.fields["de"].setModified(True)
    assert editor.fields["en"].text() == "a quick duck in en"
    assert editor.captions() == (Caption("en", "a quick duck in en"), *MANY[2:])


def test_another_item_has_its_own_captions(editor: CaptionsEditor) -> None:
    QTest.keyClicks(editor.fields["en"], "a quick ")
    other = (Caption("en", "a fish"), Caption("zh_CN", "鱼 \n两行"))
    editor.show_captions(other)
    assert editor.captions() == other
    assert list(editor.fields) == ["zh_CN", "en"]


def test_a_first_caption_can_be_written(editor: CaptionsEditor) -> None:
    editor.show_captions(())
    assert list(editor.fields) == ["zh_CN", "en"]
    assert editor.captions() == ()
    QTest.keyClicks(editor.fields["zh_CN"], " yazi ")
    assert editor.captions() == (Caption("zh_CN", "yazi"),)


def test_few_captions_are_all_shown_in_the_spelling_they_have(qtbot: QtBot) -> None:
    editor = CaptionsEditor("de_DE")
    qtbot.addWidget(editor)
    editor.show_captions((MANY[2], MANY[0], MANY[1]))
    assert list(editor.fields) == ["de", "en", "fr"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("es", "Español"),
        ("fr", "Français"),
        ("pt_BR", "Português (BR)"),
        ("zh_CN", "简体中文"),
        ("tlh", "tlh"),
    ],
)
def test_languages_are_named_in_their_own_words(code: str, name: str) -> None:
    assert language_name(code) == name
