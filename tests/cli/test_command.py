"""The command as other programs meet it: exit codes, one line of error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.__main__ import main

ROOT = Path(__file__).parents[2]


def triad(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"triad {__version__}\n"


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in (
        "recommend",
        "catalog",
        "labels",
        "models",
        "train",
        "runs",
        "evaluate",
        "bench",
        "gui",
    ):
        assert command in shown


def test_help_of_the_window_names_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gui", "--help"]) == 0
    assert "--snapshot" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_but_the_command_line(option: str) -> None:
    """What makes them quick; how quick they are is a figure of ``triad bench``."""
    code = (
        "import sys, multiprocessing, typer\n"
        "light = {name.split('.')[0] for name in sys.modules} | sys.stdlib_module_names | {'app'}\n"
        f"from app.__main__ import main; main(['{option}'])\n"
        "heavy = {name for name in sys.modules if name.split('.')[0] not in light}\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=ROOT)


def test_python_m_app_is_triad() -> None:
    assert triad("--version").stdout == f"triad {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["recommend", "--frobnicate"], "--frobnicate"),
        (["frobnicate"], "frobnicate"),
        (["recommend", "--top", "0", "--text", "a"], "--top"),
        (["recommend", "--top", "many", "--text", "a"], "--top"),
        (["recommend", "--device", "abacus", "--text", "a"], "abacus"),
        (["recommend"], "query"),
        (["recommend", "--text", "a", "--weights", "text"], "text"),
        (["recommend", "--text", "a", "--weights", "text=1,text=2"], "twice"),
        (["recommend", "--text", "a", "--weights", "smell=1"], "smell"),
        (["recommend", "--text", "a", "--weights", "text=9"], "from 0 to 2"),
        (["recommend", "--batch", "x.jsonl"], "--json"),
        (["recommend", "--batch", "x.jsonl", "--json", "--text", "a"], "--batch"),
        (["recommend", "--text", "a", "--catalog", "nowhere"], "nowhere"),
        (["catalog", "import", "tarball", "x"], "tarball"),
        (["catalog", "import", "folder"], "folder"),
        (["catalog", "remove", "nowhere"], "nowhere"),
        (["catalog", "verify", "nowhere"], "nowhere"),
        (["models", "fetch", "nothing"], "nothing"),
        (["models", "add", "/no/such/wheel.whl"], "/no/such/wheel.whl"),
        (["train", "--catalog", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    arguments: list[str], word: str, weights_home: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert line.startswith("error: ")
    assert line.count(": ") >= 2
    assert word in line


def test_a_home_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    done = triad("recommend", "--text", "a", TRIAD_HOME=str(blocked / "home"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1
    assert "TRIAD_HOME" in done.stderr


def test_a_reader_that_leaves_early_is_no_fault(home: object) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "app", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        process.wait(60)


# Undoes what a shell does to its background jobs, such as the one that runs these tests.
HEED_INTERRUPTS = ("env", "--default-signal=INT")


def test_ctrl_c_cancels_in_one_line(demo_home: object) -> None:
    with subprocess.Popen(
        [*HEED_INTERRUPTS, sys.executable, "-m", "app", "recommend", "--batch", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write('{"id": 1, "text": "a"}\n')
        process.stdin.flush()
        assert '"id": 1' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdin.write('{"id": 2, "text": "b"}\n')
        process.stdin.close()
        error = process.stderr.read()
        assert process.wait(60) == 130
    assert error.splitlines()[-1].startswith("error: ")
