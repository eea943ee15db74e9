from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.engine.messages import (
    FitRecommender,
    ListMode,
    RecommendForYou,
    RecordInteraction,
)
from app.ui.engine_client import Handlers
from app.ui.for_you.page import ForYouPage
from app.ui.for_you.side import Face
from app.ui.reacted import Reacted
from app.ui.services import Services
from tests.ui.for_you.driving import (
    LIKE,
    PATIENCE,
    RATING,
    SKIP,
    choose_mode,
    icon_place,
    order,
    press,
    session_of,
)


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
