"""What the pointer is on, and what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.engine.messages import CatalogMap
from app.ui.controls.roles import button, label, with_role
from app.ui.results.thumbnails import ThumbnailCache, ThumbnailKey
from app.ui.results.wording import category_path

PICTURE = 128
ICON = 32
MOST_LISTED = 200


class HoverCard(QFrame):
    """Picture, title and category of one item."""

    def __init__(self, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        with_role(self, "well")
        self._thumbnails = thumbnails
        self._path = ""
        self.picture = QLabel()
        self.picture.setFixedHeight(PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        with_role(self.picture, "caption")
        self.title = label("", "strong", wrap=True)
        self.category = label("", "caption", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(4)
        for widget in (self.picture, self.title, self.category):
            layout.addWidget(widget)
        thumbnails.ready.connect(self._show_picture)
        self.clear()

    def show_item(self, catalog_map: CatalogMap, row: int) -> None:
        """Show one item."""
        self._path = catalog_map.thumbnails[row]
        self.picture.clear()
        self.title.setText(catalog_map.titles[row])
        self.title.show()
        self.category.show()
        self.category.setText(category_path(catalog_map.categories[row]))
        self._show_picture()

    def clear(self) -> None:
        """Say how to see an item."""
        self._path = ""
        self.title.hide()
        self.category.hide()
        self.picture.setText(self.tr("Point at an item to see it."))

    def _show_picture(self) -> None:
        if not self._path:
            return
        ratio = self.devicePixelRatioF()
        side = round(PICTURE * ratio)
        pixmap = self._thumbnails.pixmap(ThumbnailKey(self._path, side, side, 8))
        if pixmap is not None:
            shown = QPixmap(pixmap)
            shown.setDevicePixelRatio(ratio)
            self.picture.setPixmap(shown)


class SelectionList(QWidget):
    """The items that were chosen.

    Signals
    -------
    item_wanted
        Row of an item that the person wants to see on the map.
    cleared
        The person chooses nothing any more.
    """

    item_wanted = Signal(int)
    cleared = Signal()

    def __init__(self, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._map: CatalogMap | None = None
        self.count = label("", "strong")
        self.clear_button = button(self.tr("Clear"), "link", self.tr("Clear the selection"))
        self.list = QListWidget()
        with_role(self.list, "plain")
        self.list.setIconSize(QSize(ICON, ICON))
        self.list.setAccessibleName(self.tr("Selected items"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.clear_button.clicked.connect(self.cleared)
        self.list.currentItemChanged.connect(self._want)
        thumbnails.ready.connect(self._show_icons)
        self.hide()

    def show_rows(self, catalog_map: CatalogMap, rows: list[int]) -> None:
        """List items, the first few hundred of them."""
        self._map = catalog_map
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows[:MOST_LISTED]:
            entry = QListWidgetItem(catalog_map.titles[row])
            entry.setData(Qt.ItemDataRole.UserRole, row)
            entry.setToolTip(category_path(catalog_map.categories[row]))
            self.list.addItem(entry)
        self.list.blockSignals(False)
        self.count.setText(self.tr("%n item(s) selected", "", len(rows)))
        self._show_icons()
        self.setVisible(bool(rows))

    def _want(self, entry: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if entry is not None:
            self.item_wanted.emit(int(entry.data(Qt.ItemDataRole.UserRole)))

    def _show_icons(self) -> None:
        if self._map is None:
            return
        side = round(ICON * self.devicePixelRatioF())
        for place in range(self.list.count()):
            entry = self.list.item(place)
            if entry.icon().isNull():
                path = self._map.thumbnails[entry.data(Qt.ItemDataRole.UserRole)]
                pixmap = (
                    self._thumbnails.pixmap(ThumbnailKey(path, side, side, 4)) if path else None
                )
                if pixmap is not None and not pixmap.isNull():
                    entry.setIcon(QIcon(pixmap))
