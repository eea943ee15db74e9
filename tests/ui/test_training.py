from __future__ import annotations

import os
import signal

from pytestqt.qtbot import QtBot

from app.core.lab import FusionKind, RunPlan
from app.engine.messages import Failure, Runs
from app.ui.services import Services
from app.ui.session import Session

PATIENCE = 20_000
ENDLESS = RunPlan(fusion=FusionKind.LSTM, name="endless")


def test_an_engine_that_dies_of_a_run_does_not_begin_it_anew(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    training = services.training
    failures: list[Failure] = []
    training.failed.connect(failures.append)
    assert training.start("tuxpaint", ENDLESS)
    qtbot.waitUntil(lambda: len(training.points) == 12, timeout=PATIENCE)
    assert not training.start("tuxpaint", RunPlan())
    pid = services.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    assert failures[0].what == "Training"
    assert "resume it" in failures[0].why
    assert not training.is_busy
    assert training.progress is None
    with qtbot.waitSignal(training.runs_changed, timeout=PATIENCE):
        pass
    assert len(training.points) == 12


def test_runs_of_a_catalog_that_was_left_are_not_shown(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    training = services.training
    told: list[Runs] = []
    training.runs_changed.connect(told.append)
    training.refresh("first")
    training.refresh("second")
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert [runs.catalog for runs in told] == ["second"]
    assert training.runs is told[0]
