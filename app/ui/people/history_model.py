"""What a persona did, as a Qt list model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.persona import InteractionKind
from app.engine.messages import HistoryEntry
from app.ui.people.wording import kind_name, time_text

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
STAR = "\N{BLACK STAR}"

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """Interactions, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[HistoryEntry, ...] = ()

    @property
    def entries(self) -> Sequence[HistoryEntry]:
        """What is shown."""
        return self._entries

    def show(self, entries: tuple[HistoryEntry, ...]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def row_of(self, number: int) -> int:
        """Return the row of an interaction, or -1."""
        numbers = [entry.number for entry in self._entries]
        return numbers.index(number) if number in numbers else -1

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of interactions."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a title, its words for screen readers, or the entry."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{entry.title}: {done_text(entry)}"
        return entry if role == ENTRY_ROLE else None


def done_text(entry: HistoryEntry) -> str:
    """Return for example ``Rated 4 ★ · 2026-11-24 12:00``."""
    done = kind_name(entry.kind)
    if entry.kind is InteractionKind.RATING:
        done = f"{done} {entry.rating:g} {STAR}"
    return f"{done} \N{MIDDLE DOT} {time_text(entry.at)}"
