"""The items that match, as a model that asks for a page when a row of it is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.engine.messages import BrowseItems, ItemCard, ItemPage
from app.ui.catalog.wording import problem_name
from app.ui.results.wording import category_path

PAGE = 100
Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = int(Qt.ItemDataRole.UserRole)


class ItemsModel(QAbstractListModel):
    """Rows of :class:`ItemCard`; those that have not come yet have none.

    Signals
    -------
    wanted
        The :class:`BrowseItems` of a page that is looked at.
    counted
        How many items match.
    """

    wanted = Signal(object)
    counted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._question = BrowseItems("")
        self._shown: BrowseItems | None = None
        self._total = 0
        self._cards: dict[int, ItemCard] = {}
        self._asked: set[int] = set()

    @property
    def question(self) -> BrowseItems:
        """What the rows match."""
        return self._question

    def ask(self, question: BrowseItems) -> None:
        """Match something else; what is shown stays until the answer comes."""
        self._question = replace(question, offset=0, limit=PAGE)
        self.renew()

    def renew(self) -> None:
        """Ask anew for what is looked at; what is shown stays until the answers come."""
        self._asked = {0}
        self.wanted.emit(self._question)

    def take(self, question: BrowseItems, page: ItemPage) -> None:
        """Take a page in, unless another question was asked meanwhile."""
        if replace(question, offset=0) != self._question:
            return
        if page.offset == 0 and self._shown != self._question:
            self.beginResetModel()
            self._shown, self._total, self._cards = self._question, page.total, {}
            self._keep(page)
            self.endResetModel()
        else:
            self._change_total(page.total)
            self._keep(page)
            if page.items:
                last = page.offset + len(page.items) - 1
                self.dataChanged.emit(self.index(page.offset), self.index(last))
        if page.offset == 0:
            self.counted.emit(page.total)

    def card(self, row: int) -> ItemCard | None:
        """Return the item of a row, if it has come."""
        return self._cards.get(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return how many items match."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's title, card, or description."""
        self._want(index.row())
        card = self._cards.get(index.row())
        if card is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._described(card)
        return None

    def _described(self, card: ItemCard) -> str:
        problems = [problem_name(problem) for problem in card.problems]
        left_out = [self.tr("Left out")] if card.is_excluded else []
        return ". ".join([card.title, category_path(card.category), *left_out, *problems])

    def _change_total(self, total: int) -> None:
        """Add or take away rows at the end: whoever scrolled stays where they are."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._cards = {row: card for row, card in self._cards.items() if row < total}
            self._total = total
            self.endRemoveRows()

    def _keep(self, page: ItemPage) -> None:
        self._cards.update(enumerate(page.items, start=page.offset))

    def _want(self, row: int) -> None:
        offset = row // PAGE * PAGE
        if offset not in self._asked and 0 <= row < self._total:
            self._asked.add(offset)
            self.wanted.emit(replace(self._question, offset=offset))
