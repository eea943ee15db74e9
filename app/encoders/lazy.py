"""Load a model at its first use, once, whichever thread asks first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A value that is made at the first :meth:`get`.

    A failure is raised to whoever asked and tried again at the next call.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[T] | None = None

    @property
    def made(self) -> T | None:
        """The value if it was made already."""
        return self._made[0] if self._made else None

    def get(self) -> T:
        """Return the value; make it when this is the first call."""
        with self._lock:
            if self._made is None:
                self._made = (self._make(),)
            return self._made[0]
