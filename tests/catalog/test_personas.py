from __future__ import annotations

import pytest

from app.catalog import Catalog
from app.catalog.interactions import read_history, record_interaction
from app.catalog.personas import (
    Census,
    check_persona,
    create_persona,
    find_persona,
    read_personas,
    remove_persona,
    rename_persona,
    take_census,
)
from app.catalog.schema import InteractionRow, SessionRow, ShownRow
from app.catalog.sessions import ShownList, open_session
from app.core.errors import CatalogError
from app.core.persona import Interaction, InteractionKind
from app.core.recommender import RecommenderKind

LIKE = Interaction("rain", InteractionKind.LIKE, 1_000.0)


def names(catalog: Catalog) -> list[tuple[str, int]]:
    with catalog.reading() as connection:
        return [(one.name, one.interactions) for one in read_personas(connection)]


def test_personas_are_listed_by_name_with_what_they_did(filled: Catalog) -> None:
    with filled.recording() as connection:
        for name in ("小明", "  bob ", "Ada"):
            create_persona(connection, name)
        record_interaction(connection, find_persona(connection, "BOB"), LIKE)
    assert names(filled) == [("Ada", 0), ("bob", 1), ("小明", 0)]
    with filled.reading() as connection:
        assert all(one.created_at.tzinfo for one in read_personas(connection))


@pytest.mark.parametrize("name", ["", "  ", "a" * 256, "a\nb", "a\x00b", "a\u2028b"])
def test_names_that_nobody_could_read_are_refused(filled: Catalog, name: str) -> None:
    with pytest.raises(CatalogError, match="name it otherwise"), filled.recording() as connection:
        create_persona(connection, name)
    assert names(filled) == []


def test_names_differ_by_more_than_case(filled: Catalog) -> None:
    with filled.recording() as connection:
        create_persona(connection, "Straße")
        create_persona(connection, "Ada")
    with pytest.raises(CatalogError, match="is there already"), filled.recording() as connection:
        create_persona(connection, "STRASSE")
    with pytest.raises(CatalogError, match="is there already"), filled.recording() as connection:
        rename_persona(connection, "Straße", "ADA")
    with filled.recording() as connection:
        rename_persona(connection, "ada", "ADA")
    assert [name for name, _ in names(filled)] == ["ADA", "Straße"]


def test_a_new_name_keeps_the_history(filled: Catalog) -> None:
    with filled.recording() as connection:
        record_interaction(connection, create_persona(connection, "Ada"), LIKE)
        rename_persona(connection, "Ada", "Grace")
        assert len(read_history(connection, find_persona(connection, "grace"))) == 1
    with pytest.raises(CatalogError, match="Ada"), filled.reading() as connection:
        find_persona(connection, "Ada")


def test_a_persona_goes_with_everything_and_its_number_is_not_given_again(
    filled: Catalog,
) -> None:
    with filled.recording() as connection:
        ada = create_persona(connection, "Ada")
        shown = ShownList("for-you", RecommenderKind.CONTENT, ["rain"])
        session = open_session(connection, ada, shown)
        record_interaction(connection, ada, LIKE, session)
    with filled.recording() as connection:
        remove_persona(connection, "Ada")
    with filled.recording() as connection:
        for table in (InteractionRow, SessionRow, ShownRow):
            assert connection.execute(table.__table__.select()).all() == []
        assert create_persona(connection, "Ada").number > ada.number
        with pytest.raises(CatalogError, match="deleted meanwhile"):
            check_persona(connection, ada)


def test_a_census_tells_who_is_new_and_who_is_gone(filled: Catalog) -> None:
    with filled.recording() as connection:
        assert take_census(connection) == Census(0, 0, 0)
        ada = create_persona(connection, "Ada")
        record_interaction(connection, ada, LIKE)
        before = take_census(connection)
        assert before == Census(ada.number, 1, 1)
        bob = create_persona(connection, "Bob")
        record_interaction(connection, bob, LIKE)
        assert take_census(connection, before.newest) == Census(ada.number, 1, 2)
        remove_persona(connection, "Ada")
        assert take_census(connection, before.newest).count == 0
        assert take_census(connection) == Census(bob.number, 1, 1)
