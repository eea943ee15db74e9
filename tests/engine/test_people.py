from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.catalog import open_catalog
from app.catalog.personas import find_persona
from app.core.errors import CatalogError, InputError
from app.core.home import Home
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.engine import Engine
from app.engine.messages import (
    CreatePersona,
    ExportInteractions,
    GetHistory,
    GetMeasures,
    GetProfile,
    History,
    ImportInteractions,
    ListMode,
    ListPersonas,
    LiveMeasures,
    Moved,
    Personas,
    Profile,
    RecordInteraction,
    RemovePersona,
    RenamePersona,
    UndoInteraction,
)
from app.engine.people import profile_of
from app.engine.service import Channel
from tests.engine.personas import DISLIKE, LIKE, crowd, do, items_of, list_for
from tests.engine.small_home import SETTINGS

CHANNEL = Channel(0, lambda reply: None)


@pytest.fixture
def ada(small_engine: Engine) -> Engine:
    small_engine.people.create("small", "Ada")
    return small_engine


def history(engine: Engine, **options: object) -> History:
    return engine.people.history(GetHistory("small", "Ada", **options))  # type: ignore[arg-type]


def test_personas_come_get_names_and_go(ada: Engine) -> None:
    desk = ada.people
    desk.execute(CreatePersona("small", "Bob"), CHANNEL)
    do(ada, items_of(ada)[0])
    renamed = desk.execute(RenamePersona("small", "bob", "Grace"), CHANNEL)
    assert isinstance(renamed, Personas)
    assert [(one.name, one.interactions) for one in renamed.personas] == [("Ada", 1), ("Grace", 0)]
    assert desk.execute(ListPersonas("small"), CHANNEL) == renamed
    left = desk.execute(RemovePersona("small", "Ada"), CHANNEL)
    assert isinstance(left, Personas)
    assert [one.name for one in left.personas] == ["Grace"]
    with pytest.raises(CatalogError, match="'Ada': is not in this catalog"):
        do(ada, items_of(ada)[0])
    with pytest.raises(CatalogError, match="'Ada'"):
        list_for(ada)


def test_a_like_says_what_it_taught_and_can_be_undone(ada: Engine) -> None:
    birds, vehicles = items_of(ada, "animals"), items_of(ada, "vehicles")
    for item_id in birds[:3]:
        do(ada, item_id)
    learnt = do(ada, vehicles[0], DISLIKE)
    assert (learnt.before.interactions, learnt.after.interactions) == (3, 4)
    assert learnt.after.exploration < learnt.before.exploration < 1
    assert learnt.after.up[0][0] == "animals"
    assert "vehicles" in [name for name, _ in learnt.after.down]
    assert sum(share for _, share in learnt.after.shares.items()) == pytest.approx(1.0)
    undone = ada.people.undo(UndoInteraction("small", "Ada", learnt.number))
    assert (undone.before, undone.after) == (learnt.after, learnt.before)
    assert undone.number == learnt.number
    with pytest.raises(CatalogError, match="nothing to undo"):
        ada.people.undo(UndoInteraction("small", "Ada", learnt.number))


def test_two_profiles_tell_truly_what_moved_however_many_categories_there_are(
    ada: Engine,
) -> None:
    opened = ada.people._learning.catalog("small")
    count = len(opened.ranked.items)
    names = tuple(f"kind {place:02d}" for place in range(count // 3))
    codes = np.minimum(np.arange(count) // 3, len(names) - 1)
    finer = replace(opened, codes=codes, names=names)
    assert len(names) > 10
    for item_id in items_of(ada)[::5]:
        do(ada, item_id)
        with finer.ranked.catalog.reading() as connection:
            persona = find_persona(connection, "Ada")
            found = profile_of(finer.taste(connection, persona), finer, persona)
        assert {name for name, _ in (*found.up, *found.down)} == set(names)


def test_whoever_changes_their_mind_dislikes_as_if_they_had_never_liked(ada: Engine) -> None:
    food, birds = items_of(ada, "food"), items_of(ada, "animals")
    ada.people.create("small", "Eve")
    for name in ("Ada", "Eve"):
        do(ada, food[0], persona=name)
    liked = do(ada, birds[0])
    changed = do(ada, birds[0], DISLIKE)
    disliked = do(ada, birds[0], DISLIKE, persona="Eve")
    assert dict(changed.after.down) == pytest.approx(dict(disliked.after.down), abs=0.05)
    assert "animals" in dict(changed.after.down)
    undone = ada.people.undo(UndoInteraction("small", "Ada", changed.number))
    assert undone.after == liked.after


def test_what_was_learnt_is_the_same_after_a_new_start(ada: Engine, small_home: Home) -> None:
    for item_id, kind in zip(items_of(ada)[::7], (LIKE, DISLIKE, LIKE, LIKE), strict=False):
        learnt = do(ada, item_id, kind)
    with Engine(small_home, SETTINGS) as other:
        found = other.people.execute(GetProfile("small", "ada"), CHANNEL)
        assert isinstance(found, Profile)
        for (name, value), (known, before) in zip(found.up, learnt.after.up, strict=True):
            assert name == known
            assert value == pytest.approx(before, abs=1e-4)
        assert found.interactions == 4


def test_two_processes_see_what_the_other_records(ada: Engine, small_home: Home) -> None:
    first, second, third = items_of(ada, "food")[:3]
    with Engine(small_home, SETTINGS) as other:
        do(ada, first)
        do(other, second)
        learnt = do(ada, third)
        assert learnt.before.interactions == 2
        known = other.people.profile("small", "Ada")
        assert known.interactions == 3
        assert known.shares.image == pytest.approx(learnt.after.shares.image, abs=1e-4)
        other.people.remove("small", "Ada")
    with pytest.raises(CatalogError, match="'Ada'"):
        do(ada, first)


def test_bad_input_is_refused_and_nothing_lost(ada: Engine) -> None:
    item = items_of(ada)[0]
    do(ada, item)
    with pytest.raises(CatalogError, match="unicorn"):
        do(ada, "unicorn")
    with pytest.raises(InputError, match="rating 9"):
        job = RecordInteraction("small", "Ada", item, InteractionKind.RATING, 9.0)
        ada.people.record(job)
    with pytest.raises(CatalogError, match="session 99"):
        do(ada, item, session=99)
    assert history(ada).total == 1
    assert ada.people.profile("small", "Ada").interactions == 1


def test_history_has_filters(ada: Engine) -> None:
    food, bird = items_of(ada, "food")[0], items_of(ada, "animals")[0]
    do(ada, food)
    do(ada, bird, DISLIKE)
    do(ada, bird)
    everything = history(ada)
    assert [entry.item_id for entry in everything.entries] == [bird, bird, food]
    assert Path(everything.entries[0].thumbnail).is_file()
    assert len(everything.entries[0].at) == len("2026-01-01T00:00:00")
    (disliked,) = history(ada, kinds=(DISLIKE,)).entries
    assert (disliked.item_id, disliked.category) == (bird, everything.entries[0].category)
    title = everything.entries[-1].title
    assert [entry.item_id for entry in history(ada, text=title.upper()).entries] == [food]
    assert len(history(ada, limit=1).entries) == 1
    assert history(ada, text="unicorn").entries == ()
    assert history(ada, limit=1).total == 3
    assert history(ada, kinds=(DISLIKE,)).matching == 1
    assert history(ada, limit=1).matching == 3
    assert history(ada, kinds=(LIKE,), limit=1).matching == 2
    assert history(ada, text=title, limit=0).matching == 1


def test_files_come_and_go(ada: Engine, tmp_path: Path) -> None:
    do(ada, items_of(ada)[0])
    file = str(tmp_path / "ada.csv")
    assert ada.people.execute(ExportInteractions("small", "Ada", file), CHANNEL) == Moved(file, 1)
    ada.people.remove("small", "Ada")
    moved = ada.people.execute(ImportInteractions("small", file), CHANNEL)
    assert moved == Moved(file, 1, 0, ("Ada",))
    assert ada.people.execute(ImportInteractions("small", file), CHANNEL) == Moved(file, 0, 1)
    assert ada.people.profile("small", "Ada").interactions == 1


@pytest.mark.usefixtures("fits_here")
def test_lists_are_measured(ada: Engine) -> None:
    crowd(ada, items_of(ada)[10:12])
    do(ada, items_of(ada)[20])
    shown = list_for(ada, mode=ListMode.BLIND)
    items = [item.recommendation.item_id for item in shown.items]
    do(ada, items[0], InteractionKind.VIEW, session=shown.session)
    do(ada, items[0], LIKE, session=shown.session)
    do(ada, items[1], DISLIKE, session=shown.session)
    found = ada.people.execute(GetMeasures("small", "Ada"), CHANNEL)
    assert isinstance(found, LiveMeasures)
    assert (found.sessions, found.click_through.trials) == (1, len(items))
    assert (found.click_through.successes, found.interaction.successes) == (1, 2)
    assert found.satisfaction.share == 0.5
    (duel,) = found.duels
    assert (duel.first, duel.second) == (RecommenderKind.CONTENT, RecommenderKind.POPULARITY)
    assert duel.wins + duel.losses == 1
    assert ada.people.measures(GetMeasures("small")).sessions == 1
    with pytest.raises(CatalogError, match="Nobody"):
        ada.people.measures(GetMeasures("small", "Nobody"))


def test_recording_reads_no_catalog_anew(ada: Engine, small_home: Home) -> None:
    with open_catalog(small_home, "small", read_only=True) as catalog:
        before = catalog.revision()
        do(ada, items_of(ada)[0])
        first = ada._recommending.catalog("small", "", lambda progress: None)
        do(ada, items_of(ada)[1])
        again = ada._recommending.catalog("small", "", lambda progress: None)
        assert catalog.revision() == before
    assert again.index is first.index


def test_personas_work_where_nothing_can_be_ranked(home: Home) -> None:
    from app.catalog import Catalog, import_items
    from app.catalog.draft import ItemDraft
    from app.core.item import Caption
    from tests.catalog.samples import Given

    with Catalog.create(home.catalogs / "small") as made:
        import_items(made, Given(ItemDraft("a", "", (Caption("en", "thing"),), ())))
    with Engine(home, SETTINGS) as engine:
        engine.people.create("small", "Ada")
        learnt = do(engine, "a")
        assert learnt.after == Profile("small", "Ada", interactions=1)
        with pytest.raises(CatalogError, match="fusion"):
            list_for(engine)
