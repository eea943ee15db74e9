from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.core.evaluation import Claim, Conclusion
from app.engine.messages import EvaluationKind
from app.ui.evaluate.page import EvaluatePage
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls
from tests.ui.scripted_lab import CONDITIONS, QUERIES

PATIENCE = 20_000


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> EvaluatePage:
    """The page with what was measured before: the comparison of fusions."""
    made = session.work_page(PageName.EVALUATE)
    assert isinstance(made, EvaluatePage)
    with qtbot.waitSignal(made.settled, timeout=PATIENCE):
        session.show_page("evaluate")
    return made


def choose(page: EvaluatePage, kind: EvaluationKind) -> None:
    QTest.mouseClick(page.bar.kinds.buttons[kind.value], Qt.MouseButton.LeftButton)


def test_what_was_measured_before_is_shown_with_its_meaning(page: EvaluatePage) -> None:
    assert page.bar.kind is EvaluationKind.FUSION
    assert page.summary.sentences.text().startswith("•  The default fusion beats")
    assert "5 folds" in page.summary.facts.text()
    assert page.figures.table.columns == QUERIES
    assert page.bar.html.isVisible()


def test_filters_choose_measure_group_and_rows(page: EvaluatePage) -> None:
    figures = page.figures
    for choice, value in ((figures.measure, "recall@10"), (figures.group, "robustness")):
        choice.setCurrentIndex(choice.findData(value))
        choice.activated.emit(choice.currentIndex())
    QTest.keyClicks(figures.words, "glove")
    assert figures.table.columns == CONDITIONS
    assert len(figures.table.rows) == 7
    assert all("glove" in row for row in figures.table.rows)
    assert {cell.measure for cell in figures.table.cells.values()} == {"recall@10"}
    QTest.mouseClick(figures.shape.buttons["bars"], Qt.MouseButton.LeftButton)
    assert figures.bars.isVisible()
    figures.column.setCurrentIndex(figures.column.findData("image noisy"))
    figures.column.activated.emit(figures.column.currentIndex())
    assert {cell.column for cell in figures.bars.bars.cells} == {"image noisy"}
    assert len(figures.bars.bars.cells) == 7
    QTest.keyClicks(figures.words, " nothing")
    assert figures.none.isVisible()
    assert figures.column.value == "image noisy"
    figures.words.clear()
    assert figures.bars.isVisible()


def test_long_summaries_scroll_and_leave_the_figures_their_room(
    page: EvaluatePage,
) -> None:
    assert page.evaluation is not None
    short = page.summary.height()
    told = 60 * (Conclusion(Claim.THREE_FINE),)
    longer = replace(page.evaluation, conclusions=told)
    page.summary.show_evaluation(longer)
    QCoreApplication.processEvents()
    assert short < page.summary.height() < 0.4 * page.height()
    assert page.summary.sentences.height() > page.summary.height()
    line = page.summary.sentences.height() / len(told)
    shown = page.summary.sentences.visibleRegion().boundingRect().height() / line
    assert shown == pytest.approx(round(shown), abs=0.1)
    page.summary.show_evaluation(replace(longer, conclusions=told[:2]))
    QCoreApplication.processEvents()
    sentences = page.summary.sentences
    assert sentences.heightForWidth(sentences.width()) <= sentences.height()
    assert page.summary.height() < 0.2 * page.height()


def test_what_was_not_measured_is_explained_and_measured_when_asked(
    qtbot: QtBot, page: EvaluatePage, services: Services
) -> None:
    choose(page, EvaluationKind.RETRIEVAL)
    assert "not trained on" in page.about.text()
    assert page.about.isVisible()
    assert not page.bar.html.isVisible()
    with qtbot.waitSignal(services.measuring.evaluations_changed, timeout=PATIENCE):
        QTest.mouseClick(page.bar.measure, Qt.MouseButton.LeftButton)
    assert page.evaluation is not None
    assert page.figures.table.rows == ("default", "closed form", "untrained")


def test_measuring_tells_how_far_it_is_and_stops_when_asked(
    qtbot: QtBot, page: EvaluatePage, session: Session, services: Services
) -> None:
    choose(page, EvaluationKind.FEW_SHOT)
    QTest.mouseClick(page.bar.measure, Qt.MouseButton.LeftButton)
    assert page.bar.working.isVisible()
    qtbot.waitUntil(lambda: page.bar.progress.value() == 3, timeout=PATIENCE)
    assert page.bar.state.text() == "Few examples  ·  Evaluating  ·  3 / 35  ·  about 2 min left"
    assert session.window.status_line.progress.value() == 3
    assert not page.bar.measure.isEnabled()
    assert not services.measuring.start("tuxpaint", EvaluationKind.FUSION)
    QTest.mouseClick(page.bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert "Cancelled" in page.message.text()
    assert page.bar.measure.isEnabled()
    assert not page.bar.working.isVisible()
    assert page.evaluation is None


def test_figures_are_saved_where_the_person_wants_them(
    qtbot: QtBot,
    page: EvaluatePage,
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    answers = iter((str(tmp_path / "fig"), str(tmp_path / "fig.CSV")))

    def answer(parent: object, title: str, proposed: str, pattern: str) -> tuple[str, str]:
        asked.append(proposed)
        return next(answers), pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for button, name in ((page.bar.html, "fig.html"), (page.bar.csv, "fig.CSV")):
        with qtbot.waitSignal(services.measuring.written, timeout=PATIENCE):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert page.message.text() == f"Saved as {name}"
        assert (tmp_path / name).read_text("utf-8") == "fusion of tuxpaint"
    assert asked == ["tuxpaint-fusion.html", "tuxpaint-fusion.csv"]


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, page: EvaluatePage, tmp_path: Path, services: Services
) -> None:
    path = str(tmp_path / "no" / "fig.csv")
    services.measuring.export("tuxpaint", EvaluationKind.FUSION, path)
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert page.message.text() == "fig.csv: is in no folder; choose one that exists"


def test_nothing_is_clipped_and_all_has_a_name(
    qtbot: QtBot, page: EvaluatePage, services: Services
) -> None:
    choose(page, EvaluationKind.FEW_SHOT)
    page.measure_now()
    qtbot.waitUntil(lambda: page.bar.progress.value() == 3, timeout=PATIENCE)
    choose(page, EvaluationKind.FUSION)
    for scale in (1.3, 1.0):
        services.theme.set_text_scale(scale)
        for size in ((1440, 900), (1024, 700)):
            page.window().resize(*size)
            QCoreApplication.processEvents()
            assert (page.window().width(), page.window().height()) == size
            assert clipped_labels(page.window()) == [], (scale, size)
            assert nameless_controls(page.window()) == []
            assert unreachable_controls(page.window()) == []
    with qtbot.waitSignal(services.measuring.cancelled, timeout=PATIENCE):
        services.measuring.cancel()
