"""Progress bars of libraries leave nothing behind."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import multiprocessing.synchronize, threading
from app.encoders.progress_bars import quieten_progress_bars

made = []
start = multiprocessing.synchronize.SemLock.__init__
multiprocessing.synchronize.SemLock.__init__ = lambda *a, **k: (made.append(1), start(*a, **k))[1]
quieten_progress_bars()
from tqdm import tqdm
for _ in tqdm(range(3)):
    pass
print(len(made), threading.active_count())
"""


def test_a_bar_takes_no_semaphore_and_leaves_no_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["0", "1"]
