"""From drops, pastes and dialogs to media of the query, each looked at by the engine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from app.core.errors import StorageError
from app.core.home import Home
from app.core.modality import Modality
from app.engine.messages import Failure, FailureKind, Inspect, MediumReport, Outcome
from app.ui.engine_client import EngineClient, Handlers
from app.ui.query_model import QueryModel

ENCODED_PICTURES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "image/svg+xml": ".svg",
}
"""Encoded pictures that other programs offer, and how the file is named."""

MOST_AT_ONCE = 24
"""Files taken from one drop."""


class Intake(QObject):
    """Take whatever the person offers.

    Files are only named to the engine, which opens them in its own process. Pictures that
    come as data are written to the cache first.

    Parameters
    ----------
    engine
        Looks at the media.
    model
        Receives what was looked at.
    home
        Whose cache holds pictures that came as data.

    Signals
    -------
    looking_changed
        How many media are being looked at.
    refused
        A :class:`Failure` about one medium.
    """

    looking_changed = Signal(int)
    refused = Signal(object)

    def __init__(
        self, engine: EngineClient, model: QueryModel, home: Home, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._model = model
        self._home = home
        self._looking = 0

    @property
    def looking(self) -> int:
        """How many media are being looked at."""
        return self._looking

    def take_mime(self, mime: QMimeData) -> bool:
        """Take files, else a picture as data, else text; return whether there was any."""
        paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.take_paths(paths)
        elif mime.hasImage() or _encoded_format(mime):
            self._take_picture_data(mime)
        elif mime.hasText() and mime.text().strip():
            self.take_text(mime.text())
        else:
            return False
        return True

    def take_text(self, text: str) -> None:
        """Put text into the words field, after what stands there."""
        known = self._model.words.rstrip()
        self._model.set_words(f"{known}\n{text.strip()}" if known else text.strip())

    def take_paths(self, paths: list[str], modality: Modality | None = None) -> None:
        """Let the engine look at files; ``modality`` is the card they were meant for."""
        for path in paths[:MOST_AT_ONCE]:
            self._looking += 1
            self._engine.submit(Inspect(path, modality), Handlers(self._take_report, self._refuse))
        self.looking_changed.emit(self._looking)

    def _take_report(self, outcome: Outcome) -> None:
        self._count_down()
        if isinstance(outcome, MediumReport):
            self._model.add(outcome)

    def _refuse(self, failure: Failure) -> None:
        self._count_down()
        self.refused.emit(failure)

    def _count_down(self) -> None:
        self._looking -= 1
        self.looking_changed.emit(self._looking)

    def _take_picture_data(self, mime: QMimeData) -> None:
        data, suffix = _picture_bytes(mime)
        try:
            path = self._write(data, suffix)
        except (OSError, StorageError) as error:
            failure = Failure(0, FailureKind.INPUT, self.tr("pasted picture"), str(error))
            self.refused.emit(failure)
            return
        self.take_paths([str(path)], Modality.IMAGE)

    def _write(self, data: bytes, suffix: str) -> Path:
        import hashlib

        folder = self._home.ensure(self._home.cache / "pasted")
        path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}{suffix}"
        if not path.exists():
            path.write_bytes(data)
        return path


def _encoded_format(mime: QMimeData) -> str:
    return next((name for name in ENCODED_PICTURES if mime.hasFormat(name)), "")


def _picture_bytes(mime: QMimeData) -> tuple[bytes, str]:
    """Return encoded bytes as they are; encode only what came as pixels."""
    encoded = _encoded_format(mime)
    if encoded and (data := mime.data(encoded).data()):
        return bytes(data), ENCODED_PICTURES[encoded]
    image = mime.imageData()
    if not isinstance(image, QImage):
        return b"", ".png"
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(store.data()), ".png"
