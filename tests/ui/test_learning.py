from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.core.settings import Settings
from app.engine.messages import (
    CreatePersona,
    Failure,
    History,
    PeopleJob,
    RecordInteraction,
    RemovePersona,
    UndoInteraction,
)
from app.ui.engine_client import Handlers
from app.ui.learning import Learning
from app.ui.main_window import MainWindow
from app.ui.reacted import Reacted
from app.ui.services import Services
from app.ui.session import Session

PATIENCE = 20_000
ACTIVE = Qt.ApplicationState.ApplicationActive
LIKE, DISLIKE, SAVE = InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.SAVE
SKIP, RATING = InteractionKind.SKIP, InteractionKind.RATING
LIKED = Reacted(frozenset({LIKE}))


@pytest.fixture
def learning(qtbot: QtBot, session: Session, services: Services) -> Learning:
    """What is known once the personas are, with Ann as the chosen one."""
    made = services.learning
    qtbot.waitUntil(lambda: bool(made.personas), timeout=PATIENCE)
    made.choose("Ann")
    return made


def do(qtbot: QtBot, learning: Learning, item_id: str, kind: InteractionKind) -> Any:
    with qtbot.waitSignal(learning.learnt, timeout=PATIENCE) as told:
        learning.react(item_id, kind)
    return told.args


def test_a_persona_is_remembered_and_renamed_and_nobody_is_left_when_it_is_deleted(
    qtbot: QtBot, learning: Learning, services: Services
) -> None:
    def saved() -> str:
        return Settings.read(services.home.settings_file).persona

    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        learning.create("  Bo ")
    assert [one.name for one in learning.personas] == ["Ann", "Bo"]
    assert learning.persona == saved() == "Bo"
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        learning.rename("Bo", "Cy")
    assert learning.persona == saved() == "Cy"
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        learning.rename("Ann", "Dee")
    assert learning.persona == "Cy", "another one's name changes no choice"
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        learning.remove("Cy")
    assert learning.persona == saved() == ""
    assert [one.name for one in learning.personas] == ["Dee"]


def elsewhere(qtbot: QtBot, services: Services, job: PeopleJob) -> None:
    """Do what another window does: the catalog changes, and nobody tells this one."""
    done: list[object] = []
    services.engine.submit(job, Handlers(done.append))
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)


def test_who_was_made_and_deleted_elsewhere_is_noticed_at_the_next_look(
    qtbot: QtBot, learning: Learning, services: Services, window: MainWindow
) -> None:
    elsewhere(qtbot, services, CreatePersona(learning.catalog, "Bo"))
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        window.header.personas.choices.aboutToShow.emit()
    assert [one.name for one in learning.personas] == ["Ann", "Bo"]
    elsewhere(qtbot, services, RemovePersona(learning.catalog, "Ann"))
    with qtbot.waitSignal(learning.lost, timeout=PATIENCE) as told:
        learning.create("refuse")
    assert told.args == ["Ann"]
    assert learning.persona == ""
    assert "“Ann” is not in this catalog any more" in window.banner.text.text()


def test_a_like_elsewhere_is_noticed_when_the_window_is_looked_at_again(
    qtbot: QtBot, qapp: QApplication, learning: Learning, services: Services
) -> None:
    do(qtbot, learning, "item-01", LIKE)
    job = RecordInteraction(learning.catalog, "Ann", "item-07", LIKE)
    elsewhere(qtbot, services, job)
    with qtbot.waitSignals(
        [learning.taught_elsewhere, learning.reactions_changed], timeout=PATIENCE
    ):
        qapp.applicationStateChanged.emit(ACTIVE)
    assert learning.reactions == {"item-01": LIKED, "item-07": LIKED}


def test_nothing_is_news_that_was_done_here(
    qtbot: QtBot, qapp: QApplication, learning: Learning
) -> None:
    do(qtbot, learning, "item-01", LIKE)
    with (
        qtbot.assertNotEmitted(learning.taught_elsewhere),
        qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE),
    ):
        qapp.applicationStateChanged.emit(ACTIVE)


def test_nobody_is_missed_who_was_deleted_here(qtbot: QtBot, learning: Learning) -> None:
    with (
        qtbot.assertNotEmitted(learning.lost),
        qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE),
    ):
        learning.remove("Ann")
    assert learning.persona == ""


def test_a_name_that_is_refused_changes_nothing(qtbot: QtBot, learning: Learning) -> None:
    failures: list[Failure] = []
    learning.failed.connect(failures.append)
    learning.create("refuse")
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE)
    assert "choose another name" in failures[0].why
    assert learning.persona == "Ann"


def test_a_reaction_is_kept_replaced_by_its_opposite_and_taken_back_by_itself(
    qtbot: QtBot, learning: Learning
) -> None:
    job, learnt = do(qtbot, learning, "item-01", LIKE)
    assert isinstance(job, RecordInteraction)
    assert (job.persona, job.item_id, job.kind) == ("Ann", "item-01", LIKE)
    assert learnt.after.interactions == learnt.before.interactions + 1
    do(qtbot, learning, "item-01", SAVE)
    assert learning.reactions["item-01"].kinds == {LIKE, SAVE}
    do(qtbot, learning, "item-01", DISLIKE)
    assert learning.reactions["item-01"].kinds == {DISLIKE, SAVE}
    chosen = learning.chosen
    assert chosen is not None
    assert chosen.interactions == 3
    job, _ = do(qtbot, learning, "item-01", SAVE)
    assert isinstance(job, UndoInteraction)
    only_disliked = Reacted(frozenset({DISLIKE}))
    qtbot.waitUntil(lambda: learning.reactions["item-01"] == only_disliked, timeout=PATIENCE)


def rate(qtbot: QtBot, learning: Learning, item_id: str, stars: int) -> Any:
    with qtbot.waitSignal(learning.learnt, timeout=PATIENCE) as told:
        learning.rate(item_id, stars, 3, 7)
    return told.args


def test_a_rating_replaces_other_verdicts_and_the_same_again_takes_it_back(
    qtbot: QtBot, learning: Learning
) -> None:
    do(qtbot, learning, "item-01", LIKE)
    do(qtbot, learning, "item-01", SAVE)
    job, _ = rate(qtbot, learning, "item-01", 2)
    assert (job.kind, job.rating, job.session, job.position) == (RATING, 2.0, 3, 7)
    assert learning.reactions["item-01"] == Reacted(frozenset({SAVE, RATING}), 2.0)
    rate(qtbot, learning, "item-01", 5)
    assert learning.reactions["item-01"] == Reacted(frozenset({SAVE, RATING}), 5.0)
    job, _ = rate(qtbot, learning, "item-01", 5)
    assert isinstance(job, UndoInteraction)
    stands = Reacted(frozenset({SAVE, RATING}), 2.0)
    qtbot.waitUntil(lambda: learning.reactions["item-01"] == stands, timeout=PATIENCE)
    rate(qtbot, learning, "item-01", 2)
    liked = Reacted(frozenset({SAVE, LIKE}))
    qtbot.waitUntil(lambda: learning.reactions["item-01"] == liked, timeout=PATIENCE)
    rate(qtbot, learning, "item-01", 4)
    do(qtbot, learning, "item-01", DISLIKE)
    assert learning.reactions["item-01"] == Reacted(frozenset({SAVE, DISLIKE}))


def test_a_skip_says_nothing_of_an_item_and_is_undone(qtbot: QtBot, learning: Learning) -> None:
    do(qtbot, learning, "item-01", LIKE)
    job, _ = do(qtbot, learning, "item-01", SKIP)
    assert job.kind is SKIP
    assert learning.reactions["item-01"].kinds == {LIKE, SKIP}
    with qtbot.waitSignals([learning.learnt, learning.reactions_changed], timeout=PATIENCE):
        learning.undo_last()
    qtbot.waitUntil(lambda: learning.reactions == {"item-01": LIKED}, timeout=PATIENCE)


def test_a_rating_that_was_read_from_a_file_is_known(
    qtbot: QtBot, learning: Learning, services: Services
) -> None:
    job = RecordInteraction(learning.catalog, "Ann", "item-01", RATING, 4.5)
    elsewhere(qtbot, services, job)
    with qtbot.waitSignal(learning.reactions_changed, timeout=PATIENCE):
        learning.refresh()
    assert learning.reactions == {"item-01": Reacted(frozenset({RATING}), 4.5)}


def test_what_was_done_is_undone_from_the_last_to_the_first(
    qtbot: QtBot, learning: Learning
) -> None:
    do(qtbot, learning, "item-01", LIKE)
    do(qtbot, learning, "item-02", DISLIKE)
    for left in ({"item-01"}, set()):
        with qtbot.waitSignal(learning.reactions_changed, timeout=PATIENCE):
            learning.undo_last()
        assert set(learning.reactions) == left
    assert not learning.can_undo
    learning.undo_last()


def test_reactions_are_those_of_the_chosen_persona(qtbot: QtBot, learning: Learning) -> None:
    do(qtbot, learning, "item-01", LIKE)
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        learning.create("Bo")
    assert learning.reactions == {}
    assert not learning.can_undo
    with qtbot.waitSignals([learning.reactions_changed] * 2, timeout=PATIENCE):
        learning.choose("Ann")
    assert learning.reactions == {"item-01": LIKED}


def test_a_persona_of_another_catalog_is_not_chosen(
    qtbot: QtBot, learning: Learning, services: Services
) -> None:
    services.preferences.choose_catalog("other")
    assert learning.persona == ""
    assert learning.personas == ()
    services.preferences.choose_catalog("tuxpaint")
    services.preferences.change(persona="Somebody gone")
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        learning.refresh()
    assert learning.persona == ""


def test_a_history_is_asked_by_kind_and_words(qtbot: QtBot, learning: Learning) -> None:
    do(qtbot, learning, "item-01", LIKE)
    do(qtbot, learning, "item-12", DISLIKE)
    found: list[History] = []
    learning.history_found.connect(found.append)
    learning.ask_history((DISLIKE,), "12", "en")
    learning.ask_history((LIKE,), "12", "en")
    qtbot.waitUntil(lambda: len(found) == 2, timeout=PATIENCE)
    assert [[entry.item_id for entry in one.entries] for one in found] == [["item-12"], []]
    assert found[1].total == 2
