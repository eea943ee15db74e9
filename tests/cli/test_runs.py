"""``triad train`` and ``triad runs``: what they print, keep and refuse."""

from __future__ import annotations

import json

import pytest

from app.cli.command import run
from app.core.home import Home
from tests.engine.small_home import small_home, small_template

__all__ = ["small_home", "small_template"]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """Run a command that succeeds, and return the JSON that it printed."""
    code = run([*arguments, "--json"])
    captured = capsys.readouterr()
    assert code == 0, captured.err
    found = json.loads(captured.out)
    assert isinstance(found, dict)
    return found


def test_a_run_is_trained_listed_promoted_and_removed(
    small_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    quick = ("--set=epochs=2", "--set=dimension=16", "--set=hidden=16", "--set=batch_size=16")
    first = asked(capsys, "train", "--strategy", "lstm", *quick, "--no-promote")
    assert (first["state"], first["is_promoted"]) == ("finished", False)
    figures = first["figures"]
    assert isinstance(figures, dict)
    assert 0 <= figures["validation_recall@10"] <= 1
    second = asked(capsys, "train", "--text", "tf-idf", "--set", "epochs=2", "--fusion", "words")
    assert second["is_promoted"]
    listed = asked(capsys, "runs", "list")["runs"]
    assert isinstance(listed, list)
    assert {one["run_id"] for one in listed} == {first["run_id"], second["run_id"]}
    assert asked(capsys, "runs", "show", str(first["run_id"]))["points"] == first["points"]
    answer = asked(capsys, "recommend", "--text", "a bird")
    assert answer["models"]["fusion"]["name"] == "words"  # type: ignore[index]
    assert answer["models"]["text"]["name"] == "tf-idf"  # type: ignore[index]
    assert asked(capsys, "runs", "promote", str(first["run_id"]))["is_promoted"]
    asked(capsys, "runs", "remove", str(second["run_id"]))
    assert run(["runs", "list"]) == 0
    assert str(second["run_id"]) not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["runs", "show", "never"], "error: run never: is not in this catalog"),
        (["train", "--set", "epochs=0"], "error: epochs 0: use a value from 1"),
        (["train", "--resume", "never"], "error: run never: is not in this catalog"),
        (["train", "--text", "glove", "--glove", "nowhere.txt"], "error: nowhere.txt"),
    ],
)
def test_what_cannot_be_is_one_line(
    small_home: Home, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    errors = [one for one in captured.err.splitlines() if one.startswith("error")]
    assert len(errors) == 1
    assert errors[0].startswith(line)
