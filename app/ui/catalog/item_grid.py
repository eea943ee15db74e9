"""The items that match, as a grid of cards."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.engine.messages import ItemCard
from app.ui.catalog.card_delegate import WIDTH, CardDelegate
from app.ui.catalog.items_model import ItemsModel
from app.ui.controls.roles import with_role
from app.ui.results.thumbnails import ThumbnailCache
from app.ui.theme import ThemeController


class ItemGrid(QListView):
    """Cards side by side; any number of them can be chosen.

    Signals
    -------
    chosen
        The :class:`ItemCard` of all items that are chosen, a tuple.
    opened
        The person wants to edit the item that is chosen.
    exclusion_wanted
        The person wants to leave out what is chosen.
    """

    chosen = Signal(object)
    opened = Signal()
    exclusion_wanted = Signal()

    def __init__(self, theme: ThemeController, model: ItemsModel) -> None:
        super().__init__()
        with_role(self, "plain")
        self._items = model
        thumbnails = ThumbnailCache(self)
        thumbnails.ready.connect(self.viewport().update)
        self.setModel(model)
        self._cards_delegate = CardDelegate(theme, thumbnails)
        self.setItemDelegate(self._cards_delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setMouseTracking(True)
        self.setIconSize(QSize(1, 1))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Always there: a bar that comes and goes would change how many cards fit in a row.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Items"))
        theme.theme_changed.connect(self.viewport().update)
        self.activated.connect(lambda _: self.opened.emit())
        # Rows that come or go move what lies behind them: other items would be chosen.
        model.rowsInserted.connect(self.clearSelection)
        model.rowsRemoved.connect(self.clearSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards of a row fill it."""
        width = self.viewport().width() - 1
        columns = max(1, width // WIDTH)
        self._cards_delegate.width = width // columns
        self.setGridSize(self._cards_delegate.size)
        super().resizeEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say what is chosen now."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.cards())

    def reset(self) -> None:
        """Begin anew: other items are there, and none is chosen."""
        super().reset()
        self.chosen.emit(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave out what is chosen with Delete."""
        if event.key() == Qt.Key.Key_Delete and self.cards():
            self.exclusion_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Jump nowhere: looking for a title would ask for every page of the catalog."""

    def cards(self) -> tuple[ItemCard, ...]:
        """Return the items that are chosen and have come."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        found = (self._items.card(row) for row in rows)
        return tuple(card for card in found if card is not None)
