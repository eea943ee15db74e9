"""Lanes: order, supersession, cancel, and one reply for every request."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.core.errors import EngineError, MediaError
from app.core.progress import Progress, Stage
from app.core.query import Query
from app.engine.messages import (
    Cancel,
    Command,
    Failure,
    FailureKind,
    GetItem,
    GetStatus,
    Hello,
    Inspect,
    Job,
    Level,
    Microphones,
    Outcome,
    Partial,
    Recommend,
    Reply,
    Report,
    Request,
    Result,
)
from app.engine.process import start_child
from app.engine.service import Channel, Lane

NOTHING = Microphones((), "nothing")


def order(text: str) -> Recommend:
    return Recommend(Query(texts=(text,)))


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[Connection[Command, Reply]]:
    process, connection = start_child("tests.engine.toy_service", tmp_path)
    assert isinstance(connection.recv(), Hello)
    yield connection
    connection.close()
    process.join(20)


def replies_until_end(connection: Connection[Command, Reply], number: int) -> list[Reply]:
    """All replies up to the one that ends the job of that number."""
    replies: list[Reply] = []
    while True:
        assert connection.poll(30), f"no end of job {number} within 30 s"
        replies.append(connection.recv())
        last = replies[-1]
        if isinstance(last, (Result, Failure)) and last.number == number:
            return replies


def ends(replies: list[Reply]) -> dict[int, Reply]:
    return {one.number: one for one in replies if isinstance(one, (Result, Failure))}


def test_progress_and_partials_come_before_the_result(
    toy: Connection[Command, Reply], tmp_path: Path
) -> None:
    toy.send(Request(1, order("apple")))
    assert replies_until_end(toy, 1) == [
        Report(1, Progress(Stage.ENCODE, 1, 2, "apple")),
        Partial(1, Level(0.5, 0.5, 0.0)),
        Result(1, Microphones((), f"apple in {tmp_path.name}")),
    ]


def test_a_newer_query_supersedes_a_running_one(toy: Connection[Command, Reply]) -> None:
    toy.send(Request(1, order("hang")))
    toy.send(Request(2, order("apple")))
    done = ends(replies_until_end(toy, 2))
    assert done[1] == Failure(1, FailureKind.SUPERSEDED, "job", "superseded")
    assert isinstance(done[2], Result)


def test_queries_that_wait_are_superseded_by_the_newest(toy: Connection[Command, Reply]) -> None:
    for number in range(1, 9):
        toy.send(Request(number, order("hang")))
    toy.send(Request(9, order("apple")))
    done = ends(replies_until_end(toy, 9))
    assert sorted(done) == list(range(1, 10)), "every request is answered once"
    older = [Failure(number, FailureKind.SUPERSEDED, "job", "superseded") for number in range(1, 9)]
    assert [done[number] for number in range(1, 9)] == older


def test_another_lane_goes_on_while_a_query_hangs(toy: Connection[Command, Reply]) -> None:
    toy.send(Request(1, order("hang")))
    toy.send(Request(2, GetStatus()))
    assert 1 not in ends(replies_until_end(toy, 2))
    toy.send(Cancel(1))
    assert replies_until_end(toy, 1)[-1] == Failure(1, FailureKind.CANCELLED, "job", "cancelled")


def test_cancelling_what_is_unknown_or_done_changes_nothing(
    toy: Connection[Command, Reply],
) -> None:
    toy.send(Cancel(77))
    toy.send(Request(1, order("apple")))
    replies_until_end(toy, 1)
    toy.send(Cancel(1))
    toy.send(Request(2, order("pear")))
    assert isinstance(replies_until_end(toy, 2)[-1], Result)


def test_an_input_error_keeps_what_and_why(toy: Connection[Command, Reply]) -> None:
    toy.send(Request(1, Inspect("broken.png")))
    expected = Failure(1, FailureKind.INPUT, "broken.png", "cannot be read; choose another file")
    assert replies_until_end(toy, 1)[-1] == expected


def test_a_fault_of_ours_is_told_and_the_lane_lives_on(toy: Connection[Command, Reply]) -> None:
    toy.send(Request(1, GetItem("c", "i")))
    failure = replies_until_end(toy, 1)[-1]
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.FAULT
    assert "ZeroDivisionError" in failure.why
    toy.send(Request(2, GetStatus()))
    assert isinstance(replies_until_end(toy, 2)[-1], Result)


class LaneOfGates:
    """A lane in this process whose jobs wait for a gate, and the replies that it sent."""

    def __init__(self, newest_only: bool) -> None:
        self.replies: list[Reply] = []
        self.started = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)
        self.lane = Lane("gates", self._execute, self.replies.append, newest_only)

    def _execute(self, job: Job, channel: Channel) -> Outcome:
        self.started.release()
        self.gate.acquire()
        assert isinstance(job, Inspect)
        if job.path == "input":
            raise MediaError("it", "is bad")
        if job.path == "fault":
            raise EngineError("it", "is our fault")
        if job.path == "memory":
            raise MemoryError
        channel.partial(Level(0.0, 0.0, 0.0))
        return NOTHING

    def finish(self) -> list[Reply]:
        self.lane.close()
        self.gate.release(10)
        self.lane.join(20)
        return self.replies


def test_an_answer_that_comes_too_late_is_dropped() -> None:
    gates = LaneOfGates(newest_only=True)
    gates.lane.submit(Request(1, Inspect("a")))
    gates.started.acquire()
    gates.lane.submit(Request(2, Inspect("b")))
    gates.gate.release(2)
    gates.started.acquire()
    replies = gates.finish()
    assert replies[0] == Failure(1, FailureKind.SUPERSEDED, "job", "superseded")
    assert Result(2, NOTHING) in replies


def test_jobs_of_an_ordered_lane_end_in_order() -> None:
    gates = LaneOfGates(newest_only=False)
    for number in range(5):
        gates.lane.submit(Request(number, Inspect("a")))
    gates.gate.release(5)
    for _ in range(5):
        gates.started.acquire()
    replies = gates.finish()
    assert [one.number for one in replies if isinstance(one, Result)] == list(range(5))


def test_a_waiting_job_is_cancelled_at_once() -> None:
    gates = LaneOfGates(newest_only=False)
    gates.lane.submit(Request(1, Inspect("a")))
    gates.started.acquire()
    gates.lane.submit(Request(2, Inspect("b")))
    gates.lane.cancel(2)
    assert gates.replies == [Failure(2, FailureKind.CANCELLED, "job", "cancelled")]
    gates.finish()


def test_closing_drops_what_waits_and_asks_the_running_job_to_stop() -> None:
    gates = LaneOfGates(newest_only=False)
    gates.lane.submit(Request(1, Inspect("a")))
    gates.started.acquire()
    gates.lane.submit(Request(2, Inspect("b")))
    replies = gates.finish()
    assert replies == [Result(1, NOTHING)], "no partial after the cancel, no second job"


@pytest.mark.parametrize(
    ("path", "kind", "word"),
    [
        ("input", FailureKind.INPUT, "bad"),
        ("fault", FailureKind.FAULT, "fault"),
        ("memory", FailureKind.FAULT, "memory"),
    ],
)
def test_errors_become_failures(path: str, kind: FailureKind, word: str) -> None:
    gates = LaneOfGates(newest_only=False)
    gates.lane.submit(Request(1, Inspect(path)))
    gates.started.acquire()
    (failure,) = gates.finish()
    assert isinstance(failure, Failure)
    assert failure.kind is kind
    assert word in failure.why
