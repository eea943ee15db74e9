from __future__ import annotations

import json

import pytest

from app.cli.command import run


def test_prints_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["evaluate", "reinforcement", "--seeds", "2", "--rounds", "192", "--json"]
    assert run(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["shown"] == 192 and set(found["variants"]) == {"steady", "sessions"}
    band = found["variants"]["steady"]["policies"]["linucb"]["regret"]
    assert band["low"] < band["mean"] < band["high"]


def test_too_few_rounds_are_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "reinforcement", "--rounds", "5", "--markdown"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["error: 5 rounds: are too few to learn; use 192 or more"]
