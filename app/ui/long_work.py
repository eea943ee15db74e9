"""All long work of the window as one line that can be stopped."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.core.progress import Progress


class Stoppable(Protocol):
    """Work that tells how far it is and can be cancelled."""

    @property
    def progressed(self) -> SignalInstance:
        """Tells a :class:`Progress`, or ``None`` at the end."""

    def cancel(self) -> None:
        """Stop at the next step."""


class LongWork(QObject):
    """Show of several long works the one that began last.

    Parameters
    ----------
    works
        Each with a ``progressed`` signal of :class:`Progress`, or ``None`` at its end.

    Signals
    -------
    changed
        The :class:`Progress` to show, or ``None`` when nothing is at work.
    """

    changed = Signal(object)

    def __init__(self, *works: Stoppable) -> None:
        super().__init__()
        self._running: dict[int, Progress] = {}
        self._works = works
        for place, work in enumerate(works):
            work.progressed.connect(partial(self._take, place))

    @property
    def progress(self) -> Progress | None:
        """What is shown now."""
        return self._running[self._last] if self._running else None

    def cancel(self) -> None:
        """Stop the work that is shown."""
        if self._running:
            self._works[self._last].cancel()

    @property
    def _last(self) -> int:
        return list(self._running)[-1]

    def _take(self, place: int, progress: Progress | None) -> None:
        if progress is None:
            self._running.pop(place, None)
        else:
            self._running[place] = progress
        self.changed.emit(self.progress)
