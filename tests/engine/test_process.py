"""The child process: its life and death."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TypeAlias

import psutil
import pytest

from app.core.query import Query
from app.engine.messages import (
    Command,
    GetStatus,
    Hello,
    Microphones,
    Recommend,
    Reply,
    Request,
    Result,
    Shutdown,
)
from app.engine.process import start_child, start_service

TOY = "tests.engine.toy_service"
Child: TypeAlias = "tuple[SpawnProcess, Connection[Command, Reply]]"


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    process, connection = start_child(TOY, tmp_path, niceness=7)
    yield process, connection
    connection.close()
    process.join(20)
    assert process.exitcode is not None


def receive(connection: Connection[Command, Reply]) -> Reply:
    assert connection.poll(30), "no reply within 30 s"
    return connection.recv()


def test_the_first_message_is_hello_from_another_process(child: Child) -> None:
    process, connection = child
    hello = receive(connection)
    assert hello == Hello("toy", process.pid or 0)
    assert hello.pid != os.getpid()


def test_the_child_is_nicer_than_its_parent(child: Child) -> None:
    _, connection = child
    receive(connection)
    connection.send(Request(1, GetStatus()))
    expected = min(os.nice(0) + 7, 19)
    assert receive(connection) == Result(1, Microphones((), f"nice {expected}"))


def test_shutdown_ends_the_child(child: Child) -> None:
    process, connection = child
    receive(connection)
    connection.send(Shutdown())
    process.join(20)
    assert process.exitcode == 0


def test_closing_the_pipe_ends_a_child_whose_job_is_stuck(child: Child) -> None:
    process, connection = child
    receive(connection)
    connection.send(Request(1, Recommend(Query(texts=("stuck",)))))
    receive(connection)
    connection.close()
    process.join(20)
    assert process.exitcode == 0


def test_a_killed_child_ends_the_pipe_and_another_answers_the_same(tmp_path: Path) -> None:
    process, connection = start_child(TOY, tmp_path)
    receive(connection)
    request = Request(4, Recommend(Query(texts=("stuck",))))
    connection.send(request)
    receive(connection)
    os.kill(process.pid or 0, signal.SIGKILL)
    with pytest.raises((EOFError, OSError)):
        while True:
            receive(connection)
    connection.close()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL

    again = Request(4, Recommend(Query(texts=("answer",))))
    process, connection = start_child(TOY, tmp_path)
    connection.send(again)
    replies = [receive(connection) for _ in range(4)]
    assert replies[-1] == Result(4, Microphones((), f"answer in {tmp_path.name}"))
    connection.close()
    process.join(20)


PARENT = """
import sys
from pathlib import Path
from typing import TypeAlias
from app.engine.messages import GetStatus, Request
from app.engine.process import start_child

if __name__ == "__main__":
    process, connection = start_child("tests.engine.toy_service", Path(sys.argv[1]))
    connection.recv()
    connection.send(Request(1, GetStatus()))
    connection.recv()
    sys.stdout.write(f"{process.pid}\\n")
    sys.stdout.flush()
    if sys.argv[2] == "wait":
        connection.recv()
"""


def test_a_killed_parent_takes_its_child_along(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    command = [sys.executable, str(script), str(tmp_path), "wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment()) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        child.wait(20)
        assert not child.is_running()


def test_the_child_never_writes_to_the_parents_output(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    command = [sys.executable, str(script), str(tmp_path), "leave"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60, env=_environment()
    )
    assert done.stdout.strip().isdigit()
    assert "chatty" in done.stderr


def test_importing_the_starter_imports_nothing_heavy() -> None:
    code = (
        "import sys, app.engine.process\n"
        "heavy = {'torch', 'numpy', 'sqlalchemy', 'PySide6', 'typer', 'rich'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, env=_environment())


def test_an_unknown_service_is_not_started(tmp_path: Path) -> None:
    process, connection = start_child("tests.engine.no_such_service", tmp_path)
    with pytest.raises((EOFError, OSError)):
        receive(connection)
    connection.close()
    process.join(20)
    assert process.exitcode == 1


def test_both_services_can_be_started_by_name(tmp_path: Path) -> None:
    for name in ("engine", "microphone"):
        process, connection = start_service(name, tmp_path)
        assert receive(connection) == Hello(name, process.pid or 0)
        connection.close()
        process.join(20)
        assert process.exitcode == 0


def _environment() -> dict[str, str]:
    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": str(root)}
