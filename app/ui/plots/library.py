"""The plotting library, loaded beside the event loop when a page first draws a curve.

It brings numpy along. Imported in the window's own thread it would stall the event loop
for a third of a second; in a thread of its own the longest stall is about 10 ms.
"""

from __future__ import annotations

import importlib
import sys
import threading

from PySide6.QtCore import QObject, Signal

MODULE = "pyqtgraph"


class PlotLibrary(QObject):
    """Say when curves can be drawn.

    Signals
    -------
    loaded
        The library is there, or it cannot be imported: then a sentence that says why.
    """

    loaded = Signal(str)
    _imported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._imported.connect(self._tell)

    @property
    def is_loaded(self) -> bool:
        """Whether curves can be drawn now."""
        return self._thread is None and MODULE in sys.modules

    def load(self) -> None:
        """Import the library unless that is done or at work; ``loaded`` follows."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._import, name="plots", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Wait until an import that began is over."""
        if self._thread is not None:
            self._thread.join()

    def _import(self) -> None:
        try:
            importlib.import_module(MODULE)
        except ImportError as error:
            self._imported.emit(str(error))
        else:
            self._imported.emit("")

    def _tell(self, problem: str) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        self.loaded.emit(problem)
