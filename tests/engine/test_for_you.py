from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.catalog import open_catalog
from app.catalog.interactions import read_history
from app.catalog.personas import find_persona
from app.catalog.sessions import SessionRecord, read_sessions
from app.core.errors import CatalogError, QueryError
from app.core.home import Home
from app.core.progress import Cancellation, ignore_progress
from app.core.query import Query
from app.core.recommender import RecommenderKind
from app.engine.engine import Engine
from app.engine.for_you import ForYou
from app.engine.messages import (
    ExcludeItems,
    Fallback,
    FallbackReason,
    FitRecommender,
    GetMeasures,
    Learnt,
    ListMode,
    PersonalList,
    Recommend,
    RecommendForYou,
    RecordInteraction,
    UndoInteraction,
)
from tests.engine.conftest import no_partial
from tests.engine.personas import DISLIKE, LIKE, crowd, do, ids, items_of, list_for
from tests.engine.small_home import SETTINGS

CONTENT, NEIGHBOURS = RecommenderKind.CONTENT, RecommenderKind.ITEM_NEIGHBOURS
POPULARITY = RecommenderKind.POPULARITY
TOO_FEW, LEARNING = FallbackReason.TOO_FEW, FallbackReason.STILL_LEARNING
NOTHING_KNOWN = FallbackReason.NOTHING_KNOWN


pytestmark = pytest.mark.usefixtures("fits_here")


@pytest.fixture
def ada(small_engine: Engine) -> Engine:
    small_engine.people.create("small", "Ada")
    return small_engine


def categories(engine: Engine, top: int = 8) -> list[str]:
    found = list_for(engine, top=top)
    return [item.recommendation.category.partition("/")[0] for item in found.items]


def test_likes_and_dislikes_change_the_next_list(ada: Engine) -> None:
    stranger = categories(ada)
    assert len(set(stranger)) > 2
    birds = items_of(ada, "animals")
    for item_id in birds[:3]:
        do(ada, item_id)
    assert categories(ada, 5).count("animals") >= 4
    for item_id in birds[3:6]:
        do(ada, item_id, DISLIKE)
    for item_id in items_of(ada, "vehicles")[:3]:
        do(ada, item_id)
    assert categories(ada, 5)[0] == "vehicles"


def test_scores_are_the_sum_of_what_is_shown(ada: Engine) -> None:
    liked = items_of(ada, "food")[:2]
    for item_id in liked:
        do(ada, item_id)
    do(ada, items_of(ada, "vehicles")[0], DISLIKE)
    found = list_for(ada)
    assert not set(ids(found)) & {*liked, items_of(ada, "vehicles")[0]}
    with ada.open_catalog("small") as catalog:
        titles = {item.title for item in catalog.items(liked)}
    for item in found.items:
        one, parts = item.recommendation, item.parts
        shares = sum(share for _, share in one.contributions.items())
        assert one.baseline + shares == pytest.approx(one.score, abs=1e-5)
        assert parts.total == pytest.approx(one.score, abs=1e-5)
        assert parts.history == pytest.approx(shares, abs=1e-5)
        assert (parts.query, item.explores) == (0.0, False)
    assert found.items[0].because_of in titles
    scores = [item.recommendation.score for item in found.items]
    assert scores == sorted(scores, reverse=True)


def test_undo_restores_the_very_list(ada: Engine) -> None:
    do(ada, items_of(ada)[0])
    before = list_for(ada)
    learnt = do(ada, items_of(ada)[20])
    assert list_for(ada).items != before.items
    ada.people.undo(UndoInteraction("small", "Ada", learnt.number))
    assert list_for(ada).items == before.items


def test_all_disliked_leaves_an_empty_list_and_no_error(ada: Engine) -> None:
    for item_id in items_of(ada):
        do(ada, item_id, DISLIKE)
    for mode in ListMode:
        assert list_for(ada, mode=mode).items == ()


def test_a_stranger_gets_what_others_like(ada: Engine) -> None:
    first, second = items_of(ada)[5], items_of(ada)[9]
    for name in ("Bob", "Eve"):
        ada.people.create("small", name)
        do(ada, second, persona=name)
    do(ada, first, persona="Bob")
    found = list_for(ada)
    assert ids(found)[:2] == [second, first]
    assert found.items[0].parts.history == 1.0
    assert (found.fallback, found.ranked_by) == (Fallback(CONTENT, NOTHING_KNOWN), POPULARITY)
    assert len(found.items) == 12


def test_surprises_are_drawn_and_say_so(ada: Engine) -> None:
    for item_id in items_of(ada, "food")[:4]:
        do(ada, item_id)
    usual = list_for(ada)
    drawn = [list_for(ada, mode=ListMode.SURPRISE) for _ in range(3)]
    assert len({tuple(ids(one)) for one in drawn}) > 1
    for item in drawn[0].items:
        assert item.explores == (item.recommendation.item_id not in ids(usual))
        assert item.parts.total == pytest.approx(item.recommendation.score, abs=1e-5)
    assert any(item.explores for item in drawn[0].items)


def test_the_same_seed_draws_the_same(ada: Engine) -> None:
    def surprise(seed: int) -> list[str]:
        desk = ForYou(ada._workspace, ada.for_you._learning, np.random.default_rng(seed))
        ada.for_you = desk
        return ids(list_for(ada, mode=ListMode.SURPRISE))

    assert surprise(1) == surprise(1) != surprise(2)


def test_every_list_is_logged_as_it_was_shown(ada: Engine, small_home: Home) -> None:
    crowd(ada, items_of(ada)[10:12])
    do(ada, items_of(ada)[0])
    plain = list_for(ada)
    blind = list_for(ada, mode=ListMode.BLIND)
    do(ada, ids(blind)[1], session=blind.session)
    opened = open_catalog(small_home, "small", read_only=True)
    with opened as catalog, catalog.reading() as connection:
        first, second = read_sessions(connection)
        assert len(read_history(connection, find_persona(connection, "Ada"))) == 2
    assert [one.item_id for one in first.shown] == ids(plain)
    assert (first.number, first.mode, first.rival) == (plain.session, "for-you", None)
    assert [one.item_id for one in second.shown] == ids(blind)
    assert (second.mode, second.rival) == ("blind", RecommenderKind.POPULARITY)
    assert sorted(one.by for one in second.shown) == [0] * 6 + [1] * 6
    assert len(second.shown[1].done) == 1


def test_others_speak_once_there_are_enough_of_them(ada: Engine) -> None:
    food, birds = items_of(ada, "food"), items_of(ada, "animals")
    do(ada, birds[0])
    alone = list_for(ada, recommender=NEIGHBOURS)
    assert ids(alone) == ids(list_for(ada))
    assert (alone.fallback, alone.ranked_by) == (Fallback(NEIGHBOURS, TOO_FEW), CONTENT)
    assert not alone.to_fit
    crowd(ada, [birds[0], food[0], food[1]])
    together = list_for(ada, recommender=NEIGHBOURS, top=44)
    assert (together.fallback, together.ranked_by) == (None, NEIGHBOURS)
    alone = list_for(ada, top=44)
    gains = {
        item_id: ids(alone).index(item_id) - ids(together).index(item_id) for item_id in ids(alone)
    }
    assert gains[food[0]] > 0 and gains[food[1]] > 0
    assert max(gains.values()) in {gains[food[0]], gains[food[1]]}
    for name in ("Kim", "Eve"):  # two are left, and what was learnt from these is gone
        ada.people.remove("small", name)
    left = list_for(ada, recommender=NEIGHBOURS, top=44)
    assert left.items == alone.items
    for item in together.items:
        assert item.parts.total == pytest.approx(item.recommendation.score, abs=1e-5)


def test_a_query_and_a_persona_combine(ada: Engine) -> None:
    query = Query(texts=("an animal or a fruit",))
    plain = ada.recommend(Recommend(query, catalog="small", top=44), no_partial)
    for item_id in items_of(ada, "food"):
        do(ada, item_id)
    for item_id in items_of(ada, "animals"):
        do(ada, item_id, DISLIKE)
    job = Recommend(query, catalog="small", top=44, persona="ada")
    personal = ada.recommend(job, no_partial)
    asked = {one.item_id: one for one in plain.results}
    for one in personal.results:
        assert one.parts is not None
        shares = sum(share for _, share in one.contributions.items())
        assert one.parts.total == pytest.approx(one.score, abs=1e-5)
        assert one.baseline + shares == pytest.approx(one.parts.query, abs=1e-5)
        assert one.parts.query == pytest.approx(asked[one.item_id].score, abs=1e-5)
        assert one.contributions.image == one.contributions.audio == 0
    food = set(items_of(ada, "food"))
    places = [
        sum(one.rank for one in found.results if one.item_id in food) for found in (plain, personal)
    ]
    assert places[1] < places[0]
    assert plain.results[0].parts is None
    with pytest.raises(CatalogError, match="Nobody"):
        ada.recommend(Recommend(query, catalog="small", persona="Nobody"), no_partial)


def test_items_that_go_are_noticed(ada: Engine) -> None:
    do(ada, items_of(ada, "food")[0])
    gone = ids(list_for(ada))[:2]
    ada.browsing.exclude(ExcludeItems("small", tuple(gone), True))
    assert not set(gone) & set(ids(list_for(ada)))


def test_a_list_of_nothing_is_refused(ada: Engine) -> None:
    with pytest.raises(QueryError, match="top 0"):
        list_for(ada, top=0)


def test_a_list_is_there_at_once_and_says_who_has_still_to_learn(ada: Engine) -> None:
    do(ada, items_of(ada, "animals")[0])
    crowd(ada, items_of(ada)[:2])
    job = RecommendForYou("small", "Ada", recommender=NEIGHBOURS, top=5)
    early = ada.for_you.recommend(job)
    assert (early.fallback, early.ranked_by) == (Fallback(NEIGHBOURS, LEARNING), CONTENT)
    assert early.to_fit == (NEIGHBOURS,)
    assert ids(early) == ids(list_for(ada, top=5))
    ada.for_you.fit(FitRecommender("small", NEIGHBOURS), ignore_progress, Cancellation())
    later = ada.for_you.recommend(job)
    assert (later.fallback, later.ranked_by, later.to_fit) == (None, NEIGHBOURS, ())
    assert [item.parts for item in later.items] != [item.parts for item in early.items]


def test_a_vote_between_two_that_rank_alike_is_not_held(ada: Engine, small_home: Home) -> None:
    def vote(rival: RecommenderKind) -> Fallback | None:
        job = RecommendForYou("small", "Ada", ListMode.BLIND, CONTENT, rival)
        found = ada.for_you.recommend(job)
        assert (found.session, found.items) == (0, ())
        return found.fallback

    assert vote(POPULARITY) == Fallback(CONTENT, NOTHING_KNOWN)
    do(ada, items_of(ada)[0])
    assert vote(POPULARITY) == Fallback(POPULARITY, TOO_FEW)
    crowd(ada, items_of(ada)[:2])
    assert vote(POPULARITY) == Fallback(POPULARITY, LEARNING)
    opened = open_catalog(small_home, "small", read_only=True)
    with opened as catalog, catalog.reading() as connection:
        assert not read_sessions(connection)


def test_a_like_and_its_undo_bring_the_list_that_follows(ada: Engine) -> None:
    do(ada, items_of(ada)[0])
    then = RecommendForYou("small", "Ada", recommender=CONTENT, top=12)
    before = list_for(ada)
    job = RecordInteraction("small", "Ada", items_of(ada)[20], LIKE, then=then)
    learnt = ada.people.record(job)
    assert learnt.ranked is not None
    assert learnt.ranked.items == list_for(ada).items != before.items
    undone = ada.people.undo(UndoInteraction("small", "Ada", learnt.number, then))
    assert undone.ranked is not None
    assert undone.ranked.items == before.items
    broken = RecommendForYou("small", "Nobody", recommender=CONTENT)
    kept = ada.people.record(RecordInteraction("small", "Ada", items_of(ada)[1], LIKE, then=broken))
    assert kept.ranked is None, "what was done is kept even if no list can be made"
    assert kept.after.interactions == 2


THEN = RecommendForYou("small", "Ada", recommender=CONTENT, top=12)


def like_in(engine: Engine, shown: PersonalList, place: int, then: RecommendForYou) -> Learnt:
    """Like an item of a list, and have a list ranked with what that taught."""
    job = RecordInteraction(
        "small", "Ada", ids(shown)[place], LIKE, session=shown.session, then=then
    )
    return engine.people.record(job)


def ranked_by(learnt: Learnt) -> PersonalList:
    assert learnt.ranked is not None
    return learnt.ranked


def sessions_of(home: Home) -> tuple[SessionRecord, ...]:
    opened = open_catalog(home, "small", read_only=True)
    with opened as catalog, catalog.reading() as connection:
        return read_sessions(connection)


def test_a_list_goes_on_in_its_session_whatever_is_liked_in_it(
    ada: Engine, small_home: Home
) -> None:
    do(ada, items_of(ada)[0])
    shown = first = list_for(ada)
    seen = set(ids(first))
    for place in (0, 3, 7):
        shown = ranked_by(like_in(ada, shown, place, THEN))
        assert shown.session == first.session
        seen |= set(ids(shown))
    (session,) = sessions_of(small_home)
    assert [one.item_id for one in session.shown][:12] == ids(first)
    assert len(session.shown) == len(seen) > 12
    assert {one.item_id for one in session.shown} == seen
    found = ada.people.measures(GetMeasures("small", "Ada"))
    assert found.sessions == 1
    assert (found.interaction.successes, found.interaction.trials) == (3, len(seen))
    again = list_for(ada)
    assert again.session != first.session, "a list that is asked for is another showing"


def test_an_undo_goes_on_in_the_session_too(ada: Engine, small_home: Home) -> None:
    do(ada, items_of(ada)[0])
    first, second = list_for(ada), list_for(ada)
    learnt = like_in(ada, first, 0, THEN)
    undone = ada.people.undo(UndoInteraction("small", "Ada", learnt.number, THEN))
    assert ranked_by(undone).session == first.session
    assert ranked_by(undone).items == first.items
    learnt = like_in(ada, first, 1, THEN)
    on_screen = replace(THEN, continues=second.session)
    undone = ada.people.undo(UndoInteraction("small", "Ada", learnt.number, on_screen))
    assert ranked_by(undone).session == second.session, "it is the list that is looked at"
    learnt = do(ada, items_of(ada)[30])
    undone = ada.people.undo(UndoInteraction("small", "Ada", learnt.number, THEN))
    assert ranked_by(undone).session not in {first.session, second.session}
    assert not any(one.done for session in sessions_of(small_home) for one in session.shown)


def test_another_mode_and_another_persona_begin_a_session(ada: Engine) -> None:
    ada.people.create("small", "Bob")
    for name in ("Ada", "Bob"):
        do(ada, items_of(ada)[0], persona=name)
    shown = list_for(ada)
    others = (replace(THEN, mode=ListMode.SURPRISE), replace(THEN, persona="Bob"))
    found = [ranked_by(like_in(ada, shown, place, then)) for place, then in enumerate(others)]
    assert len({shown.session, *(one.session for one in found)}) == 3


def test_each_round_of_a_blind_vote_is_a_session_that_likes_leave_as_it_is(
    ada: Engine, small_home: Home
) -> None:
    crowd(ada, items_of(ada)[10:12])
    do(ada, items_of(ada)[0])
    shown = list_for(ada, mode=ListMode.BLIND)
    blind = replace(THEN, mode=ListMode.BLIND, rival=POPULARITY)
    for place, then in enumerate((blind, THEN, replace(blind, continues=shown.session))):
        assert ranked_by(like_in(ada, shown, place, then)).session != shown.session
    first, *rest = sessions_of(small_home)
    assert [one.item_id for one in first.shown] == ids(shown)
    assert sum(len(one.done) for one in first.shown) == 3
    assert len(rest) == 3 and len({one.number for one in rest}) == 3


def test_two_windows_each_go_on_in_a_session_of_their_own(ada: Engine, small_home: Home) -> None:
    do(ada, items_of(ada)[0])
    first = list_for(ada)
    with Engine(small_home, SETTINGS) as other:
        second = list_for(other)
        one = ranked_by(like_in(ada, first, 0, THEN))
        two = ranked_by(like_in(other, second, 1, THEN))
        renewed = ada.for_you.recommend(replace(THEN, continues=first.session))
    assert one.session == renewed.session == first.session != second.session == two.session
    for session in sessions_of(small_home):
        assert len({item.item_id for item in session.shown}) == len(session.shown) >= 12
