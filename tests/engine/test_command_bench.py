from __future__ import annotations

import sys

import pytest

from app.core.errors import EngineError
from app.engine.command_bench import MUST_MS, measure_command


def test_the_command_is_measured_beside_a_bare_interpreter() -> None:
    command, ratio = measure_command(rounds=3)
    assert command.must == MUST_MS
    assert command.ratio_to_must == pytest.approx(command.median / MUST_MS)
    assert ratio.median > 1  # it does more than nothing


def test_a_command_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(EngineError, match="cannot be started"):
        measure_command(rounds=3)
