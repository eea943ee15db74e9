"""What the pointer is on, and what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import CatalogMap
from app.ui.controls.elided_label import ElidedLabel
from app.ui.controls.roles import button, label, with_role
from app.ui.results.thumbnails import ThumbnailCache, ThumbnailKey
from app.ui.results.wording import category_path

PICTURE = 88
ICON = 32
GAP = 8
MOST_LISTED = 200


class HoverCard(QFrame):
    """Picture, title and category of one item.

    Signals
    -------
    query_wanted
        Path of the picture of the item that is shown: the person wants to ask with it.
    """

    query_wanted = Signal(str)

    def __init__(self, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        with_role(self, "well")
        self._thumbnails = thumbnails
        self._path = ""
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE, PICTURE)
        self.title, self.category = ElidedLabel("strong"), ElidedLabel("caption")
        self.hint = label(self.tr("Point at an item to see it."), "caption", wrap=True)
        self.ask = button(self.tr("Ask with it"), "link", self.tr("Ask with this item"))
        self.ask.clicked.connect(lambda: self.query_wanted.emit(self._path))
        text = QVBoxLayout()
        text.setSpacing(4)
        for widget in (self.title, self.category, self.hint):
            text.addWidget(widget)
        text.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        text.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text, 1)
        thumbnails.ready.connect(self._show_picture)
        self.clear()

    def show_item(self, catalog_map: CatalogMap, row: int) -> None:
        """Show one item."""
        self._path = catalog_map.thumbnails[row]
        self.picture.clear()
        self.title.show_text(catalog_map.titles[row])
        self.category.show_text(category_path(catalog_map.categories[row]))
        self._show_parts(is_shown=True)
        self._show_picture()

    def clear(self) -> None:
        """Say how to see an item."""
        self._path = ""
        self._show_parts(is_shown=False)

    def _show_parts(self, is_shown: bool) -> None:
        for widget in (self.title, self.category):
            widget.setVisible(is_shown)
        self.picture.setVisible(is_shown and bool(self._path))
        self.ask.setVisible(is_shown and bool(self._path))
        self.hint.setVisible(not is_shown)

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
    """The items that were chosen, and below them what can be done with them.

    Parameters
    ----------
    thumbnails
        Gives the pictures.
    actions
        Stands below the list.

    Signals
    -------
    item_wanted
        Row of an item that the person wants to see on the map.
    """

    item_wanted = Signal(int)

    def __init__(self, thumbnails: ThumbnailCache, actions: QWidget) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._map: CatalogMap | None = None
        self.count = label("", "strong")
        self.list = QListWidget()
        with_role(self.list, "plain")
        self.list.setIconSize(QSize(ICON, ICON))
        self.list.setAccessibleName(self.tr("Selected items"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.list.setMinimumHeight(2 * ICON)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        layout.addWidget(actions)
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
            # As wide as the list: a long title ends in dots.
            entry.setSizeHint(QSize(0, ICON + GAP))
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
