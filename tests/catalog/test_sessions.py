from __future__ import annotations

import pytest

from app.catalog import Catalog
from app.catalog.interactions import record_interaction
from app.catalog.personas import PersonaState, create_persona, remove_persona
from app.catalog.sessions import ShownItem, ShownList, open_session, read_sessions
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
