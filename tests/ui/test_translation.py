from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.ui.controls.flow_layout import FlowLayout
from app.ui.examples_page import ExamplesPage
from app.ui.theme import ThemeController
from app.ui.translation import (
    FOLDER,
    Translation,
    caption_language,
    sentences,
    title_language,
    window_language,
)

PLACES = re.compile(r"%n|%\d|\{\w+\}")
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")


def messages(path: Path) -> dict[tuple[str, str], str]:
    """Return the translations of a file by context and source."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):  # noqa: S314
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, f"unfinished: {message.findtext('source')}"
            text = "".join(translation.itertext()).strip()
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = text
    return found


def test_every_string_of_the_window_is_translated_with_its_places(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(path) for path in Path("app/ui").rglob("*.py"))
    subprocess.run(
        [LUPDATE, *sources, "-locations", "none", "-ts", fresh], check=True, capture_output=True
    )
    root = ElementTree.parse(fresh).getroot()  # noqa: S314
    wanted = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in root.iter("context")
        for message in context.iter("message")
    }
    translated = messages(FOLDER / "triad_zh_CN.ts")
    assert wanted - translated.keys() == set()
    for (_, source), text in translated.items():
        assert sorted(set(PLACES.findall(source))) == sorted(set(PLACES.findall(text))), source


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.use("en")


def test_the_built_file_speaks_what_the_source_says(translation: Translation) -> None:
    translation.use("zh_CN")
    for (context, source), text in messages(FOLDER / "triad_zh_CN.ts").items():
        if "%n" not in source:
            assert QCoreApplication.translate(context, source) == text


def test_english_has_singular_and_plural(translation: Translation) -> None:
    translation.use("en")
    said = [
        QCoreApplication.translate("StageList", "about %n second(s) left", "", count)
        for count in (1, 5)
    ]
    assert said == ["about 1 second left", "about 5 seconds left"]


def test_examples_are_shown_translated_and_asked_in_english(
    qapp: QApplication, translation: Translation, theme: ThemeController
) -> None:
    translation.use("zh_CN")
    page = ExamplesPage(theme)
    asked: list[str] = []
    page.example_chosen.connect(asked.append)
    flow = page.findChildren(FlowLayout)[0]
    item = flow.itemAt(0)
    assert item is not None
    chip = item.widget()
    assert chip is not None
    assert "水果" in chip.accessibleName()
    chip.click()  # type: ignore[attr-defined]
    assert asked == ["a red fruit"]


def test_unknown_languages_fall_back_to_english() -> None:
    assert window_language("zh_CN") == "zh_CN"
    assert window_language("fr") == "en"
    assert title_language("fr") == "fr"


@pytest.mark.parametrize(("choice", "language"), [("en", ""), ("en_GB", ""), ("zh_CN", "zh_CN")])
def test_captions_stand_for_titles_where_titles_are_not_read(choice: str, language: str) -> None:
    assert caption_language(choice) == language


def test_sentences_follow_each_other_as_the_language_does(translation: Translation) -> None:
    assert sentences("One.", "", "Two.") == "One. Two."
    translation.use("zh_CN")
    assert sentences("一。", "", "二。") == "一。二。"
