"""What a test leaves behind: threads, child processes, Qt timers, Qt threads, windows."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

GRACE_SECONDS = 3.0
# Library threads and processes that live as long as the interpreter does.
_LASTING_THREADS = ("TMonitor", "tqdm_monitor", "pytest_timeout", "fsspec")
_LASTING_PROCESSES = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")


@dataclass(frozen=True)
class Census:
    """Who was there before the test."""

    threads: frozenset[int]
    processes: frozenset[tuple[int, float]]
    qt_objects: frozenset[int]

    @classmethod
    def take(cls, with_qt: bool) -> Census:
        """Count what runs now."""
        return cls(
            frozenset(id(thread) for thread in threading.enumerate()),
            frozenset((child.pid, child.create_time()) for child in _children()),
            frozenset(id(item) for item in _live_qt_objects()) if with_qt else frozenset(),
        )

    def leaks(self, with_qt: bool) -> list[str]:
        """Name what runs now and did not before, after a short grace; end leaked processes."""
        found = [f"window or timer: {item!r}" for item in self._new_qt_objects()] if with_qt else []
        found += [f"thread: {thread.name}" for thread in self._new_threads()]
        return found + self._end_new_processes()

    def _new_threads(self) -> list[threading.Thread]:
        fresh = [
            thread
            for thread in threading.enumerate()
            if id(thread) not in self.threads and not thread.name.startswith(_LASTING_THREADS)
        ]
        for thread in fresh:
            if thread is not threading.current_thread():
                thread.join(GRACE_SECONDS)
        return [thread for thread in fresh if thread.is_alive()]

    def _end_new_processes(self) -> list[str]:
        fresh = [
            child for child in _children() if (child.pid, child.create_time()) not in self.processes
        ]
        _, alive = psutil.wait_procs(fresh, timeout=GRACE_SECONDS)
        found = [f"process {child.pid}: {_command(child)}" for child in alive]
        for child in alive:
            child.kill()
        psutil.wait_procs(alive, timeout=GRACE_SECONDS)
        return found

    def _new_qt_objects(self) -> list[QObject]:
        _let_qt_delete()
        return [item for item in _live_qt_objects() if id(item) not in self.qt_objects]


def _children() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE and not _is_lasting(child):
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def _is_lasting(process: psutil.Process) -> bool:
    command = _command(process)
    return any(name in command for name in _LASTING_PROCESSES)


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def _let_qt_delete() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _live_qt_objects() -> list[QObject]:
    """Running timers and threads, and visible windows."""
    from PySide6.QtCore import QObject, QThread, QTimer
    from PySide6.QtWidgets import QWidget
    from shiboken6 import Shiboken

    found: list[QObject] = []
    for item in gc.get_objects():
        if not issubclass(type(item), QObject) or not Shiboken.isValid(item):
            continue
        if (
            (isinstance(item, QTimer) and item.isActive())
            or (isinstance(item, QThread) and item.isRunning())
            or (isinstance(item, QWidget) and item.isWindow() and item.isVisible())
        ):
            found.append(item)
    return found
