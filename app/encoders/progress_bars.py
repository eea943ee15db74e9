"""Keep the libraries' own progress bars from leaving anything behind."""

from __future__ import annotations

import threading

from tqdm import tqdm


def quieten_progress_bars() -> None:
    """Let progress bars start no thread that watches over them and take no system semaphore.

    Both would outlive the engine's work: the thread until the process ends, the semaphore
    (for bars of several processes) until Python's resource tracker complains of it.
    """
    tqdm.monitor_interval = 0
    tqdm.set_lock(threading.RLock())
