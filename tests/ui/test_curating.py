"""Asking for items and changing them, whatever page is open."""

from __future__ import annotations

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from app.core.progress import Progress
from app.engine.messages import (
    BrowseItems,
    CleanCatalog,
    CleaningReport,
    Failure,
    ItemPage,
    ItemRecord,
    LabelAutomatically,
    RepairMedia,
)
from app.ui.curating import Curating
from app.ui.services import Services

PATIENCE = 20_000


@pytest.fixture
def curating(services: Services) -> Curating:
    services.engine.start()
    return services.curating


def test_a_page_comes_with_its_question_and_a_failure_with_its_why(
    qtbot: QtBot, curating: Curating
) -> None:
    found: list[tuple[BrowseItems, ItemPage]] = []
    failures: list[Failure] = []
    curating.page_found.connect(lambda question, page: found.append((question, page)))
    curating.failed.connect(failures.append)
    question = BrowseItems("tuxpaint", offset=200)
    curating.browse(question)
    curating.browse(BrowseItems("tuxpaint", "refuse"))
    assert curating.is_asking
    qtbot.waitUntil(lambda: not curating.is_asking, timeout=PATIENCE)
    assert [(one, page.offset, len(page.items)) for one, page in found] == [(question, 200, 50)]
    assert [failure.what for failure in failures] == ["refuse"]


def test_changes_are_told_and_can_be_seen(qtbot: QtBot, curating: Curating) -> None:
    records: list[ItemRecord] = []
    curating.record_found.connect(records.append)
    with qtbot.waitSignals([curating.changed, curating.changed], timeout=PATIENCE):
        curating.exclude("tuxpaint", ("item-001",), True)
        curating.set_label("tuxpaint", ("item-001",), "mood", "calm")
    curating.look_at("tuxpaint", "item-001")
    qtbot.waitUntil(lambda: bool(records), timeout=PATIENCE)
    assert records[0].is_excluded
    assert [(one.label_set, one.label) for one in records[0].labels] == [("mood", "calm")]


def test_one_long_work_at_a_time_that_can_be_stopped(qtbot: QtBot, curating: Curating) -> None:
    reports: list[CleaningReport] = []
    said: list[Progress | None] = []
    curating.report_found.connect(reports.append)
    curating.progressed.connect(said.append)
    assert curating.start(LabelAutomatically("tuxpaint"))
    qtbot.waitUntil(lambda: curating.progress is not None, timeout=PATIENCE)
    assert curating.is_busy
    assert not curating.start(CleanCatalog("tuxpaint"))
    with qtbot.waitSignal(curating.cancelled, timeout=PATIENCE):
        curating.cancel()
    assert (curating.is_busy, curating.progress, said[-1]) == (False, None, None)
    for job in (CleanCatalog("tuxpaint"), RepairMedia("tuxpaint")):
        with qtbot.waitSignal(curating.changed, timeout=PATIENCE):
            assert curating.start(job)
    repaired = [any(one.is_repaired for one in report.findings) for report in reports]
    assert repaired == [False, True]


def test_an_engine_that_dies_of_the_work_is_told_in_words(qtbot: QtBot, curating: Curating) -> None:
    failures: list[Failure] = []
    curating.failed.connect(failures.append)
    assert curating.start(LabelAutomatically("tuxpaint"))
    qtbot.waitUntil(lambda: curating.progress is not None, timeout=PATIENCE)
    pid = curating._engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    assert failures[0].what == "Catalog"
    assert "begin it again" in failures[0].why
