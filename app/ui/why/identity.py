"""Who the item is: its picture, its title in several languages, its category."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.item import Caption
from app.core.recommendation import Recommendation
from app.engine.messages import ItemDetails
from app.ui.results.wording import category_path
from app.ui.theme import ThemeController
from app.ui.why.picture_view import PictureView

MOST_LETTERS = 56
LONGEST_TITLE = 120
FAMILIAR_LANGUAGES = ("en", "zh_CN", "es", "fr", "de", "ja", "ru", "ar", "pt_BR", "it", "ko")


class ItemIdentity(QWidget):
    """Picture, title, other titles and category."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = PictureView(theme, self)
        self._title = QLabel(self)
        self._others = QLabel(self)
        self._category = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._picture)
        column.addSpacing(8)
        roles = ((self._title, "title"), (self._others, "muted"), (self._category, "caption"))
        for label, role in roles:
            label.setProperty("role", role)
            label.setWordWrap(True)
            column.addWidget(label)
        self._others.hide()

    def show_recommendation(self, recommendation: Recommendation, keeps_details: bool) -> None:
        """Show what a recommendation says; details of the same item stay."""
        self._title.setText(shortened(recommendation.title))
        self._title.setToolTip(recommendation.title)
        category = category_path(recommendation.category)
        self._category.setText(category)
        self._category.setVisible(bool(category))
        if not keeps_details:
            self._picture.show_picture(recommendation.thumbnail, recommendation.title)
            self._others.hide()

    def show_details(self, details: ItemDetails) -> None:
        """Add the large picture and the titles in other languages."""
        title = self._title.toolTip()
        if details.picture:
            self._picture.show_picture(details.picture, title)
        others = other_titles(details.item.captions, title)
        self._others.setText(" \N{MIDDLE DOT} ".join(caption.text for caption in others))
        self._others.setVisible(bool(others))
        self._others.setToolTip("\n".join(_with_language(each) for each in others))


def shortened(title: str) -> str:
    """Cut a very long title; wide letters count twice."""
    room = LONGEST_TITLE
    for place, letter in enumerate(title):
        room -= 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{title[:place].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return title


def other_titles(captions: tuple[Caption, ...], title: str) -> tuple[Caption, ...]:
    """Return a few captions in other words than ``title``, familiar languages first."""
    chosen: list[Caption] = []
    seen = {title}
    for language in FAMILIAR_LANGUAGES:
        for caption in captions:
            if caption.language == language and caption.text not in seen:
                seen.add(caption.text)
                chosen.append(caption)
    return tuple(_few(chosen))


def _few(captions: list[Caption]) -> Iterator[Caption]:
    letters = 0
    for caption in captions:
        letters += len(caption.text)
        if letters <= MOST_LETTERS:
            yield caption


def _with_language(caption: Caption) -> str:
    name = QLocale(caption.language).nativeLanguageName() or caption.language
    return f"{name}: {caption.text}"
