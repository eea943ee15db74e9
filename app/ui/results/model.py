"""The ranked items as a Qt list model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.recommendation import Recommendation
from app.ui.reacted import NOTHING, Reacted
from app.ui.results.bars import BarScale
from app.ui.results.changes import RankChange, RankChanges
from app.ui.results.ordering import SortKey, ordered
from app.ui.results.reactions import reacted_in_words
from app.ui.results.wording import row_in_words

RECOMMENDATION_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CHANGE_ROLE = RECOMMENDATION_ROLE + 1
REACTED_ROLE = CHANGE_ROLE + 1

Index = QModelIndex | QPersistentModelIndex
RowInWords = Callable[[Recommendation, RankChange], str]


class ResultsModel(QAbstractListModel):
    """Recommendations in the order chosen, with their change of rank and one bar scale.

    Parameters
    ----------
    words
        Says a row as a screen reader should.
    """

    def __init__(self, parent: QObject | None = None, words: RowInWords = row_in_words) -> None:
        super().__init__(parent)
        self._words = words
        self._reacted: Mapping[str, Reacted] = {}
        self._rows: list[Recommendation] = []
        self._row_of: dict[str, int] = {}
        self._changes = RankChanges()
        self._sort_key = SortKey.SCORE
        self._scale = BarScale()

    @property
    def rows(self) -> Sequence[Recommendation]:
        """The recommendations, first row first."""
        return self._rows

    @property
    def scale(self) -> BarScale:
        """The scale that all bars share."""
        return self._scale

    @property
    def sort_key(self) -> SortKey:
        """What the rows are sorted by."""
        return self._sort_key

    @property
    def row_of_item(self) -> Mapping[str, int]:
        """The row of each item; never changed, only replaced by a new mapping."""
        return self._row_of

    def row_of(self, item_id: str) -> int:
        """Return the row of an item, or -1."""
        return self._row_of.get(item_id, -1)

    def change_of(self, recommendation: Recommendation) -> RankChange:
        """Return how far an item moved."""
        return self._changes.of(recommendation)

    def reacted(self, item_id: str) -> Reacted:
        """Return what the persona did with an item."""
        return self._reacted.get(item_id, NOTHING)

    def show_reactions(self, reactions: Mapping[str, Reacted]) -> None:
        """Show what the persona did with items."""
        self._reacted = reactions
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def show(self, results: Sequence[Recommendation], changes: RankChanges | None = None) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._changes = changes or RankChanges()
        self._scale = BarScale.fitting(results)
        self._arrange(results)
        self.endResetModel()

    def sort_by(self, key: SortKey) -> None:
        """Put the rows into another order."""
        self.beginResetModel()
        self._sort_key = key
        self._arrange(self._rows)
        self.endResetModel()

    def _arrange(self, results: Sequence[Recommendation]) -> None:
        self._rows = ordered(results, self._sort_key)
        self._row_of = {entry.item_id: row for row, entry in enumerate(self._rows)}

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; a list has no children."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a row's title, its words for screen readers, or the recommendation itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry = self._rows[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(entry)
        known: dict[int, object] = {
            RECOMMENDATION_ROLE: entry,
            CHANGE_ROLE: self.change_of(entry),
            REACTED_ROLE: self.reacted(entry.item_id),
            int(Qt.ItemDataRole.DisplayRole): entry.title,
        }
        return known.get(role)

    def _said(self, entry: Recommendation) -> str:
        said = self._words(entry, self.change_of(entry))
        done = reacted_in_words(self.reacted(entry.item_id))
        return f"{said} ({done})" if done else said
