"""Thumbnails read by a few threads and kept within a bound, so that painting never waits."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPixmap

BYTES_KEPT = 48 * 1024 * 1024
WAITING_KEPT = 96
READERS = 2


class ThumbnailKey(NamedTuple):
    """Which thumbnail at which size: file, tile and corner radius in device pixels."""

    path: str
    width: int
    height: int
    radius: int


class _Read(QRunnable):
    """Read one thumbnail in a thread of the pool."""

    def __init__(self, cache: ThumbnailCache, key: ThumbnailKey) -> None:
        super().__init__()
        self._cache = cache
        self._key = key

    def run(self) -> None:
        self._cache.image_read.emit(self._key, read_thumbnail(self._key))


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
    """Give thumbnails that are ready, and fetch those that are not.

    Newest wishes are read first; wishes that were scrolled past long ago are dropped.

    Signals
    -------
    ready
        A thumbnail came; whoever paints may ask again.
    image_read
        For the readers' threads only: key and image.
    """

    ready = Signal()
    image_read = Signal(object, QImage)

    def __init__(self, parent: QObject | None = None, bytes_kept: int = BYTES_KEPT) -> None:
        super().__init__(parent)
        self._bytes_kept = bytes_kept
        self._bytes = 0
        self._kept: OrderedDict[ThumbnailKey, QPixmap] = OrderedDict()
        self._waiting: OrderedDict[ThumbnailKey, None] = OrderedDict()
        self._reading: set[ThumbnailKey] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(READERS)
        self.image_read.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    @property
    def bytes_in_use(self) -> int:
        """Bytes of the thumbnails that are kept now."""
        return self._bytes

    def pixmap(self, key: ThumbnailKey) -> QPixmap | None:
        """Return a thumbnail at once, or ``None`` while it is being read.

        A null pixmap means that the file is missing or no picture.
        """
        if not key.path:
            return QPixmap()
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        if key not in self._reading:
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            while len(self._waiting) > WAITING_KEPT:
                self._waiting.popitem(last=False)
            self._read_next()
        return None

    def close(self) -> None:
        """Drop all wishes and wait for the reads that run."""
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()

    def _read_next(self) -> None:
        while self._waiting and len(self._reading) < READERS:
            key, _ = self._waiting.popitem(last=True)
            self._reading.add(key)
            self._pool.start(_Read(self, key))

    @Slot(object, QImage)
    def _keep(self, key: ThumbnailKey, image: QImage) -> None:
        self._reading.discard(key)
        self._kept[key] = QPixmap.fromImage(image)
        self._bytes += image.sizeInBytes()
        while self._bytes > self._bytes_kept and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.width() * dropped.height() * 4
        self._read_next()
        self.ready.emit()
