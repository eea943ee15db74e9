from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.core.lab import FusionKind, RunPlan, RunState
from app.engine.messages import RunSummary
from app.ui.controls.scroll_column import ScrollColumn
from app.ui.lab.page import LabPage
from app.ui.main_window import MainWindow
from app.ui.page_names import PageName
from app.ui.plots.curve import Curve
from app.ui.services import Services
from app.ui.session import Session
from app.ui.stall_monitor import StallMonitor
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls

PATIENCE = 20_000
ENDLESS = RunPlan(fusion=FusionKind.ADVERSARIAL, name="endless")


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> LabPage:
    """The lab with its runs and its plots."""
    made = session.work_page(PageName.LAB)
    assert isinstance(made, LabPage)
    with qtbot.waitSignal(made.settled, timeout=PATIENCE):
        session.show_page("lab")
    return made


def runs_of(page: LabPage) -> dict[str, RunSummary]:
    return {run.run_id: run for run in page.runs.model.runs}


def select(page: LabPage, *names: str) -> None:
    page.runs.table.clearSelection()
    page.runs._select(set(names))


def test_a_run_draws_its_curves_and_comes_into_the_table(
    qtbot: QtBot, page: LabPage, services: Services
) -> None:
    epochs: list[int] = []
    services.training.advanced.connect(lambda point: epochs.append(point.epoch))
    page.form.show_plan(RunPlan(fusion=FusionKind.LSTM, name="mine"))
    with qtbot.waitSignal(services.training.finished, timeout=PATIENCE):
        QTest.mouseClick(page.form.train, Qt.MouseButton.LeftButton)
    assert epochs == list(range(1, 41))
    qtbot.waitUntil(lambda: len(_training(page).xs) == 40, timeout=PATIENCE)
    assert [curve.name for curve in page.curves.losses.curves] == ["training", "validation"]
    assert page.curves.title.text() == "mine"
    qtbot.waitUntil(lambda: "new-lstm" in runs_of(page), timeout=PATIENCE)
    assert page.form.train.isEnabled()
    assert not page.curves.sides.isVisible()
    assert not page.curves.cancel.isVisible()


def test_a_run_tells_how_far_it_is_stops_when_asked_and_goes_on_later(
    qtbot: QtBot, page: LabPage, window: MainWindow, services: Services
) -> None:
    room = page.curves.faces.height()
    page.train(ENDLESS)
    qtbot.waitUntil(lambda: len(services.training.points) == 12, timeout=PATIENCE)
    qtbot.waitUntil(page.curves.sides.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "12 / 40  ·  about 45 s" in page.curves.state.text(), timeout=PATIENCE)
    assert len(_training(page).xs) == 12
    assert page.curves.faces.height() == room
    assert not page.form.train.isEnabled()
    assert window.status_line.progress.value() == 12
    QTest.mouseClick(page.curves.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert "resume" in page.message.text()
    assert not window.status_line.progress.isVisible()
    qtbot.waitUntil(
        lambda: _state(page, "new-adversarial") is RunState.INTERRUPTED, timeout=PATIENCE
    )
    select(page, "new-adversarial")
    with qtbot.waitSignal(services.training.finished, timeout=PATIENCE) as finished:
        QTest.mouseClick(page.runs.resume, Qt.MouseButton.LeftButton)
    assert finished.args[0].run_id == "new-adversarial"
    assert [point.epoch for point in services.training.points] == list(range(1, 41))


def test_the_status_line_stops_a_run_from_any_page(
    qtbot: QtBot, page: LabPage, session: Session, services: Services
) -> None:
    page.train(ENDLESS)
    session.show_page("recommend")
    qtbot.waitUntil(lambda: len(services.training.points) == 12, timeout=PATIENCE)
    with qtbot.waitSignal(services.training.cancelled, timeout=PATIENCE):
        QTest.mouseClick(session.window.status_line.cancel, Qt.MouseButton.LeftButton)


def test_a_new_window_shows_the_run_that_goes_on(
    qtbot: QtBot, page: LabPage, services: Services
) -> None:
    page.train(ENDLESS)
    qtbot.waitUntil(lambda: len(services.training.points) == 12, timeout=PATIENCE)
    window = MainWindow(services.theme, services.preferences)
    qtbot.addWidget(window)
    again = Session(window, services).work_page(PageName.LAB)
    assert isinstance(again, LabPage)
    with qtbot.waitSignal(again.settled, timeout=PATIENCE):
        pass
    assert window.status_line.progress.value() == 12
    assert len(again.curves.losses.curves[0].xs) == 12
    assert not again.form.train.isEnabled()
    with qtbot.waitSignal(services.training.cancelled, timeout=PATIENCE):
        services.training.cancel()


def test_a_promoted_run_ranks_the_catalog_and_everyone_hears_of_it(
    qtbot: QtBot, page: LabPage, services: Services
) -> None:
    select(page, "r22")
    with qtbot.waitSignals(
        [services.training.promoted, services.watch.status_changed], timeout=PATIENCE
    ):
        QTest.mouseClick(page.runs.promote, Qt.MouseButton.LeftButton)
        assert "takes some seconds" in page.message.text()
    promoted = [name for name, run in runs_of(page).items() if run.is_promoted]
    assert promoted == ["r22"]
    assert "ranks the catalog" in page.message.text()


def test_runs_are_deleted_only_after_a_yes(qtbot: QtBot, page: LabPage) -> None:
    victims = (runs_of(page)["r22"], runs_of(page)["r55555"])
    question = page.ask_to_remove(victims)
    assert "classical, too fast" in question.text()
    question.button(QMessageBox.StandardButton.Cancel).click()
    question = page.ask_to_remove(victims)
    assert len(runs_of(page)) == 5
    question.button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: set(runs_of(page)) == {"r1", "r333", "r4444"}, timeout=PATIENCE)


def test_selected_runs_are_compared_used_again_and_the_live_one_comes_back(
    qtbot: QtBot, page: LabPage, services: Services
) -> None:
    page.train(ENDLESS)
    qtbot.waitUntil(lambda: len(services.training.points) == 12, timeout=PATIENCE)
    select(page, "r22", "r333")
    assert page.curves.title.text() == "2 runs compared"
    assert [curve.name for curve in page.curves.scores.curves] == ["tokens", "classical"]
    QTest.mouseClick(page.curves.live, Qt.MouseButton.LeftButton)
    assert page.curves.title.text() == "endless"
    assert [curve.name for curve in page.curves.losses.curves] == ["training", "validation"]
    select(page, "r22")
    QTest.mouseClick(page.runs.reuse, Qt.MouseButton.LeftButton)
    assert page.form.plan() == runs_of(page)["r22"].plan
    select(page, "r1")
    assert page.curves.empty.isVisible()
    assert "no curves" in page.curves.empty.text()
    with qtbot.waitSignal(services.training.cancelled, timeout=PATIENCE):
        services.training.cancel()


def test_a_run_that_fails_says_why_and_another_catalog_has_other_runs(
    qtbot: QtBot, page: LabPage, services: Services
) -> None:
    page.train(RunPlan(fusion=FusionKind.LSTM, name="broken"))
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert "lower the learning rate" in page.message.text()
    assert page.form.train.isEnabled()
    services.preferences.change(catalog="other")
    assert runs_of(page) == {}
    assert not page.message.isVisible()
    qtbot.waitUntil(lambda: bool(runs_of(page)), timeout=PATIENCE)
    assert services.training.runs is not None
    assert services.training.runs.catalog == "other"


def test_nothing_is_clipped_and_all_has_a_name(
    qtbot: QtBot, page: LabPage, services: Services
) -> None:
    page.form.show_plan(RunPlan(fusion=FusionKind.TRANSFORMER))
    for fold, _ in page.form.settings.folds:
        fold.open(True)
    page.train(ENDLESS)
    qtbot.waitUntil(page.curves.sides.isVisible, timeout=PATIENCE)
    for scale in (1.3, 1.0):
        services.theme.set_text_scale(scale)
        for size in ((1440, 900), (1024, 700)):
            page.window().resize(*size)
            QCoreApplication.processEvents()
            assert (page.window().width(), page.window().height()) == size
            assert clipped_labels(page.window()) == [], (scale, size)
            for kind in FusionKind:
                page.form.show_plan(RunPlan(fusion=kind))
                area = page.form.findChildren(ScrollColumn)[0]
                content = area.widget()
                assert content is not None
                assert content.minimumSizeHint().width() <= area.viewport().width(), kind
            assert nameless_controls(page.window()) == []
            assert unreachable_controls(page.window()) == []
    with qtbot.waitSignal(services.training.cancelled, timeout=PATIENCE):
        services.training.cancel()


def test_training_never_stalls_the_window(qtbot: QtBot, page: LabPage, services: Services) -> None:
    monitor = StallMonitor()
    monitor.start()
    with qtbot.waitSignal(services.training.finished, timeout=PATIENCE):
        page.train(RunPlan(fusion=FusionKind.ADVERSARIAL, name="fast"))
    assert monitor.stop() < 250  # shared machines; the figure of a free one is in the documents


def _training(page: LabPage) -> Curve:
    curves = page.curves.losses.curves
    return curves[0] if curves else Curve("none", (), ())


def _state(page: LabPage, run_id: str) -> RunState | None:
    run = runs_of(page).get(run_id)
    return run.state if run is not None else None
