"""Several tasks at a time, each from a thread that waits for a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import TypeVar

from app.core.progress import Cancellation

T = TypeVar("T")
R = TypeVar("R")

SECONDS_BETWEEN_LOOKS = 0.5


def _ignore() -> None:
    """Look at nothing."""


def run_side_by_side(
    tasks: Sequence[T],
    run: Callable[[T, Cancellation], R],
    take: Callable[[T, R], None],
    *,
    workers: int,
    cancellation: Cancellation,
    look: Callable[[], None] = _ignore,
) -> None:
    """Run all tasks, and take each result as soon as it is there.

    Parameters
    ----------
    run
        Runs one, called from as many threads as there are workers; ends soon after its
        cancellation, as :func:`~app.engine.worker.run_apart` does.
    take
        Called in the caller's thread.
    cancellation
        Stops all; so does the first task that fails, or result that cannot be taken.
    look
        Called in the caller's thread at the start and now and then.

    Raises
    ------
    Cancelled
        When asked to stop; what was taken is finished.
    TriadError
        What ``run`` or ``take`` raised first.
    """
    stop = Cancellation()
    cancellation.when_cancelled(stop.cancel)
    with ThreadPoolExecutor(workers, thread_name_prefix="side-by-side") as pool:
        waiting = {pool.submit(run, task, stop): task for task in tasks}
        try:
            while waiting:
                look()
                done, _ = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
                for one in done:
                    take(waiting.pop(one), one.result())
        finally:
            stop.cancel()
            pool.shutdown(cancel_futures=True)
