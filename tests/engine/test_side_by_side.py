from __future__ import annotations

import threading

import pytest

from app.core.errors import Cancelled, InputError
from app.core.progress import Cancellation
from app.engine.side_by_side import run_side_by_side

PATIENCE = 30


def until_stopped(stop: Cancellation) -> None:
    """Wait as a long task does, and end as it does when it is not wanted any more."""
    stopped = threading.Event()
    stop.when_cancelled(stopped.set)
    assert stopped.wait(PATIENCE)
    stop.check()


def test_as_many_run_at_once_as_there_are_workers_and_all_are_taken_here() -> None:
    together = threading.Barrier(2, timeout=PATIENCE)
    taken = {}
    here = threading.get_ident()

    def run(task: int, _: Cancellation) -> int:
        together.wait()  # one alone would never get on
        return task * task

    def take(task: int, result: int) -> None:
        assert threading.get_ident() == here
        taken[task] = result

    run_side_by_side(range(6), run, take, workers=2, cancellation=Cancellation())
    assert taken == {task: task * task for task in range(6)}


def test_one_worker_takes_one_after_the_other() -> None:
    order = list[int]()
    run_side_by_side(
        range(5),
        lambda task, _: order.append(task),
        lambda *_: None,
        workers=1,
        cancellation=Cancellation(),
    )
    assert order == list(range(5))


def test_the_first_that_fails_stops_all() -> None:
    is_waiting = threading.Event()

    def run(task: str, stop: Cancellation) -> None:
        if task == "fails":
            assert is_waiting.wait(PATIENCE)
            raise InputError(task, "cannot be done")
        is_waiting.set()
        until_stopped(stop)

    tasks = ["waits", "fails", "waits as well"]
    with pytest.raises(InputError, match="fails: cannot be done"):
        run_side_by_side(tasks, run, lambda *_: None, workers=2, cancellation=Cancellation())


def test_a_result_that_cannot_be_kept_stops_all() -> None:
    def run(task: str, stop: Cancellation) -> None:
        if task == "waits":
            until_stopped(stop)

    def take(task: str, _: None) -> None:
        raise InputError(task, "cannot be kept")

    with pytest.raises(InputError, match="done: cannot be kept"):
        run_side_by_side(["waits", "done"], run, take, workers=2, cancellation=Cancellation())


def test_a_cancel_stops_all_and_keeps_what_was_taken() -> None:
    cancellation, taken = Cancellation(), list[int]()

    def run(task: int, stop: Cancellation) -> None:
        if task:
            until_stopped(stop)

    def take(task: int, _: None) -> None:
        taken.append(task)
        cancellation.cancel()

    with pytest.raises(Cancelled):
        run_side_by_side(range(4), run, take, workers=2, cancellation=cancellation)
    assert taken == [0]
