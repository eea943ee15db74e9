from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.item import Caption, Item
from app.core.modality import PerModality
from app.core.query import Query
from app.core.settings import Theme
from app.engine.messages import ItemDetails
from app.ui.theme import LIGHT, ThemeController
from app.ui.why.identity import LONGEST_TITLE, shortened
from app.ui.why.panel import WhyPanel
from app.ui.why.picture_view import PictureView
from app.ui.why.sound_row import SoundRow
from tests.ui.results.samples import answer, recommendation

ENTRY = recommendation(rank=3, item_id="duck", rank_if_muted=(14, 40, 3))
ANSWER = answer([ENTRY])


def details(picture: str = "", item_id: str = "duck", sounds: int = 2) -> ItemDetails:
    captions = (
        Caption("en", "A duck"),
        Caption("zh_CN", "一只鸭子"),
        Caption("fr", "Un canard"),
        Caption("fr_CA", "Un canard"),
    )
    playable = (("", "/sounds/quack.wav"), ("fr", "/sounds/canard.wav"))[:sounds]
    return ItemDetails(Item(item_id, "A duck", "animals/birds", captions, ()), picture, playable)


def texts(panel: QWidget) -> str:
    labels = panel.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(panel))


@pytest.fixture
def green_png(tmp_path: Path) -> str:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#00a040"))
    path = tmp_path / "green.png"
    assert image.save(str(path))
    return str(path)


def test_without_an_item_the_panel_is_calm(panel: WhyPanel) -> None:
    assert "Choose a result" in texts(panel)
    copy = panel.findChild(QToolButton)
    assert isinstance(copy, QToolButton)
    assert not copy.isEnabled()


def test_an_item_is_explained(panel: WhyPanel) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    shown = texts(panel)
    for expected in (
        "A duck",
        "animals › birds",
        "Mostly the words: 63 %",
        "0.20 + 0.50 + 0.10 = 0.80",
        "without the picture",
        "rank 14",
        "▼11",
        "rank 40",
        "▼37",
    ):
        assert expected in shown


def test_details_are_asked_for_once_an_item(qtbot: QtBot, panel: WhyPanel) -> None:
    wanted: list[str] = []
    panel.details_wanted.connect(wanted.append)
    panel.show_recommendation(ENTRY, ANSWER)
    panel.show_details(details())
    panel.show_recommendation(replace(ENTRY, rank=1), ANSWER)
    assert wanted == ["duck"]
    assert "一只鸭子 · Un canard" in texts(panel), "details stay when the ranks change"
    panel.show_recommendation(recommendation(2, item_id="goose"), ANSWER)
    assert wanted == ["duck", "goose"]
    assert "一只鸭子" not in texts(panel)


def test_details_of_another_item_are_dropped(panel: WhyPanel) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    panel.show_details(details(item_id="goose"))
    assert "一只鸭子" not in texts(panel)
    assert not panel.findChildren(SoundRow)


def test_the_large_picture_is_painted(panel: WhyPanel, green_png: str) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    view = panel.findChild(PictureView)
    assert isinstance(view, PictureView)
    assert not view.has_picture
    panel.show_details(details(green_png))
    image = view.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2) == QColor("#00a040")


def test_each_sound_has_a_row_with_its_language(panel: WhyPanel) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    panel.show_details(details())
    rows = (*panel.sounds.rows, *panel.spoken.sounds.rows)
    assert [row.path for row in rows] == ["/sounds/quack.wav", "/sounds/canard.wav"]
    assert "Français" in texts(panel)
    assert "Sound" in texts(panel)
    panel.show_recommendation(recommendation(2, item_id="goose"), ANSWER)
    assert not panel.sounds.rows


def test_only_what_was_asked_with_has_a_bar(panel: WhyPanel) -> None:
    entry = recommendation(contributions=(0.0, 0.5, 0.0), rank_if_muted=(None, None, None))
    panel.show_recommendation(entry, answer([entry], Query(texts=("a duck",))))
    shown = texts(panel)
    assert "0.50 = 0.50" in shown
    assert "You asked with one thing only" in shown
    assert "without the" not in shown


def test_bars_have_the_modalities_colours_and_lengths(panel: WhyPanel) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    image = panel.score.grab().toImage()
    runs = {}
    for name, colour in (
        ("image", LIGHT.image),
        ("text", LIGHT.text_modality),
        ("audio", LIGHT.audio),
    ):
        wanted = QColor(colour).rgb()
        rows = [
            [x for x in range(image.width()) if image.pixel(x, y) == wanted]
            for y in range(image.height())
        ]
        longest = max(rows, key=len)
        runs[name] = longest[-1] - longest[0] + 1
    assert runs["image"] / runs["text"] == pytest.approx(0.4, abs=0.02)
    assert runs["audio"] / runs["text"] == pytest.approx(0.2, abs=0.02)


def test_the_explanation_can_be_copied(qtbot: QtBot, panel: WhyPanel) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    panel.copy_explanation()
    text = QGuiApplication.clipboard().text()
    assert "A duck: rank 3 of 1033" in text
    assert "Without the picture: rank 14 (−11)" in text
    button = panel.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    assert button.toolTip() == "Copied"
    qtbot.waitUntil(lambda: button.toolTip() != "Copied")


@pytest.mark.parametrize("width", [280, 420])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_in_a_small_panel(
    qtbot: QtBot, panel: WhyPanel, theme: ThemeController, width: int, scale: float
) -> None:
    theme.set_text_scale(scale)
    panel.resize(width, 300)
    panel.show_recommendation(ENTRY, ANSWER)
    panel.show_details(details())
    qtbot.wait(50)
    scroll = panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    page = scroll.widget()
    assert page is not None
    assert page.width() <= scroll.viewport().width(), "nothing lies to the right of the panel"
    assert scroll.verticalScrollBar().maximum() > 0, "the rest can be scrolled to"
    for label in page.findChildren(QLabel):
        if label.isVisibleTo(panel) and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= needed
            assert label.wordWrap() or label.width() >= label.sizeHint().width()


def test_clear_and_dark_theme(panel: WhyPanel, theme: ThemeController) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    theme.set_choice(Theme.DARK)
    corner = panel.grab().toImage().pixelColor(24, 30)
    assert corner.lightness() < 60
    panel.clear()
    assert "Choose a result" in texts(panel)
    panel.show_details(details())
    assert not panel.sounds.rows


def test_muted_modalities_are_not_explained(panel: WhyPanel) -> None:
    query = replace(ANSWER.query, weights=PerModality(0.0, 1.0, 1.0))
    entry = recommendation(contributions=(0.0, 0.5, 0.1), rank_if_muted=(None, 5, 1))
    panel.show_recommendation(entry, answer([entry], query))
    assert "0.50 + 0.10 = 0.60" in texts(panel)
    assert "without the picture" not in texts(panel)


def test_very_long_titles_are_cut() -> None:
    assert shortened("short") == "short"
    assert len(shortened("x" * 500)) == LONGEST_TITLE + 1
    assert len(shortened("鸭" * 500)) == LONGEST_TITLE // 2 + 1


def test_many_spoken_descriptions_are_folded_below_the_sum(panel: WhyPanel) -> None:
    panel.show_recommendation(ENTRY, ANSWER)
    spoken = tuple((language, f"/{language}.wav") for language in ("fr", "es", "ru"))
    panel.show_details(replace(details(), playable=(("", "/quack.wav"), *spoken)))
    assert [row.path for row in panel.sounds.rows] == ["/quack.wav"]
    assert panel.spoken.toggle.text() == "Spoken in 3 languages"
    assert not panel.spoken.sounds.isVisible()
    panel.spoken.toggle.click()
    assert panel.spoken.sounds.isVisible()
    assert panel.score.geometry().bottom() < panel.spoken.geometry().top()
