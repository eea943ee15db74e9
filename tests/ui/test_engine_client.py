from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.core.home import Home
from app.core.query import Query
from app.engine.messages import (
    Answer,
    EngineStatus,
    Failure,
    FailureKind,
    GetStatus,
    Outcome,
    Recommend,
)
from app.engine.process import start_child
from app.ui.engine_client import MOST_RESTARTS, EngineClient, Handlers
from tests.ui.conftest import scripted

PATIENCE = 20_000


@pytest.fixture
def client(qtbot: QtBot, home: Home) -> Iterator[EngineClient]:
    made = EngineClient(scripted(home), first_pause_ms=1)
    yield made
    made.stop()


def kill(client: EngineClient) -> None:
    assert client.pid is not None
    os.kill(client.pid, signal.SIGKILL)


def ask(words: str) -> Recommend:
    return Recommend(Query(texts=(words,)))


def test_a_job_that_was_sent_before_the_child_is_up_gets_its_result(
    qtbot: QtBot, client: EngineClient
) -> None:
    results: list[Outcome] = []
    client.submit(GetStatus(), Handlers(results.append))
    client.start()
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE)
    assert isinstance(results[0], EngineStatus)


def test_what_was_in_flight_when_the_child_is_killed_is_answered_by_the_next(
    qtbot: QtBot, client: EngineClient
) -> None:
    results: list[Outcome] = []
    with qtbot.waitSignal(client.ready, timeout=PATIENCE):
        client.start()
    first = client.pid
    client.submit(ask("slow"), Handlers(results.append))
    with qtbot.waitSignals([client.engine_lost, client.ready], timeout=PATIENCE):
        kill(client)
    client.submit(GetStatus(), Handlers())
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE)
    assert isinstance(results[0], Answer)
    assert client.pid != first


def test_a_job_that_kills_the_child_twice_fails_and_the_others_go_on(
    qtbot: QtBot, client: EngineClient
) -> None:
    failures: list[Failure] = []
    results: list[Outcome] = []
    client.start()
    client.submit(ask("crash"), Handlers(failure=failures.append))
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    client.submit(ask("a red fruit"), Handlers(results.append))
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE)
    assert failures[0].kind is FailureKind.FAULT


def test_a_child_that_cannot_live_is_given_up_after_the_allowed_restarts(
    qtbot: QtBot, home: Home
) -> None:
    lost: list[str] = []
    client = EngineClient(lambda: start_child("tests.ui.dying_engine", home.root), first_pause_ms=1)
    client.engine_lost.connect(lost.append)
    with qtbot.waitSignal(client.gave_up, timeout=60_000):
        client.start()
    assert len(lost) == MOST_RESTARTS
    assert not client.is_running
    client.stop()


def test_a_child_that_cannot_be_started_is_reported(qtbot: QtBot) -> None:
    def refuse() -> tuple[object, object]:
        raise OSError("no more processes")

    client = EngineClient(refuse)  # type: ignore[arg-type]
    with qtbot.waitSignal(client.engine_lost, timeout=PATIENCE) as lost:
        client.start()
    client.stop()
    assert "no more processes" in lost.args[0]


def test_forgotten_replies_are_dropped(qtbot: QtBot, client: EngineClient) -> None:
    dropped: list[Outcome] = []
    kept: list[Outcome] = []
    client.start()
    client.forget(client.submit(ask("slow"), Handlers(dropped.append)))
    client.submit(ask("apple"), Handlers(kept.append))
    client.submit(GetStatus(), Handlers(kept.append))
    qtbot.waitUntil(lambda: len(kept) == 2, timeout=PATIENCE)
    assert not dropped


def test_cancel_ends_a_job_that_hangs(qtbot: QtBot, client: EngineClient) -> None:
    failures: list[Failure] = []
    client.start()
    number = client.submit(ask("hang"), Handlers(failure=failures.append))
    with qtbot.waitSignal(client.ready, timeout=PATIENCE):
        pass
    client.cancel(number)
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    assert failures[0].kind is FailureKind.CANCELLED
