"""One writer at a time: a lock that another process, or thread, can feel."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from app.core.errors import CatalogError, StorageError


class WriterLock:
    """The right to write to one catalog; held again by the same thread, it nests.

    The lock is the operating system's, so it goes with a process that is killed.

    Parameters
    ----------
    file
        The lock file; it is created when needed and stays.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._threads = threading.RLock()
        self._processes = FileLock(file, thread_local=False)

    @contextmanager
    def hold(self, timeout: float = 5.0) -> Iterator[None]:
        """Hold the lock inside the block.

        Parameters
        ----------
        timeout
            Seconds to wait for another writer.

        Raises
        ------
        CatalogError
            When another writer does not let go in time.
        StorageError
            When the folder may not be written to.
        """
        if not self._threads.acquire(timeout=timeout):
            raise self._busy()
        try:
            self._acquire_from_processes(timeout)
            try:
                yield
            finally:
                self._processes.release()
        finally:
            self._threads.release()

    def _acquire_from_processes(self, timeout: float) -> None:
        try:
            self._processes.acquire(timeout=timeout)
        except Timeout:
            raise self._busy() from None
        except OSError as error:
            raise StorageError(
                self._file.parent,
                f"cannot be written ({error.strerror}); check its permissions and free space",
            ) from error

    def _busy(self) -> CatalogError:
        return CatalogError(
            self._file.parent.name,
            "is busy: another process is writing to it; wait until it is done and try again",
        )
