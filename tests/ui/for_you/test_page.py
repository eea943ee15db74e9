from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.recommender import RecommenderKind
from app.engine.messages import (
    Fallback,
    FallbackReason,
    FitRecommender,
    ListMode,
    PersonalList,
    RecordInteraction,
)
from app.ui.engine_client import Handlers
from app.ui.for_you.page import ForYouPage
from app.ui.for_you.side import Face
from app.ui.people.naming_dialog import NamingDialog
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls
from tests.ui.for_you.driving import (
    DISLIKE,
    LIKE,
    PATIENCE,
    choose_mode,
    choose_recommender,
    order,
    press,
    session_of,
)


def test_without_a_persona_the_page_explains_and_offers_to_make_one(
    qtbot: QtBot, nobodys: ForYouPage, services: Services
) -> None:
    page = nobodys
    assert page.list.empty.accessibleName().startswith("Who is this for?")
    assert not page.modes.isEnabled()
    QTest.mouseClick(page.list.new_persona, Qt.MouseButton.LeftButton)
    dialog = page.findChildren(NamingDialog)[0]
    QTest.keyClicks(dialog.field, "Bo")
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert page.list.shown is not None
    assert page.list.shown.persona == "Bo"
    assert page.modes.about.text().startswith("Nothing is known of Bo yet")
    with qtbot.waitSignal(services.learning.learnt, timeout=PATIENCE):
        QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.modes.about.text().startswith("Nothing is known of Bo yet"), "a look tells little"
    press(qtbot, page, services, Qt.Key.Key_L)
    assert page.modes.about.text().startswith("For Bo. What fits")


def test_who_has_still_to_learn_is_named_and_comes_by_itself(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    press(qtbot, page, services, Qt.Key.Key_L)
    choose_recommender(page, RecommenderKind.ALS)
    with qtbot.waitSignal(services.fitting.fitted, timeout=PATIENCE) as fitted:
        qtbot.waitUntil(lambda: "still learning" in page.modes.about.text(), timeout=PATIENCE)
    assert fitted.args == [FitRecommender("tuxpaint", RecommenderKind.ALS)]
    qtbot.waitUntil(lambda: "still learning" not in page.modes.about.text(), timeout=PATIENCE)
    assert page.list.shown is not None
    assert page.list.shown.ranked_by is RecommenderKind.ALS
    assert session_of(page) == 3, "it is another list than that which content made meanwhile"


def test_a_vote_waits_for_who_has_still_to_learn(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    services.fitting._refused.add(FitRecommender("tuxpaint", RecommenderKind.ALS))
    choose_mode(qtbot, page, services, ListMode.BLIND)
    missing = Fallback(RecommenderKind.ALS, FallbackReason.STILL_LEARNING)
    nothing = PersonalList("tuxpaint", "Ann", ListMode.BLIND, 0, (), 1.0, fallback=missing)
    services.suggesting.listed.emit(page.job, nothing)
    assert page.list.empty.accessibleName().startswith("This vote cannot be held yet")
    assert "Matrix factors (ALS) is still learning" in page.list.empty.accessibleName()


def test_a_round_goes_on_though_a_recommender_has_learnt_anew(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    choose_mode(qtbot, page, services, ListMode.BLIND)
    first = page.list.shown
    services.fitting.fitted.emit(FitRecommender("tuxpaint", page.job.recommender))
    assert not services.suggesting.is_busy, "a list that one votes on is not taken away"
    assert page.list.shown is first


def test_what_was_liked_elsewhere_ranks_the_list_anew_but_no_blind_round(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    learning = services.learning
    job = RecordInteraction(learning.catalog, "Ann", "item-01", LIKE)
    services.engine.submit(job, Handlers())
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        learning.refresh()
    assert "item-01" not in order(page)
    choose_mode(qtbot, page, services, ListMode.BLIND)
    services.engine.submit(replace(job, item_id="item-02"), Handlers())
    with qtbot.waitSignal(learning.taught_elsewhere, timeout=PATIENCE):
        learning.refresh()
    assert not services.suggesting.is_busy
    assert "item-02" in order(page)


def test_what_was_said_stays_though_a_recommender_has_learnt(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    page.say("3 interactions read from ann.csv.")
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        services.fitting.fitted.emit(FitRecommender("tuxpaint", page.job.recommender))
    assert page.message.isVisible()
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.mouseClick(page.modes.again, Qt.MouseButton.LeftButton)
    assert not page.message.isVisible()


def test_nothing_of_a_persona_stays_beside_the_list_when_nobody_is_chosen(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    press(qtbot, page, services, Qt.Key.Key_L)
    with qtbot.waitSignal(services.learning.measures_found, timeout=PATIENCE):
        page.side.show_face(Face.RATES)
    assert page.side.rates.satisfaction.figure.interval is not None
    services.learning.choose("")
    assert page.side.rates.satisfaction.figure.interval is None
    assert page.side.profile.summary.text().startswith("Nothing is known yet")
    assert not page.side.history.entries.entries


def test_surprises_say_that_they_explore(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    choose_mode(qtbot, page, services, ListMode.SURPRISE)
    assert "This explores" in page.modes.about.text()
    entry = page.list.entry(order(page)[0])
    assert entry is not None
    assert entry.explores
    assert page.modes.rival.isHidden()


def test_a_blind_round_stays_as_it_is_and_its_votes_are_told_when_the_next_begins(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    choose_mode(qtbot, page, services, ListMode.BLIND)
    assert page.job.recommender is RecommenderKind.MULTIMODAL_AUTOENCODER
    assert page.job.rival is RecommenderKind.CONTENT
    assert page.modes.rival.isVisible()
    before, first = order(page), page.list.shown
    with qtbot.waitSignal(services.learning.learnt, timeout=PATIENCE) as told:
        QTest.keyClick(page.list.view, Qt.Key.Key_L)
    assert first is not None
    assert told.args[0].session == first.session
    assert order(page) == before
    assert page.learnt.isHidden(), "what was learnt would tell whose the item is"
    assert page.list.view.results.reacted(before[0]).kinds == {LIKE}
    QTest.mouseClick(page.modes.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.tally.isVisible, timeout=PATIENCE)
    assert page.tally.first.text() == "Multimodal autoencoder"
    assert page.tally.second.text() == "Content"
    assert "Not decided yet" in page.tally.verdict.text()
    choose_mode(qtbot, page, services, ListMode.FOR_YOU)
    assert page.tally.isHidden()


def test_the_history_is_filtered_undone_written_and_read(
    qtbot: QtBot,
    page: ForYouPage,
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(qtbot, page, services, Qt.Key.Key_L)
    press(qtbot, page, services, Qt.Key.Key_D)
    history, learning = page.side.history, services.learning
    with qtbot.waitSignal(learning.history_found, timeout=PATIENCE):
        page.side.show_face(Face.HISTORY)
    qtbot.waitUntil(lambda: len(history.entries.entries) == 2, timeout=PATIENCE)
    history.kinds.setCurrentIndex(history.kinds.findData("dislike"))
    with qtbot.waitSignal(learning.history_found, timeout=PATIENCE):
        history.kinds.activated.emit(0)
    assert [entry.kind for entry in history.entries.entries] == [DISLIKE]
    file = tmp_path / "ann"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(learning.moved, timeout=PATIENCE):
        QTest.mouseClick(history.export, Qt.MouseButton.LeftButton)
    written = file.with_suffix(".csv")
    assert page.message.text().startswith("2 interaction")
    assert page.message.text().endswith("written to ann.csv.")
    history.list.setCurrentIndex(history.entries.index(0))
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.keyClick(history.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not history.entries.entries, timeout=PATIENCE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(written), ""))
    with qtbot.waitSignal(learning.moved, timeout=PATIENCE):
        QTest.mouseClick(history.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(history.entries.entries) == 1, timeout=PATIENCE)
    assert page.message.text().startswith("2 interaction")
    assert page.message.text().endswith("read from ann.csv.")


def test_an_empty_list_says_why(page: ForYouPage, services: Services) -> None:
    nothing = PersonalList("tuxpaint", "Ann", ListMode.FOR_YOU, 9, (), 1.0)
    services.suggesting.listed.emit(page.job, nothing)
    assert page.list.empty.accessibleName().startswith("Nothing is known of Ann yet")
    services.learning._count(1)
    services.suggesting.listed.emit(page.job, nothing)
    assert page.list.empty.accessibleName().startswith("Nothing is left to recommend")
    assert not page.list.new_persona.isVisible()


def test_what_was_done_on_another_page_is_in_the_list_one_comes_back_to(
    qtbot: QtBot, page: ForYouPage, session: Session, services: Services
) -> None:
    services.model.set_words("a red fruit")
    with qtbot.waitSignal(services.asking.answered, timeout=PATIENCE):
        services.asking.ask()
    session.show_page("recommend")
    panels = session.recommend.panels
    with qtbot.waitSignal(services.asking.answered, timeout=PATIENCE):
        QTest.keyClick(panels.results.view, Qt.Key.Key_L)
    assert panels.results.learnt.isVisible()
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        session.show_page("for-you")
    services.learning.choose("")
    assert panels.results.learnt.isHidden()
    assert not panels.results.reacting.is_on
    assert page.list.shown is None


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_every_part_has_a_name_can_be_reached_and_is_whole(
    qtbot: QtBot, page: ForYouPage, session: Session, services: Services, scale: float
) -> None:
    services.theme.set_text_scale(scale)
    press(qtbot, page, services, Qt.Key.Key_L)
    choose_mode(qtbot, page, services, ListMode.BLIND)
    for size in ((1440, 900), (1024, 700)):
        session.window.resize(*size)
        for face in Face:
            page.side.show_face(face)
            QCoreApplication.processEvents()
            assert (session.window.width(), session.window.height()) == size
            assert clipped_labels(page) == []
            assert nameless_controls(page) == []
            assert unreachable_controls(page) == []


def test_keys_work_at_once_and_no_other_page_gets_a_focus_nobody_asked_for(
    page: ForYouPage, session: Session
) -> None:
    session.window.activateWindow()
    session.show_page("recommend")
    assert QApplication.focusWidget() is session.window.centralWidget()
    session.show_page("for-you")
    assert QApplication.focusWidget() is page.list.view
