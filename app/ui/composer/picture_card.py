"""The pictures of the query."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.modality import Modality
from app.engine.messages import MediumReport
from app.ui.composer.card import ModalityCard
from app.ui.composer.drop_well import DropWell
from app.ui.composer.file_name import file_name
from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import with_role
from app.ui.icons import IconName
from app.ui.query_model import QueryModel
from app.ui.theme import ThemeController

SIDE, COMPACT_SIDE = 88, 64
OVERHANG = 7
"""How far the remove button stands out of the tile, so that it hides little of the picture."""
PADDING = 5


class PictureTile(QWidget):
    """A preview with a button that removes the picture."""

    removal_wanted = Signal()

    def __init__(self, theme: ThemeController, report: MediumReport) -> None:
        super().__init__()
        self._theme = theme
        self._preview = QPixmap()
        self._preview.loadFromData(report.preview)
        name = file_name(report.path)
        self.setToolTip(f"{name}\n{report.description}")
        self.setAccessibleName(name)
        self.remove = IconButton(
            theme, IconName.CLOSE, self.tr("Remove {name}").format(name=name), "text", 12
        )
        self.remove.setParent(self)
        self.remove.setFixedSize(22, 22)
        with_role(self.remove, "floating")
        self.remove.clicked.connect(self.removal_wanted)
        self.set_side(SIDE)

    def set_side(self, side: int) -> None:
        """Make the tile ``side`` pixels wide and high."""
        self.setFixedSize(QSize(side + OVERHANG, side + OVERHANG))

    @property
    def picture_area(self) -> QRectF:
        """Where the whole picture is painted, in the tile's coordinates."""
        room = self._tile.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        size = self._preview.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(room.center())
        return area

    @property
    def _tile(self) -> QRectF:
        side = self.width() - OVERHANG
        return QRectF(0.5, OVERHANG + 0.5, side - 1, side - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the upper right corner."""
        self.remove.move(self.width() - self.remove.width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole picture on a white tile."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1.0))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(self._tile, 8, 8)
        if not self._preview.isNull():
            painter.drawPixmap(self.picture_area, self._preview, QRectF(self._preview.rect()))
        painter.end()


class PictureCard(ModalityCard):
    """Previews of all pictures, and ways to add one.

    Signals
    -------
    open_wanted
        The person wants to choose pictures.
    """

    open_wanted = Signal()

    def __init__(self, theme: ThemeController, model: QueryModel) -> None:
        super().__init__(theme, model, Modality.IMAGE, self.tr("Picture"))
        self.well = DropWell(
            theme,
            self.tr("Drop or paste a picture"),
            self.tr("Open…"),
            self.tr("Open pictures"),
        )
        self._tiles = QWidget()
        self._flow = FlowLayout(self._tiles)
        self.more = IconButton(theme, IconName.PLUS, self.tr("Add another picture"))
        self._side = SIDE
        self._flow.addWidget(self.more)
        self.body.addWidget(self.well)
        self.body.addWidget(self._tiles)
        self.well.open_wanted.connect(self.open_wanted)
        self.more.clicked.connect(self.open_wanted)
        model.media_changed.connect(self._show_media)
        self.set_compact(False)
        self._show_media()

    def set_compact(self, compact: bool) -> None:
        """Take less height, for low windows."""
        super().set_compact(compact)
        self._side = COMPACT_SIDE if compact else SIDE
        for tile in self._tiles.findChildren(PictureTile):
            tile.set_side(self._side)
        self.more.setFixedSize(40, self._side + OVERHANG)

    def _show_media(self) -> None:
        reports = self.model.media(Modality.IMAGE)
        for tile in self._tiles.findChildren(PictureTile):
            self._flow.removeWidget(tile)
            tile.setParent(None)
            tile.deleteLater()
        self._flow.removeWidget(self.more)
        for report in reports:
            tile = PictureTile(self.theme, report)
            tile.set_side(self._side)
            tile.removal_wanted.connect(lambda report=report: self.model.remove(report))
            self._flow.addWidget(tile)
        self._flow.addWidget(self.more)
        self.well.setVisible(not reports)
        self._tiles.setVisible(bool(reports))
