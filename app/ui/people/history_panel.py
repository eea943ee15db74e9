"""What a persona did: filters, the list, undo of any entry, export and import."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QToolButton, QVBoxLayout, QWidget

from app.core.persona import InteractionKind
from app.engine.messages import History
from app.ui.controls.choice import Choice
from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.roles import button, label, with_role
from app.ui.people.history_delegate import HistoryDelegate
from app.ui.people.history_model import HistoryModel
from app.ui.people.wording import kind_name
from app.ui.results.thumbnails import ThumbnailCache
from app.ui.theme import ThemeController

TYPING_PAUSE_MS = 180
EDGE = 8
"""Free at the right, so that both sides of the panel have the same margin, in pixels."""


class HistoryPanel(QWidget):
    """The history of the chosen persona.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    changed
        The person asks for other entries.
    undo_wanted
        Number of an interaction to take back.
    export_wanted, import_wanted
        The person wants to write or read a CSV.
    """

    changed = Signal()
    undo_wanted = Signal(int)
    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self.kinds = with_role(Choice(theme, self.tr("What was done")), "field")
        self.search = with_role(QLineEdit(), "field")
        self.count = label("", "caption")
        self.list = QListView()
        self.none = label("", "muted", wrap=True)
        self.undo = button(self.tr("Undo"), name=self.tr("Undo the selected entry"))
        self.export = button(self.tr("Export…"), name=self.tr("Export the history as CSV"))
        self.take = button(self.tr("Import…"), name=self.tr("Import interactions from CSV"))
        self.entries = HistoryModel(self)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._set_up_fields()
        self._set_up_list(theme)
        self._lay_out()
        self._connect()
        self.show_history(History("", "", (), 0, 0))

    @property
    def wanted_kinds(self) -> tuple[InteractionKind, ...]:
        """The kinds that are asked for; empty are all."""
        return (InteractionKind(self.kinds.value),) if self.kinds.value else ()

    @property
    def wanted_text(self) -> str:
        """What titles must contain."""
        return self.search.text().strip()

    def show_history(self, history: History) -> None:
        """Show entries; the one that was selected stays so if it is still there."""
        chosen = self._chosen_number()
        self.entries.show(history.entries)
        row = self.entries.row_of(chosen)
        if row >= 0:
            self.list.setCurrentIndex(self.entries.index(row))
        shown = self.tr("%1 of %2").replace("%1", f"{len(history.entries):,}")
        self.count.setText(shown.replace("%2", f"{history.total:,}"))
        self.list.setVisible(bool(history.entries))
        self.none.setVisible(not history.entries)
        empty = self.tr(
            "Nothing was done yet. What you open, like, dislike, rate, save and skip comes here."
        )
        narrow = self.tr("No entry is like that. Choose another kind or search for something else.")
        self.none.setText(narrow if history.total else empty)
        self.export.setEnabled(history.total > 0)
        self._show_undo()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo the selected entry with Delete."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self._undo_chosen()
            return True
        return False

    def _chosen_number(self) -> int:
        row = self.list.currentIndex().row()
        return self.entries.entries[row].number if row >= 0 else 0

    def _undo_chosen(self) -> None:
        number = self._chosen_number()
        if number:
            self.undo_wanted.emit(number)

    def _show_undo(self) -> None:
        self.undo.setEnabled(bool(self._chosen_number()))

    def _set_up_fields(self) -> None:
        kinds = [(kind_name(kind), kind.value) for kind in InteractionKind]
        self.kinds.offer([(self.tr("Everything"), ""), *kinds], "")
        self.search.setPlaceholderText(self.tr("Search titles"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setClearButtonEnabled(True)
        for inner in self.search.findChildren(QToolButton):
            inner.setAccessibleName(self.tr("Clear the search"))
        self.undo.setToolTip(self.tr("As if it had never been (Delete)"))

    def _set_up_list(self, theme: ThemeController) -> None:
        thumbnails = ThumbnailCache(self)
        with_role(self.list, "plain")
        self.list.setModel(self.entries)
        self.list.setItemDelegate(HistoryDelegate(theme, thumbnails))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("History"))
        self.list.installEventFilter(self)
        thumbnails.ready.connect(self.list.viewport().update)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.kinds, 2)
        filters.addWidget(self.search, 3)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for one in (self.undo, self.export, self.take):
            row.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, EDGE, 0)
        layout.setSpacing(8)
        layout.addLayout(filters)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.none)
        layout.addStretch(0)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.changed)
        self.kinds.activated.connect(lambda _: self.changed.emit())
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.list.selectionModel().selectionChanged.connect(self._selection_was_changed)
        self.undo.clicked.connect(self._undo_chosen)
        self.export.clicked.connect(self.export_wanted)
        self.take.clicked.connect(self.import_wanted)

    def _selection_was_changed(self, _: QItemSelection, __: QItemSelection) -> None:
        self._show_undo()
