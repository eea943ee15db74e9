from __future__ import annotations

import time

import numpy as np
import pytest

from app.catalog import Catalog
from app.catalog.interactions import (
    are_enough,
    count_interactions,
    item_places,
    like_counts,
    read_history,
    read_interactions,
    record_interaction,
    undo_interaction,
)
from app.catalog.personas import PersonaState, create_persona, find_persona, remove_persona
from app.core.errors import CatalogError
from app.core.persona import Interaction, InteractionKind

LIKE, DISLIKE, RATING = InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.RATING


@pytest.fixture
def ada(filled: Catalog) -> PersonaState:
    with filled.recording() as connection:
        return create_persona(connection, "Ada")


def record(
    catalog: Catalog, persona: PersonaState, item: str, kind: InteractionKind = LIKE, at: float = 5
) -> int:
    rating = 2.0 if kind is RATING else 0.0
    with catalog.recording() as connection:
        return record_interaction(connection, persona, Interaction(item, kind, at, rating))


def history(catalog: Catalog, *kinds: InteractionKind) -> list[Interaction]:
    with catalog.reading() as connection:
        persona = find_persona(connection, "Ada")
        return [one.interaction for one in read_history(connection, persona, kinds)]


def test_history_is_what_was_recorded_the_newest_first(filled: Catalog, ada: PersonaState) -> None:
    at = 1_790_000_000.123457
    record(filled, ada, "rain", RATING, at)
    record(filled, ada, "word", DISLIKE, at - 1)
    record(filled, ada, "word", LIKE, at + 1)
    assert history(filled) == [
        Interaction("word", LIKE, at + 1),
        Interaction("rain", RATING, at, 2.0),
        Interaction("word", DISLIKE, at - 1),
    ]
    assert [one.kind for one in history(filled, RATING, DISLIKE)] == [RATING, DISLIKE]


def test_undo_leaves_no_trace_but_a_revision(filled: Catalog, ada: PersonaState) -> None:
    record(filled, ada, "rain")
    before = history(filled)
    number = record(filled, ada, "word", DISLIKE)
    with filled.recording() as connection:
        undone = undo_interaction(connection, ada, number)
        assert find_persona(connection, "Ada").revision == ada.revision + 3
    assert undone.interaction.item_id == "word"
    assert history(filled) == before
    with pytest.raises(CatalogError, match="nothing to undo"), filled.recording() as connection:
        undo_interaction(connection, ada, number)
    assert record(filled, ada, "word") > number


def test_what_cannot_have_happened_is_refused_and_nothing_lost(
    filled: Catalog, ada: PersonaState
) -> None:
    record(filled, ada, "rain")
    with pytest.raises(CatalogError, match="in the future"):
        record(filled, ada, "word", at=time.time() + 3_600)
    with pytest.raises(CatalogError, match="not in this catalog"):
        record(filled, ada, "unicorn")
    with pytest.raises(CatalogError, match="session 7"), filled.recording() as connection:
        record_interaction(connection, ada, Interaction("word", LIKE, 6.0), session=7)
    with filled.recording() as connection:
        other = create_persona(connection, "Bob")
        remove_persona(connection, "Bob")
    with pytest.raises(CatalogError, match="'Bob': was deleted meanwhile"):
        record(filled, other, "word")
    with filled.reading() as connection:
        assert count_interactions(connection, ada) == 1
        assert find_persona(connection, "Ada").revision == ada.revision + 1


def test_arrays_are_each_personas_history_the_oldest_first(
    filled: Catalog, ada: PersonaState
) -> None:
    with filled.recording() as connection:
        bob = create_persona(connection, "Bob")
    record(filled, bob, "rain", at=9)
    second = record(filled, ada, "word", RATING, at=8)
    first = record(filled, ada, "rain", DISLIKE, at=7)
    record(filled, ada, "animals/duck", at=9)
    with filled.reading() as connection:
        places = item_places(connection, ("word", "rain"))
        everything = read_interactions(connection, places)
        hers = read_interactions(connection, places, ada.number)
        assert like_counts(connection) == {"rain": 1, "animals/duck": 1}
    assert everything.personas.tolist() == [ada.number] * 3 + [bob.number]
    assert everything.items.tolist() == [1, 0, -1, 1]
    np.testing.assert_allclose(everything.preferences, [-1, -0.5, 1, 1])
    assert hers.numbers[:2].tolist() == [first, second]
    assert len(hers) == 3


def test_high_ratings_count_as_liking_and_low_ones_do_not(
    filled: Catalog, ada: PersonaState
) -> None:
    for item, stars in (("rain", 4.0), ("word", 3.0), ("animals/duck", 2.0)):
        with filled.recording() as connection:
            record_interaction(connection, ada, Interaction(item, RATING, 5.0, stars))
    with filled.reading() as connection:
        assert like_counts(connection) == {"rain": 1}


def test_who_dislikes_in_the_end_does_not_count_as_liking(
    filled: Catalog, ada: PersonaState
) -> None:
    with filled.recording() as connection:
        bob = create_persona(connection, "Bob")
    for at, (item, kind) in enumerate(
        (
            ("rain", LIKE),
            ("rain", DISLIKE),
            ("word", DISLIKE),
            ("word", LIKE),
            ("animals/duck", LIKE),
            ("animals/duck", LIKE),
            ("animals/duck", RATING),
        )
    ):
        record(filled, ada, item, kind, at)
    with filled.reading() as connection:
        assert like_counts(connection) == {"word": 1}
    record(filled, bob, "rain", at=1)
    record(filled, ada, "animals/duck", InteractionKind.SAVE, at=9)
    record(filled, ada, "word", InteractionKind.SKIP, at=9)
    with filled.reading() as connection:
        assert like_counts(connection) == {"word": 1, "rain": 1, "animals/duck": 1}
    for kind in (LIKE, DISLIKE):  # at one time, as in a file that tells days
        record(filled, bob, "rain", kind, at=9)
    with filled.reading() as connection:
        assert like_counts(connection) == {"word": 1, "animals/duck": 1}


def test_the_last_verdict_on_an_item_replaces_those_before(
    filled: Catalog, ada: PersonaState
) -> None:
    with filled.recording() as connection:
        bob = create_persona(connection, "Bob")
    kinds = (LIKE, InteractionKind.VIEW, DISLIKE, InteractionKind.SAVE, RATING)
    for at, kind in enumerate(kinds):
        record(filled, ada, "rain", kind, at)
    record(filled, ada, "word", at=9)
    record(filled, bob, "rain", at=9)
    with filled.reading() as connection:
        found = read_interactions(connection, item_places(connection, ("rain", "word")))
        nowhere = read_interactions(connection, item_places(connection, ()))
    assert found.items.tolist() == [0, 0, 0, 0, 0, 1, 0]
    assert found.verdicts.tolist() == [True, False, True, False, True, True, True]
    assert found.standing_items().tolist() == [-1, 0, -1, 0, 0, 1, 0]
    assert nowhere.standing_items().tolist() == [-1] * 7


def test_a_like_does_not_wait_for_a_long_import(filled: Catalog, ada: PersonaState) -> None:
    """Two processes have an object each; the second keeps other writers of items out.

    It does so until the like is recorded: one that wanted the same lock could not get it.
    """
    with Catalog.open(filled.folder) as importing, importing.sole_writer():
        record(filled, ada, "rain")
        assert len(history(filled)) == 1
        with importing.writing() as connection:
            connection.exec_driver_sql("UPDATE items SET title = 'Rain' WHERE item_id = 'rain'")
    assert len(history(filled)) == 1


def test_who_likes_nothing_teaches_nobody(filled: Catalog, ada: PersonaState) -> None:
    with filled.recording() as connection:
        bob = create_persona(connection, "Bob")
    record(filled, ada, "rain")
    record(filled, ada, "rain")
    record(filled, bob, "rain", DISLIKE)
    record(filled, bob, "rain", RATING)
    record(filled, bob, "rain", InteractionKind.SKIP)
    with filled.reading() as connection:
        assert are_enough(connection, 1)
        assert not are_enough(connection, 2)
    record(filled, bob, "rain", InteractionKind.VIEW)
    with filled.reading() as connection:
        assert are_enough(connection, 2)
