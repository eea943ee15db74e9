"""Thumbnails read between events and kept within a bound, so that painting never waits."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPixmap

BYTES_KEPT = 48 * 1024 * 1024
WAITING_KEPT = 96
BREATH_MILLISECONDS = 4


class ThumbnailKey(NamedTuple):
    """Which thumbnail at which size: file, tile and corner radius in device pixels."""

    path: str
    width: int
    height: int
    radius: int


def read_thumbnail(key: ThumbnailKey) -> QImage:
    """Read a picture, fit it on a white tile with rounded corners.

    Returns
    -------
    QImage
        Of the key's size, or a null image when the file cannot be read.
    """
    reader = QImageReader(key.path)
    size = reader.size()
    if size.width() > key.width or size.height() > key.height:
        reader.setScaledSize(_fitted(size, key))
    image = reader.read()
    if image.isNull():
        return image
    tile = QImage(key.width, key.height, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, key.width, key.height), key.radius, key.radius)
    painter.setClipPath(outline)
    painter.fillPath(outline, QColor(Qt.GlobalColor.white))
    image = image.scaled(
        _fitted(image.size(), key),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (key.width - image.width()) // 2, (key.height - image.height()) // 2
    painter.drawImage(left, top, image)
    painter.end()
    return tile


def _fitted(size: QSize, key: ThumbnailKey) -> QSize:
    inner = QSize(round(key.width * 0.9), round(key.height * 0.9))
    fitted = size.scaled(inner, Qt.AspectRatioMode.KeepAspectRatio)
    return fitted.expandedTo(QSize(1, 1))


class ThumbnailCache(QObject):
    """Give thumbnails that are ready, and read the others between two events.

    A few milliseconds of reading at a time leave the window free; newest wishes are
    served first, and wishes that were scrolled past long ago are dropped.

    Signals
    -------
    ready
        Thumbnails came; whoever paints may ask again.
    """

    ready = Signal()

    def __init__(self, parent: QObject | None = None, bytes_kept: int = BYTES_KEPT) -> None:
        super().__init__(parent)
        self._bytes_kept = bytes_kept
        self._bytes = 0
        self._kept: OrderedDict[ThumbnailKey, QPixmap] = OrderedDict()
        self._waiting: OrderedDict[ThumbnailKey, None] = OrderedDict()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_some)

    @property
    def bytes_in_use(self) -> int:
        """Bytes of the thumbnails that are kept now."""
        return self._bytes

    def pixmap(self, key: ThumbnailKey) -> QPixmap | None:
        """Return a thumbnail at once, or ``None`` while it has not been read.

        A null pixmap means that the file is missing or no picture.
        """
        if not key.path:
            return QPixmap()
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        self._waiting[key] = None
        self._waiting.move_to_end(key)
        while len(self._waiting) > WAITING_KEPT:
            self._waiting.popitem(last=False)
        if not self._soon.isActive():
            self._soon.start()
        return None

    def _read_some(self) -> None:
        elapsed = QElapsedTimer()
        elapsed.start()
        while self._waiting and elapsed.elapsed() < BREATH_MILLISECONDS:
            key, _ = self._waiting.popitem(last=True)
            self._keep(key, QPixmap.fromImage(read_thumbnail(key)))
        if self._waiting:
            self._soon.start()
        self.ready.emit()

    def _keep(self, key: ThumbnailKey, pixmap: QPixmap) -> None:
        self._kept[key] = pixmap
        self._bytes += _bytes_of(pixmap)
        while self._bytes > self._bytes_kept and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _bytes_of(dropped)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
