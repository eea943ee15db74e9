"""What is odd about the query's media, and what could not be used at all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.modality import MODALITIES
from app.core.notice import Notice
from app.engine.messages import Answer, Failure
from app.ui.composer.file_name import file_name
from app.ui.composer.notices import notice_text
from app.ui.controls.icon_button import IconButton, IconLabel
from app.ui.controls.roles import label
from app.ui.icons import IconName
from app.ui.query_model import QueryModel
from app.ui.reasons import reason_text
from app.ui.theme import ThemeController


class HealthLine(QWidget):
    """One line: an icon, a sentence, and for failures a button that dismisses it."""

    dismissed = Signal()

    def __init__(self, theme: ThemeController, text: str, failed: bool) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 2, 0, 2)
        layout.setSpacing(8)
        name, colour = (IconName.WARNING, "danger") if failed else (IconName.INFO, "warning")
        layout.addWidget(IconLabel(theme, name, colour, 16), 0, Qt.AlignmentFlag.AlignTop)
        sentence = label(text, "caption", wrap=True)
        sentence.setAccessibleName(text)
        layout.addWidget(sentence, 1)
        if failed:
            close = IconButton(theme, IconName.CLOSE, self.tr("Dismiss"), size=12)
            close.clicked.connect(self.dismissed)
            layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)


class HealthStrip(QWidget):
    """Warnings of the media at hand and of the last answer; failures until dismissed.

    Parameters
    ----------
    theme
        Gives the colours.
    model
        The query being composed.
    """

    def __init__(self, theme: ThemeController, model: QueryModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._answer_notices: tuple[Notice, ...] = ()
        self._recording_notices: tuple[Notice, ...] = ()
        self._failures: list[Failure] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        model.media_changed.connect(self._media_were_changed)
        self.refresh()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is shown, top to bottom."""
        failures = [failure_text(failure) for failure in self._failures]
        return (*failures, *dict.fromkeys(notice_text(notice) for notice in self._notices()))

    def show_answer(self, answer: Answer) -> None:
        """Take the warnings of an answer."""
        if answer.notices != self._answer_notices:
            self._answer_notices = answer.notices
            self.refresh()

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Take the warnings of a recording."""
        self._recording_notices = notices
        self.refresh()

    def show_failure(self, failure: Failure) -> None:
        """Say what could not be used and why; the rest of the query stays."""
        self._failures = [
            other
            for other in self._failures
            if (other.what, other.why) != (failure.what, failure.why)
        ][-2:]
        self._failures.append(failure)
        self.refresh()

    def refresh(self) -> None:
        """Build the lines anew."""
        while (taken := self._layout.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        failed = len(self._failures)
        for index, sentence in enumerate(self.sentences):
            line = HealthLine(self._theme, sentence, index < failed)
            line.dismissed.connect(lambda index=index: self._dismiss(index))
            self._layout.addWidget(line)
        self.setVisible(self._layout.count() > 0)

    def _notices(self) -> list[Notice]:
        reports = [report for name in MODALITIES for report in self._model.media(name)]
        own = [notice for report in reports for notice in report.notices]
        return [*own, *self._recording_notices, *self._answer_notices]

    def _media_were_changed(self) -> None:
        self._answer_notices = ()
        self._recording_notices = ()
        self.refresh()

    def _dismiss(self, index: int) -> None:
        del self._failures[index]
        self.refresh()


def failure_text(failure: Failure) -> str:
    """Return what failed, by name, and what to do."""
    return f"{reason_text(file_name(failure.what))}: {reason_text(failure.why)}"
