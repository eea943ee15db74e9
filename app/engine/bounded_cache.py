"""A mapping of bounded size that forgets what was not used for longest."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _one(_: object) -> int:
    return 1


class BoundedCache(Generic[K, V]):
    """Least-recently-used cache, safe to use from several threads.

    Parameters
    ----------
    capacity
        How many entries are kept, 1 or more; or how much, in the unit of ``size_of``.
    size_of
        How much of the capacity an entry takes, always the same for one entry; 1 by default.
        What was put last stays, however much it takes.
    """

    def __init__(self, capacity: int, size_of: Callable[[V], int] = _one) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity} is below 1")
        self._capacity, self._size_of = capacity, size_of
        self._entries: OrderedDict[K, V] = OrderedDict()
        self._taken = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | None:
        """Return the entry and count it as just used, or ``None``."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key]

    def put(self, key: K, value: V) -> None:
        """Add or replace an entry; those unused for longest may have to go."""
        with self._lock:
            self._remove(key)
            self._entries[key] = value
            self._taken += self._size_of(value)
            while self._taken > self._capacity and len(self._entries) > 1:
                self._remove(next(iter(self._entries)))

    def discard(self, key: K) -> None:
        """Forget an entry, if it is there."""
        with self._lock:
            self._remove(key)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._taken = 0

    def _remove(self, key: K) -> None:
        if key in self._entries:
            self._taken -= self._size_of(self._entries.pop(key))
