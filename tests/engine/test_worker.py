"""Work in a process of its own: its result, its errors, its death, its end on cancel."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import psutil
import pytest

from app.core.errors import Cancelled, CatalogError, EngineError
from app.core.progress import Cancellation
from app.engine.worker import run_apart


def add(first: int, second: int) -> tuple[int, int]:
    return first + second, os.getpid()


def refuse() -> None:
    raise CatalogError("catalog", "is not there")


def stumble() -> None:
    raise ValueError("no such thing")


def die() -> None:
    os._exit(3)


def count(most: int, tell: Callable[[int], None]) -> str:
    for number in range(most):
        tell(number)
    return "done"


def never_end() -> None:
    threading.Event().wait()


def tell_who_never_ends(tell: Callable[[int], None]) -> None:
    tell(os.getpid())
    threading.Event().wait()


def test_the_result_comes_from_another_process() -> None:
    total, pid = run_apart(add, 2, 3, cancellation=Cancellation())
    assert total == 5
    assert pid != os.getpid()


def test_what_it_tells_is_heard_in_order() -> None:
    heard: list[int] = []
    assert run_apart(count, 5, cancellation=Cancellation(), hear=heard.append) == "done"
    assert heard == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("function", "kind", "text"),
    [
        (refuse, CatalogError, "catalog: is not there"),
        (stumble, EngineError, "ValueError: no such thing"),
        (die, EngineError, "ended early"),
    ],
)
def test_what_goes_wrong_is_told(function: object, kind: type[Exception], text: str) -> None:
    assert callable(function)
    with pytest.raises(kind, match=text):
        run_apart(function, cancellation=Cancellation())


def test_a_cancelled_process_is_gone() -> None:
    cancellation = Cancellation()
    timer = threading.Timer(0.5, cancellation.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        run_apart(never_end, cancellation=cancellation)
    timer.join()
    workers = [one for one in psutil.Process().children() if "spawn_main" in str(one.cmdline())]
    assert workers == []


def test_a_process_does_not_outlive_whoever_started_it() -> None:
    program = (
        "from app.core.progress import Cancellation\n"
        "from app.engine.worker import run_apart\n"
        "from tests.engine.test_worker import tell_who_never_ends\n"
        "if __name__ == '__main__':\n"
        "    hear = lambda pid: print(pid, flush=True)\n"
        "    run_apart(tell_who_never_ends, cancellation=Cancellation(), hear=hear)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    with starter:
        assert starter.stdout is not None
        worker = psutil.Process(int(starter.stdout.readline()))
        starter.kill()
    gone, left = psutil.wait_procs([worker], timeout=20)
    for one in left:
        one.kill()
    assert gone == [worker]
