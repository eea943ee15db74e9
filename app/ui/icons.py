"""Line icons of our own, drawn in the colour of the theme.

The drawings are SVG files in ``resources/icons`` on a 24 by 24 grid, stroked with
``currentColor``; this module fills in the colour and renders them sharply.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache, QScreen
from PySide6.QtSvg import QSvgRenderer

import resources
from app.core.modality import PerModality

DISABLED_OPACITY = 0.38

FOLDER = Path(resources.__path__[0]) / "icons"
"""Read directly: ``importlib.resources`` would cost the first picture 40 ms."""


class IconName(str, Enum):
    """An icon; the value is the file's stem in ``resources/icons``."""

    IMAGE = "image"
    TEXT = "text"
    AUDIO = "audio"
    MICROPHONE = "microphone"
    STOP = "stop"
    PLAY = "play"
    PAUSE = "pause"
    MUTE = "mute"
    UNMUTE = "unmute"
    CLOSE = "close"
    OPEN = "open"
    PASTE = "paste"
    COPY = "copy"
    LIST = "list"
    GRID = "grid"
    SORT = "sort"
    SETTINGS = "settings"
    SUN = "sun"
    MOON = "moon"
    CONTRAST = "contrast"
    WARNING = "warning"
    INFO = "info"
    CHECK = "check"
    SEARCH = "search"
    CHEVRON_UP = "chevron_up"
    CHEVRON_DOWN = "chevron_down"
    CHEVRON_LEFT = "chevron_left"
    CHEVRON_RIGHT = "chevron_right"
    FOLDER = "folder"
    DOWNLOAD = "download"
    REFRESH = "refresh"
    PLUS = "plus"
    TRASH = "trash"
    EDIT = "edit"
    EYE = "eye"
    EYE_OFF = "eye_off"
    BOX = "box"
    CIRCLE = "circle"
    PROCESSOR = "processor"
    LANGUAGE = "language"
    LIKE = "like"
    DISLIKE = "dislike"
    SAVE = "save"
    SKIP = "skip"
    STAR = "star"
    STAR_HALF = "star_half"
    STAR_FILLED = "star_filled"
    HISTORY = "history"
    PERSON = "person"
    SURPRISE = "surprise"
    UNDO = "undo"


MODALITY_ICONS: PerModality[IconName] = PerModality(IconName.IMAGE, IconName.TEXT, IconName.AUDIO)


@lru_cache(maxsize=len(IconName))
def _drawing(name: IconName) -> str:
    return (FOLDER / f"{name.value}.svg").read_text("utf-8")


def icon_pixmap(
    name: IconName, colour: str | QColor, size: int = 20, ratio: float = 1.0, opacity: float = 1.0
) -> QPixmap:
    """Render an icon, or find it among those that were rendered.

    Parameters
    ----------
    name
        Which icon.
    colour
        Colour of its strokes, ``#rrggbb`` or a QColor (which may be translucent).
    size
        Side in device-independent pixels.
    ratio
        Device pixels for each of them.
    opacity
        0 to 1.

    Returns
    -------
    QPixmap
        Square and transparent, with its device pixel ratio set.
    """
    wanted = QColor(colour)
    side = max(1, round(size * ratio))
    key = f"{name.value} {wanted.rgba()} {side} {ratio} {opacity}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    pixmap = _rendered(name, wanted, side, opacity)
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _rendered(name: IconName, wanted: QColor, side: int, opacity: float) -> QPixmap:
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = _drawing(name).replace("currentColor", wanted.name())
    painter = QPainter(pixmap)
    painter.setOpacity(opacity * wanted.alphaF())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def icon(name: IconName, colour: str | QColor, size: int = 20) -> QIcon:
    """Return an icon that is sharp on every screen that is connected.

    Parameters
    ----------
    name
        Which icon.
    colour
        Colour of its strokes, ``#rrggbb`` or a QColor.
    size
        Side in device-independent pixels.
    """
    made = QIcon()
    for ratio in sorted({screen.devicePixelRatio() for screen in _screens()} or {1.0}):
        made.addPixmap(icon_pixmap(name, colour, size, ratio))
        faded = icon_pixmap(name, colour, size, ratio, DISABLED_OPACITY)
        made.addPixmap(faded, QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """Return the program's own icon in all its sizes."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256, 512):
        made.addFile(str(FOLDER / f"triad-{side}.png"), QSize(side, side))
    return made


def application_pixmap(size: int, ratio: float = 1.0) -> QPixmap:
    """Return the program's own icon, ``size`` device-independent pixels wide."""
    pixmap = QPixmap(str(FOLDER / "triad-256.png")).scaledToWidth(
        round(size * ratio), Qt.TransformationMode.SmoothTransformation
    )
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _screens() -> list[QScreen]:
    return QGuiApplication.screens()
