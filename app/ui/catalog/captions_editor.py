"""The captions of an item, one line a language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from app.core.item import Caption
from app.ui.controls.roles import button, label

FIRST = ("en", "zh_CN")
SHOWN = 6
"""Lines shown before all are asked for."""


class CaptionsEditor(QWidget):
    """A field for each caption, the person's languages first, and one for a new one.

    Signals
    -------
    edited
        A field was changed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._captions: list[Caption] = []
        self.fields: dict[str, QLineEdit] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._more = button("", "link")
        self._more.clicked.connect(lambda: self._fill(len(self._captions)))

    def show_captions(self, captions: Sequence[Caption]) -> None:
        """Show other captions."""
        known = {caption.language for caption in captions}
        added = [Caption(language, "") for language in FIRST[:1] if language not in known]
        place = {language: number for number, language in enumerate(FIRST)}
        ordered = sorted([*added, *captions], key=lambda one: place.get(one.language, len(place)))
        self._captions = ordered
        self._fill(SHOWN)

    def captions(self) -> tuple[Caption, ...]:
        """Return the captions as they are now; empty ones are gone."""
        found = []
        for caption in self._captions:
            field = self.fields.get(caption.language)
            text = field.text().strip() if field is not None else caption.text
            if text:
                found.append(Caption(caption.language, text))
        return tuple(found)

    def _fill(self, most: int) -> None:
        self._captions = self._with_fields()
        self._more.setParent(None)
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        for caption in self._captions[:most]:
            field = QLineEdit(caption.text)
            field.setCursorPosition(0)
            name = language_name(caption.language)
            field.setAccessibleName(self.tr("Caption, {language}").format(language=name))
            field.textEdited.connect(lambda _: self.edited.emit())
            heading: QLabel = label(name, "caption")
            self._form.addRow(heading, field)
            self.fields[caption.language] = field
        rest = len(self._captions) - most
        if rest > 0:
            self._more = button(self.tr("%n more language(s)", "", rest), "link")
            self._more.clicked.connect(lambda: self._fill(len(self._captions)))
            self._form.addRow(self._more)

    def _with_fields(self) -> list[Caption]:
        """Return the captions with what was typed so far."""
        return [
            Caption(one.language, self.fields[one.language].text())
            if one.language in self.fields and one.text != self.fields[one.language].text()
            else one
            for one in self._captions
        ]


def language_name(code: str) -> str:
    """Return a language in its own words, such as ``中文``, with its code where unknown."""
    locale = QLocale(code)
    if locale.language() == QLocale.Language.C:
        return code
    return locale.nativeLanguageName() or code
