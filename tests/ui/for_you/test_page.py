from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.messages import (
    Fallback,
    FallbackReason,
    FitRecommender,
    ListMode,
    PersonalList,
    RecommendForYou,
    RecordInteraction,
)
from app.ui.engine_client import Handlers
from app.ui.for_you.page import ForYouPage
from app.ui.for_you.side import Face
from app.ui.learning import OFFER_REACTIONS
from app.ui.page_names import PageName
from app.ui.people.naming_dialog import NamingDialog
from app.ui.reacted import Reacted
from app.ui.results.reactions import reaction_areas
from app.ui.results.row_painter import Row
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls

PATIENCE = 20_000
LIKE, DISLIKE = InteractionKind.LIKE, InteractionKind.DISLIKE
SKIP, RATING = InteractionKind.SKIP, InteractionKind.RATING


@pytest.fixture
def nobodys(qtbot: QtBot, session: Session, services: Services) -> ForYouPage:
    """The page before anybody was chosen."""
    qtbot.waitUntil(lambda: bool(services.learning.personas), timeout=PATIENCE)
    made = session.work_page(PageName.FOR_YOU)
    assert isinstance(made, ForYouPage)
    with qtbot.waitSignal(made.settled, timeout=PATIENCE):
        session.show_page("for-you")
    return made


@pytest.fixture
def page(qtbot: QtBot, nobodys: ForYouPage, services: Services) -> ForYouPage:
    """The page with Ann's first list."""
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        services.learning.choose("Ann")
    return nobodys


def order(page: ForYouPage) -> list[str]:
    return [entry.item_id for entry in page.list.view.results.rows]


def press(qtbot: QtBot, page: ForYouPage, services: Services, key: Qt.Key) -> None:
    """Press a key on the current card, and wait for the list that follows."""
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.keyClick(page.list.view, key)


def choose_mode(qtbot: QtBot, page: ForYouPage, services: Services, mode: ListMode) -> None:
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.mouseClick(page.modes.modes.buttons[mode.value], Qt.MouseButton.LeftButton)


def choose_recommender(page: ForYouPage, kind: RecommenderKind) -> None:
    choice = page.modes.recommender
    choice.setCurrentIndex(choice.findData(kind.value))
    choice.activated.emit(choice.currentIndex())


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


def test_a_like_by_key_ranks_anew_glides_says_what_was_learnt_and_is_undone(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    before = order(page)
    assert before[:3] == ["item-00", "item-01", "item-02"]
    page.list.view.choose("item-01")
    press(qtbot, page, services, Qt.Key.Key_L)
    assert page.list.view.glide.is_running
    after = order(page)
    assert "item-01" not in after, "what was liked needs no recommending"
    assert after.index("item-06") < before.index("item-06"), "its kind comes nearer"
    assert page.learnt.sentence.text() == "You follow sound: 62 %; more fish."
    entry = page.list.entry("item-06")
    assert entry is not None
    change = page.list.view.results.change_of(entry)
    assert change.places == before.index("item-06") - 1 - after.index("item-06")
    assert page.side.profile.shares[2].figure.text == "62 %"
    page.activateWindow()
    page.list.view.setFocus()
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.keyClick(page.list.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert order(page) == before
    assert page.learnt.sentence.text().startswith("Taken back. ")
    assert not page.learnt.undo.isVisible()


def icon_place(page: ForYouPage, item_id: str, kind: InteractionKind) -> QPoint:
    """Return where the icon of a card is clicked."""
    view = page.list.view
    row = view.results.row_of(item_id)
    area = QRectF(view.visualRect(view.results.index(row)))
    strip = view.painted.rows.row_parts(area, Row(view.results.rows[row])).reactions
    return dict(reaction_areas(strip, OFFER_REACTIONS))[kind].center().toPoint()


def test_a_skip_by_mouse_or_key_takes_the_card_away_says_what_was_learnt_and_is_undone(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    before, shown = order(page), page.list.shown
    assert shown is not None
    viewport, left = page.list.view.viewport(), Qt.MouseButton.LeftButton
    with (
        qtbot.waitSignal(services.learning.learnt, timeout=PATIENCE) as told,
        qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE),
    ):
        QTest.mouseClick(viewport, left, pos=icon_place(page, "item-01", SKIP))
    job = told.args[0]
    assert (job.item_id, job.kind, job.session, job.position) == ("item-01", SKIP, shown.session, 2)
    assert "item-01" not in order(page)
    assert page.learnt.sentence.text() == "You follow sound: 62 %; fewer fish."
    qtbot.waitUntil(lambda: not page.list.view.glide.is_running, timeout=PATIENCE)
    page.list.view.choose("item-02")
    press(qtbot, page, services, Qt.Key.Key_X)
    assert "item-02" not in order(page)
    for _ in range(2):
        with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
            QTest.mouseClick(page.learnt.undo, left)
    assert order(page) == before


def test_stars_by_key_or_in_the_panel_rank_anew_and_are_taken_back(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    before = order(page)
    page.list.view.choose("item-01")
    press(qtbot, page, services, Qt.Key.Key_5)
    assert "item-01" not in order(page)
    assert page.learnt.sentence.text() == "You follow sound: 62 %; more fish."
    assert services.learning.reactions["item-01"].stars == 5
    page.list.view.choose("item-02")
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    rating = page.side.item.rating
    for filled in (2, 0):
        with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
            QTest.mouseClick(rating.stars[1], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(partial(lambda count: rating.filled == count, filled), timeout=PATIENCE)
        assert ("item-02" in order(page)) == (filled == 0)
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        services.learning.undo_last()
    assert order(page) == before


def test_a_blind_round_takes_skips_and_stars_and_shows_them_on_the_cards(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    choose_mode(qtbot, page, services, ListMode.BLIND)
    before = order(page)
    for key in (Qt.Key.Key_X, Qt.Key.Key_4):
        with qtbot.waitSignal(services.learning.learnt, timeout=PATIENCE):
            QTest.keyClick(page.list.view, key)
    assert order(page) == before
    done = page.list.view.results.reacted(before[0])
    assert done == Reacted(frozenset({SKIP, RATING}), 4.0)
    said = page.list.view.results.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("(skipped, rated 4 of 5)")


def test_opening_is_recorded_and_shows_the_item_closely_without_ranking_anew(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    before = order(page)
    with qtbot.waitSignal(services.learning.learnt, timeout=PATIENCE) as told:
        QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    job = told.args[0]
    shown = page.list.shown
    assert shown is not None
    assert (job.kind, job.session, job.position) == (InteractionKind.VIEW, shown.session, 1)
    assert page.side.face is Face.ITEM
    assert page.side.item.item_id == before[0]
    assert page.side.item.parts.sum.text() == "0.40 + 0.00 = 0.40", "nothing was asked for"
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.side.item.item_id == before[1]
    assert order(page) == before
    assert page.learnt.isHidden()


def test_likes_that_follow_each_other_end_in_the_list_of_the_last(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    told: list[RecommendForYou] = []
    services.suggesting.listed.connect(lambda job, _: told.append(job))
    page._react("item-01", LIKE)
    page._react("item-02", LIKE)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert services.learning.is_settled
    assert not {"item-01", "item-02"} & set(order(page))
    assert told == [page.job], "one list came, with what was learnt, and none was asked for"


def session_of(page: ForYouPage) -> int:
    assert page.list.shown is not None
    return page.list.shown.session


def test_a_list_that_is_ranked_anew_is_the_same_showing_and_a_new_one_is_not(
    qtbot: QtBot, page: ForYouPage, services: Services
) -> None:
    learning, first = services.learning, session_of(page)
    press(qtbot, page, services, Qt.Key.Key_L)
    assert session_of(page) == first
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        learning.undo_last()
    assert session_of(page) == first
    services.engine.submit(RecordInteraction(learning.catalog, "Ann", "item-01", LIKE), Handlers())
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        learning.refresh()
    assert "item-01" not in order(page) and session_of(page) == first, "it was liked elsewhere"
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        services.fitting.fitted.emit(FitRecommender("tuxpaint", page.job.recommender))
    assert session_of(page) == first, "who ranks it has learnt more"
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        QTest.mouseClick(page.modes.again, Qt.MouseButton.LeftButton)
    assert session_of(page) == first + 1
    choose_mode(qtbot, page, services, ListMode.SURPRISE)
    assert session_of(page) == first + 2


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
