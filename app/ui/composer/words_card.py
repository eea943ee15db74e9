"""The words of the query."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.engine.messages import MediumReport
from app.ui.composer.card import ModalityCard
from app.ui.composer.file_name import file_name
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import label, with_role
from app.ui.icons import IconName
from app.ui.query_model import QueryModel
from app.ui.theme import ThemeController

FEWEST_LINES, MOST_LINES = 2, 6


class WordsField(QPlainTextEdit):
    """A field that grows with its text; files and pictures go to the window instead.

    Signals
    -------
    search_wanted
        Return was pressed; Shift+Return makes a new line.
    media_offered
        Something that is not text was pasted: its :class:`QMimeData`.
    """

    search_wanted = Signal()
    media_offered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs, within bounds."""
        lines = min(MOST_LINES, max(FEWEST_LINES, round(self.document().size().height())))
        margin = round(2 * self.document().documentMargin())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margin + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search on Return."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.search_wanted.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept everything: what is not text is passed on."""
        return source.hasText() or source.hasUrls() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert text; pass anything else on."""
        if source.hasUrls() or source.hasImage():
            self.media_offered.emit(source)
        else:
            self.insertPlainText(source.text())


class WordsCard(ModalityCard):
    """A field for words, and the texts that came from files.

    Signals
    -------
    search_wanted
        The person does not want to wait for the typing pause.
    """

    search_wanted = Signal()

    def __init__(self, theme: ThemeController, model: QueryModel) -> None:
        super().__init__(theme, model, Modality.TEXT, self.tr("Words"))
        self.field = WordsField()
        self.field.setAccessibleName(self.tr("Words to search with"))
        self.field.setPlaceholderText(self.tr("Say what you are looking for"))
        self._extra = QWidget()
        self._extra_layout = QVBoxLayout(self._extra)
        self._extra_layout.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.field)
        self.body.addWidget(self._extra)
        self.field.textChanged.connect(lambda: model.set_words(self.field.toPlainText()))
        self.field.search_wanted.connect(self.search_wanted)
        model.media_changed.connect(self._show_media)
        model.query_changed.connect(self._show_words)
        theme.theme_changed.connect(self.field.fit)
        self._show_media()

    def _show_words(self) -> None:
        if self.field.toPlainText() != self.model.words:
            self.field.setPlainText(self.model.words)

    def _show_media(self) -> None:
        self._show_words()
        while (taken := self._extra_layout.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        reports = self.model.media(Modality.TEXT)
        for report in reports:
            self._extra_layout.addWidget(self._row(report))
        self._extra.setVisible(bool(reports))

    def _row(self, report: MediumReport) -> QWidget:
        name = file_name(report.path)
        row = with_role(QWidget(), "well")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        text = label(" ".join(report.text.split())[:80] or name)
        text.setToolTip(name)
        text.setMinimumWidth(40)
        remove = IconButton(
            self.theme, IconName.CLOSE, self.tr("Remove {name}").format(name=name), size=14
        )
        remove.clicked.connect(lambda: self.model.remove(report))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.addWidget(text, 1)
        layout.addWidget(remove)
        return row
