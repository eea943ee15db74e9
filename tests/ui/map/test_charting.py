"""One map at a time, the newest wish wins; a query has one place or none."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.core.query import Query
from app.engine.messages import CatalogMap, Failure, LabelSets
from app.ui.map.charting import Charting
from app.ui.services import Services

PATIENCE = 20_000
RED = Query(texts=("a red fruit",))


@pytest.fixture
def charting(services: Services) -> Charting:
    services.engine.start()
    return Charting(services.engine, services.engine)


def test_the_newest_wish_wins(qtbot: QtBot, charting: Charting) -> None:
    charted: list[CatalogMap] = []
    charting.charted.connect(charted.append)
    charting.chart("tuxpaint", "endless", "")
    with qtbot.waitSignal(charting.progressed, timeout=PATIENCE):
        pass
    charting.chart("tuxpaint", "tower", "")
    charting.chart("tuxpaint", "tower", "image classes")
    assert charting.is_busy
    qtbot.waitUntil(lambda: bool(charted), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not charting.is_busy, timeout=PATIENCE)
    assert [(one.fusion, bool(one.labels)) for one in charted] == [("tower", True)]


def test_the_same_wish_twice_makes_one_map(qtbot: QtBot, charting: Charting) -> None:
    charted: list[CatalogMap] = []
    charting.charted.connect(charted.append)
    charting.chart("tuxpaint", "", "")
    charting.chart("tuxpaint", "", "")
    qtbot.waitUntil(lambda: bool(charted) and not charting.is_busy, timeout=PATIENCE)
    assert len(charted) == 1
    assert len(charted[0].places) == 8 * len(charted[0].item_ids)


def test_a_map_can_be_cancelled_and_its_failure_is_told(qtbot: QtBot, charting: Charting) -> None:
    failures: list[Failure] = []
    charting.failed.connect(failures.append)
    charting.chart("tuxpaint", "endless", "")
    with qtbot.waitSignal(charting.progressed, timeout=PATIENCE):
        pass
    charting.cancel()
    qtbot.waitUntil(lambda: not charting.is_busy, timeout=PATIENCE)
    assert failures == []
    charting.chart("refuse", "", "")
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    assert failures[0].what == "refuse"


def test_an_engine_that_dies_of_a_map_is_told_in_words(
    qtbot: QtBot, charting: Charting, services: Services
) -> None:
    failures: list[Failure] = []
    charting.failed.connect(failures.append)
    charting.chart("tuxpaint", "endless", "")
    with qtbot.waitSignal(charting.progressed, timeout=PATIENCE):
        pass
    pid = services.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    assert failures[0].what == "Map"
    assert not charting.is_busy


def test_a_query_has_one_place_or_none(qtbot: QtBot, charting: Charting) -> None:
    placed: list[QPointF | None] = []
    charting.placed.connect(placed.append)
    charting.place("tuxpaint", "", Query())
    assert placed == [None]
    charting.place("tuxpaint", "", RED)
    charting.place("tuxpaint", "", RED)
    qtbot.waitUntil(lambda: len(placed) == 2, timeout=PATIENCE)
    assert placed[1] == QPointF(0.25, -0.25)
    charting.place("refuse", "", RED)
    qtbot.waitUntil(lambda: len(placed) == 3, timeout=PATIENCE)
    assert placed[2] is None
    assert not charting.is_busy


def test_label_sets_come(qtbot: QtBot, charting: Charting) -> None:
    found: list[LabelSets] = []
    charting.labels_changed.connect(found.append)
    charting.ask_labels("tuxpaint")
    qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE)
    assert [one.name for one in found[0].sets] == ["image classes"]
