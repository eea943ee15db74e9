"""The captions of an item, one line a language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from app.core.item import Caption
from app.ui.controls.roles import button, label

ENGLISH = "en"
FEW = 4
"""As many captions are shown at once; of more, only those in the person's languages."""

PLAIN_NAMES = {"en": "English", "es": "Español"}
"""Where Qt names a country that the code does not name."""


class CaptionsEditor(QWidget):
    """A field for each caption, the person's language and English first.

    Parameters
    ----------
    language
        The person's language.

    Signals
    -------
    edited
        A field was changed.
    finished
        Return was pressed in a field.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, language: str = ENGLISH) -> None:
        super().__init__()
        self._language = language
        self._captions: list[Caption] = []
        self.fields: dict[str, QLineEdit] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.more = button("", "link")

    def show_captions(self, captions: Sequence[Caption]) -> None:
        """Show other captions."""
        self._captions = list(captions)
        first = self._first()
        rest = [one.language for one in captions if one.language not in first]
        if len(first) + len(rest) <= FEW:
            self._fill([*first, *rest], [])
        else:
            self._fill(first, rest)

    def captions(self) -> tuple[Caption, ...]:
        """Return the captions as they are now, in their old order; empty ones are gone."""
        known = {one.language: one.text for one in self._captions}
        typed = {
            language: field.text().strip()
            for language, field in self.fields.items()
            if field.isModified()
        }
        now = {**known, **typed}
        return tuple(Caption(language, text) for language, text in now.items() if text)

    def _first(self) -> list[str]:
        """Return the person's languages as the captions spell them."""
        codes = [one.language for one in self._captions]
        base = self._language.split("_", maxsplit=1)[0]
        own = next((code for code in (self._language, base) if code in codes), self._language)
        return list(dict.fromkeys((own, ENGLISH)))

    def _fill(self, languages: Sequence[str], rest: Sequence[str]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        texts = {one.language: one.text for one in self._captions}
        for language in languages:
            self._add_field(language, texts.get(language, ""))
        if rest:
            self.more = button(self.tr("%n more language(s)", "", len(rest)), "link")
            self.more.clicked.connect(lambda: self._show_rest(rest))
            self._form.addRow(self.more)

    def _add_field(self, language: str, text: str) -> None:
        field = QLineEdit(text)
        field.setCursorPosition(0)
        name = language_name(language)
        field.setAccessibleName(self.tr("Caption, {language}").format(language=name))
        field.textEdited.connect(lambda _: self.edited.emit())
        field.returnPressed.connect(self.finished)
        self._form.addRow(label(name, "caption"), field)
        self.fields[language] = field

    def _show_rest(self, languages: Sequence[str]) -> None:
        """Add fields below; those that are there keep what was typed."""
        # The button is clicked just now: it goes when this event is over.
        self._form.takeRow(self._form.rowCount() - 1)
        self.more.hide()
        self.more.deleteLater()
        texts = {one.language: one.text for one in self._captions}
        for language in languages:
            self._add_field(language, texts[language])
        self.fields[languages[0]].setFocus()


def language_name(code: str) -> str:
    """Return a language in its own words, such as ``简体中文``, with its code where unknown."""
    name = PLAIN_NAMES.get(code, "")
    locale = QLocale(code)
    if not name and locale.language() is not QLocale.Language.C:
        name = locale.nativeLanguageName()
    if not name:
        return code
    # Qt says in Chinese which script it is; elsewhere the country is told by its code.
    has_country = "_" in code and not code.startswith("zh")
    country = f" ({code.split('_', maxsplit=1)[1]})" if has_country else ""
    return name[:1].upper() + name[1:] + country
