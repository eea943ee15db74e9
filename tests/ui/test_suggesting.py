from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.engine.messages import Failure, ListMode, PersonalList, RecommendForYou
from app.ui.services import Services
from app.ui.session import Session

PATIENCE = 20_000


def test_only_the_newest_list_is_told(qtbot: QtBot, session: Session, services: Services) -> None:
    told: list[tuple[RecommendForYou, PersonalList]] = []
    suggesting = services.suggesting
    suggesting.listed.connect(lambda job, found: told.append((job, found)))
    busy: list[bool] = []
    suggesting.busy_changed.connect(busy.append)
    suggesting.ask(RecommendForYou("tuxpaint", "Ann"))
    suggesting.ask(RecommendForYou("tuxpaint", "Ann", ListMode.SURPRISE))
    qtbot.waitUntil(lambda: not suggesting.is_busy, timeout=PATIENCE)
    services.learning.choose("Ann")
    with qtbot.waitSignal(services.learning.learnt, timeout=PATIENCE):
        services.learning.record("item-01", InteractionKind.VIEW)
    assert [found.mode for _, found in told] == [ListMode.SURPRISE]
    assert told[0][0].mode is ListMode.SURPRISE
    assert busy == [True, True, False]


def test_a_list_that_is_refused_or_withdrawn_is_over(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    suggesting = services.suggesting
    refused: list[Failure] = []
    suggesting.refused.connect(refused.append)
    suggesting.ask(RecommendForYou("tuxpaint", "refuse"))
    qtbot.waitUntil(lambda: bool(refused), timeout=PATIENCE)
    assert not suggesting.is_busy
    suggesting.ask(RecommendForYou("tuxpaint", "Ann"))
    suggesting.withdraw()
    assert not suggesting.is_busy
