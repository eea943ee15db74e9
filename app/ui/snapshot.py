"""Save a picture of the real window once it shows what was asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.engine.messages import Failure
from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.work_page import WorkPage

SETTLE_MS = 700
"""Thumbnails are read and rows have glided to their places by then."""

PATIENCE_MS = 180_000


class Snapshot(QObject):
    """Wait until nothing is in flight, save, and say how it ended.

    Parameters
    ----------
    window
        What to save a picture of.
    services
        Say when the answer is there.
    path
        The PNG to write.
    waits_for_answer
        Whether there is a query whose answer must be in the picture.
    page
        The page that must show all it asked for, or ``None``.

    Signals
    -------
    finished
        Exit code, and one line that says what went wrong or is empty.
    """

    finished = Signal(int, str)

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        path: Path,
        *,
        waits_for_answer: bool,
        page: WorkPage | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._save)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._patience.start()
        services.watch.failed.connect(self._refuse)
        services.asking.refused.connect(self._refuse)
        services.intake.refused.connect(self._refuse)
        services.suggesting.refused.connect(self._refuse)
        services.engine.gave_up.connect(self._give_up)
        if page is not None:
            page.settled.connect(self._settle.start)
        elif waits_for_answer:
            services.asking.completed.connect(self._settle.start)
        else:
            services.watch.status_changed.connect(lambda _: self._settle.start())

    def _save(self) -> None:
        active = QApplication.activeModalWidget()
        picture = (active if active is not None else self._window).grab()
        if picture.save(str(self._path)):
            self._finish(0, "")
        else:
            self._finish(2, f"{self._path}: cannot be written; name a PNG in a folder that exists")

    def _refuse(self, failure: Failure) -> None:
        self._finish(2 if failure.kind.value == "input" else 1, f"{failure.what}: {failure.why}")

    def _give_up(self) -> None:
        self._finish(1, "engine: gave no answer; run the same query with 'triad recommend'")

    def _finish(self, code: int, message: str) -> None:
        self._settle.stop()
        self._patience.stop()
        self.finished.emit(code, message)
