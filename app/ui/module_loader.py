"""Modules that are imported beside the event loop, before they are needed.

Imported in the window's own thread, the plotting library (which brings numpy) would stall the
event loop for a third of a second and a page for 50 ms; in a thread of its own the longest stall
is about 10 ms.
"""

from __future__ import annotations

import gc
import importlib
import sys
import threading

from PySide6.QtCore import QObject, Signal


class ModuleLoader(QObject):
    """Import modules once, and say when they are there.

    Parameters
    ----------
    modules
        Their names.

    Signals
    -------
    loaded
        All are there, or one cannot be imported: then a sentence that says why.
    """

    loaded = Signal(str)
    _imported = Signal(str)

    def __init__(self, *modules: str) -> None:
        super().__init__()
        self._modules = modules
        self._thread: threading.Thread | None = None
        self._imported.connect(self._tell)

    @property
    def is_loaded(self) -> bool:
        """Whether all modules are there now."""
        return self._thread is None and all(name in sys.modules for name in self._modules)

    def load(self) -> None:
        """Import the modules unless that is done or at work; ``loaded`` follows."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._import, name="import", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Wait until an import that began is over."""
        if self._thread is not None:
            self._thread.join()

    def _import(self) -> None:
        try:
            for name in self._modules:
                importlib.import_module(name)
        except ImportError as error:
            self._imported.emit(str(error))
        else:
            self._imported.emit("")

    def _tell(self, problem: str) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        # Modules stay; looking for garbage in them would stall the event loop for 50 ms.
        gc.freeze()
        self.loaded.emit(problem)
