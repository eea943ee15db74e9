"""The engine's child process over the demo catalog, through its pipe."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.core.home import Home
from app.core.modality import PerModality
from app.core.persona import InteractionKind
from app.core.query import Query
from app.core.recommendation import Answer
from app.core.settings import DeviceChoice
from app.engine.messages import (
    ChooseDevice,
    Command,
    CreatePersona,
    Failure,
    FailureKind,
    GetHistory,
    GetItem,
    GetMeasures,
    GetStatus,
    Inspect,
    Learnt,
    Partial,
    PersonalList,
    Recommend,
    RecommendForYou,
    Record,
    RecordInteraction,
    Reply,
    Result,
)
from tests.engine.conftest import DRAKE, SQUIRREL
from tests.engine.engine_child import EngineChild

APPLE_ID = "food/fruit/apple"

PLAIN = """
import pickle, sys
replies = pickle.load(sys.stdin.buffer)
heavy = {"torch", "numpy", "sqlalchemy", "PySide6", "PIL", "soundfile"} & set(sys.modules)
sys.exit(f"unpickling imported {heavy}" if heavy else 0)
"""


@pytest.fixture
def child(linked_home: Home) -> Iterator[EngineChild]:
    running = EngineChild(linked_home)
    yield running
    running.close()


def answer_of(reply: Reply) -> Answer:
    assert isinstance(reply, Result), reply
    assert isinstance(reply.value, Answer)
    return reply.value


def check_plain(replies: list[Reply]) -> None:
    """Fail if another process needs more than our messages to read them."""
    subprocess.run(
        [sys.executable, "-c", PLAIN],
        input=pickle.dumps(replies),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
        timeout=60,
    )


def test_a_persona_is_served_through_the_pipe(small_home: Home) -> None:
    child = EngineChild(small_home)
    try:
        child.ask(CreatePersona("small", "Ada"))
        learnt = child.ask(RecordInteraction("small", "Ada", APPLE_ID, InteractionKind.LIKE))
        found = child.ask(RecommendForYou("small", "Ada"))
        child.ask(GetHistory("small", "Ada"))
        child.ask(GetMeasures("small"))
        check_plain(child.replies)
    finally:
        child.close()
    assert isinstance(learnt, Result) and isinstance(learnt.value, Learnt)
    assert isinstance(found, Result) and isinstance(found.value, PersonalList)
    assert found.value.items[0].because_of == "A red apple."


def test_every_message_is_plain(child: EngineChild, tmp_path: Path) -> None:
    child.ask(GetStatus())
    child.ask(Recommend(Query((SQUIRREL,), ("an animal",), (DRAKE,))))
    child.ask(Inspect(SQUIRREL))
    child.ask(Inspect(DRAKE))
    child.ask(GetItem("tuxpaint", "animals/birds/drake"))
    child.ask(ChooseDevice(DeviceChoice.CPU))
    ends = [one for one in child.replies if isinstance(one, Result)]
    assert len(ends) == 6
    assert any(isinstance(one, Partial) for one in child.replies)
    check_plain(child.replies)


def test_a_killed_engine_started_again_gives_the_same_answer(linked_home: Home) -> None:
    job = Recommend(Query((SQUIRREL,), ("a young animal",), (DRAKE,)), transcribe=False)
    child = EngineChild(linked_home)
    first = answer_of(child.ask(job))
    child.send(replace(job, query=replace(job.query, images=(SQUIRREL, SQUIRREL))))
    os.kill(child.process.pid or 0, signal.SIGKILL)
    with pytest.raises((EOFError, OSError)):
        while True:
            child.connection.recv()
    child.close()
    again = EngineChild(linked_home)
    second = answer_of(again.ask(job))
    again.close()
    assert second.results == first.results
    assert second.fusion == first.fusion


def test_only_the_newest_of_many_slider_moves_is_answered(child: EngineChild) -> None:
    query = Query((SQUIRREL,), ("a young animal",), (DRAKE,))
    answer_of(child.ask(Recommend(query, transcribe=False)))
    numbers = [
        child.send(
            Recommend(replace(query, weights=PerModality(1.0, step / 20, 1.0)), transcribe=False)
        )
        for step in range(1, 31)
    ]
    newest = answer_of(child.end_of(numbers[-1]))
    assert newest.query.weights.text == 1.5
    ended = [one for one in child.replies if isinstance(one, (Result, Failure))]
    assert [one.number for one in ended] == sorted(one.number for one in ended)
    dropped = [one for one in ended if isinstance(one, Failure)]
    assert all(one.kind is FailureKind.SUPERSEDED for one in dropped)
    assert {one.number for one in ended} >= set(numbers)


def test_an_error_names_the_file_and_the_next_query_is_answered(
    child: EngineChild, tmp_path: Path
) -> None:
    missing = str(tmp_path / "missing.png")
    failure = child.ask(Recommend(Query(images=(missing,))))
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.INPUT
    assert "missing.png" in failure.what
    assert answer_of(child.ask(Recommend(Query(texts=("duck",))))).results


def test_a_job_for_the_microphone_is_refused(child: EngineChild) -> None:
    failure = child.ask(Record())
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.FAULT


def test_the_pipes_end_is_the_end(child: EngineChild) -> None:
    connection: Connection[Command, Reply] = child.connection
    child.ask(GetStatus())
    connection.close()
    child.process.join(20)
    assert child.process.exitcode == 0
