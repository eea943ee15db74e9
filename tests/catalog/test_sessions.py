from __future__ import annotations

import pytest

from app.catalog import Catalog
from app.catalog.interactions import record_interaction
from app.catalog.personas import PersonaState, create_persona, remove_persona
from app.catalog.sessions import (
    SOMEONE_ELSE,
    SessionRecord,
    ShownItem,
    ShownList,
    continue_session,
    open_session,
    read_sessions,
)
from app.core.errors import CatalogError
from app.core.persona import Interaction, InteractionKind
from app.core.recommender import RecommenderKind

BLIND = ShownList(
    "blind", RecommenderKind.CONTENT, ["word", "rain"], RecommenderKind.POPULARITY, [1, 0]
)


@pytest.fixture
def ada(filled: Catalog) -> PersonaState:
    with filled.recording() as connection:
        return create_persona(connection, "Ada")


def test_sessions_tell_what_was_shown_by_whom_and_what_was_done(
    filled: Catalog, ada: PersonaState
) -> None:
    with filled.recording() as connection:
        first = open_session(connection, ada, BLIND)
        empty = open_session(connection, ada, ShownList("for-you", RecommenderKind.ALS, []))
        bob = create_persona(connection, "Bob")
        open_session(connection, bob, BLIND)
        for kind, at in ((InteractionKind.LIKE, 6.0), (InteractionKind.VIEW, 5.0)):
            record_interaction(connection, ada, Interaction("rain", kind, at), first)
        record_interaction(connection, ada, Interaction("word", InteractionKind.LIKE, 7.0))
    with filled.reading() as connection:
        blind, plain = read_sessions(connection, ada)
        assert [one.persona for one in read_sessions(connection)] == ["Ada", "Ada", "Bob"]
    assert blind.shown == (
        ShownItem("word", 0, 1),
        ShownItem("rain", 1, 0, ((InteractionKind.VIEW, 0.0), (InteractionKind.LIKE, 0.0))),
    )
    assert (blind.number, blind.mode) == (first, "blind")
    assert (blind.recommender, blind.rival) == (BLIND.recommender, BLIND.rival)
    assert (plain.number, plain.rival, plain.shown) == (empty, None, ())
    assert blind.started_at.tzinfo is not None


CONTENT = RecommenderKind.CONTENT
FIRST = ShownList("for-you", CONTENT, ["word", "rain"])


def listed(*item_ids: str, recommender: RecommenderKind = CONTENT) -> ShownList:
    return ShownList("for-you", recommender, item_ids)


def sessions(catalog: Catalog) -> tuple[SessionRecord, ...]:
    with catalog.reading() as connection:
        return read_sessions(connection)


def places(session: SessionRecord) -> list[tuple[str, int, int]]:
    return [(one.item_id, one.position, one.by) for one in session.shown]


def test_a_list_that_is_ranked_anew_goes_on_in_its_session(
    filled: Catalog, ada: PersonaState
) -> None:
    like = Interaction("word", InteractionKind.LIKE, 5.0)
    with filled.recording() as connection:
        first = open_session(connection, ada, FIRST)
        record_interaction(connection, ada, like, first)
        shorter = listed("rain")
        assert continue_session(connection, ada, first, shorter) == first
        assert continue_session(connection, ada, first, listed("animals/duck", "rain")) == first
    (session,) = sessions(filled)
    assert places(session) == [("word", 0, 0), ("rain", 1, 0), ("animals/duck", 2, 0)]
    assert [len(one.done) for one in session.shown] == [1, 0, 0]


def test_what_another_recommender_brought_in_is_not_put_down_to_the_first(
    filled: Catalog, ada: PersonaState
) -> None:
    with filled.recording() as connection:
        first = open_session(connection, ada, FIRST)
        other = listed("animals/duck", "rain", recommender=RecommenderKind.ALS)
        continue_session(connection, ada, first, other)
    (session,) = sessions(filled)
    assert places(session)[-1] == ("animals/duck", 2, SOMEONE_ELSE)
    assert session.recommender is CONTENT


def test_a_session_goes_on_with_nothing_but_its_own_list(
    filled: Catalog, ada: PersonaState
) -> None:
    surprise = ShownList("surprise", CONTENT, ["rain"])
    with filled.recording() as connection:
        bob = create_persona(connection, "Bob")
        plain, round_one = (open_session(connection, ada, one) for one in (FIRST, BLIND))
        another = [
            continue_session(connection, bob, plain, FIRST),
            continue_session(connection, ada, plain, surprise),
            continue_session(connection, ada, round_one, BLIND),
            continue_session(connection, ada, round_one, FIRST),
            continue_session(connection, ada, 0, FIRST),
            continue_session(connection, ada, 99, FIRST),
        ]
    assert len({plain, round_one, *another}) == 8
    found = {one.number: one for one in sessions(filled)}
    assert places(found[plain]) == [("word", 0, 0), ("rain", 1, 0)]
    assert places(found[round_one]) == [("word", 0, 1), ("rain", 1, 0)]


def test_a_list_for_nobody_or_of_nothing_is_not_logged(filled: Catalog, ada: PersonaState) -> None:
    strange = ShownList("for-you", RecommenderKind.CONTENT, ["unicorn"])
    with pytest.raises(CatalogError, match="unicorn"), filled.recording() as connection:
        open_session(connection, ada, strange)
    with filled.recording() as connection:
        remove_persona(connection, "Ada")
    with pytest.raises(CatalogError, match="deleted meanwhile"), filled.recording() as connection:
        open_session(connection, ada, BLIND)
    with filled.reading() as connection:
        assert read_sessions(connection) == ()
