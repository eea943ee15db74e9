"""The pictures of the query."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
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

SIDE = 80


class PictureTile(QWidget):
    """A preview with a button that removes the picture."""

    removal_wanted = Signal()

    def __init__(self, theme: ThemeController, report: MediumReport) -> None:
        super().__init__()
        self._theme = theme
        self._preview = QPixmap()
        self._preview.loadFromData(report.preview)
        name = file_name(report.path)
        self.setFixedSize(QSize(SIDE, SIDE))
        self.setToolTip(f"{name}\n{report.description}")
        self.setAccessibleName(name)
        self.remove = IconButton(
            theme, IconName.CLOSE, self.tr("Remove {name}").format(name=name), "text", 12
        )
        self.remove.setParent(self)
        self.remove.setFixedSize(22, 22)
        with_role(self.remove, "floating")
        self.remove.clicked.connect(self.removal_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in the upper right corner."""
        self.remove.move(self.width() - 26, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole picture on a ground, corners rounded."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(frame, 8, 8)
        painter.setClipPath(path)
        painter.fillRect(frame, QColor(self._theme.tokens.surface_raised))
        if not self._preview.isNull():
            size = self._preview.size().scaled(
                self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(frame.center())
            painter.drawPixmap(target, self._preview, QRectF(self._preview.rect()))


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
        self.more.setFixedSize(40, SIDE)
        self._flow.addWidget(self.more)
        self.body.addWidget(self.well)
        self.body.addWidget(self._tiles)
        self.well.open_wanted.connect(self.open_wanted)
        self.more.clicked.connect(self.open_wanted)
        model.media_changed.connect(self._show_media)
        self._show_media()

    def _show_media(self) -> None:
        reports = self.model.media(Modality.IMAGE)
        for tile in self._tiles.findChildren(PictureTile):
            self._flow.removeWidget(tile)
            tile.setParent(None)
            tile.deleteLater()
        self._flow.removeWidget(self.more)
        for report in reports:
            tile = PictureTile(self.theme, report)
            tile.removal_wanted.connect(lambda report=report: self.model.remove(report))
            self._flow.addWidget(tile)
        self._flow.addWidget(self.more)
        self.well.setVisible(not reports)
        self._tiles.setVisible(bool(reports))
