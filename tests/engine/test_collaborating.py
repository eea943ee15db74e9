from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.catalog.shelf import open_catalog
from app.catalog.sqlite import integrity_problem
from app.core.errors import Cancelled, InputError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, ignore_progress
from app.core.recommender import RecommenderKind
from app.engine.engine import Engine
from app.engine.fitted_recommenders import FOLDER
from app.engine.messages import (
    FallbackReason,
    FitRecommender,
    PersonalList,
    RecommendForYou,
    Result,
)
from app.recommend.recommender_file import TENSORS
from tests.engine.engine_child import EngineChild
from tests.engine.personas import crowd, do, items_of
from tests.engine.small_home import SETTINGS

ALS = RecommenderKind.ALS
JOB = RecommendForYou("small", "Ada", recommender=ALS, top=8)
FIT = FitRecommender("small", ALS)


@pytest.fixture
def ada(small_engine: Engine) -> Engine:
    """An engine where four personas like something, and none of it is learnt yet."""
    small_engine.people.create("small", "Ada")
    do(small_engine, items_of(small_engine)[0])
    crowd(small_engine, items_of(small_engine)[:3])
    return small_engine


def fit(engine: Engine) -> list[Progress]:
    told: list[Progress] = []
    engine.for_you.fit(FIT, told.append, Cancellation())
    return told


def models(home: Home) -> list[Path]:
    return sorted((home.cache / FOLDER).rglob(TENSORS))


def scored(found: PersonalList) -> list[tuple[str, float]]:
    return [(item.recommendation.item_id, item.recommendation.score) for item in found.items]


def test_what_was_learnt_outlives_the_engine_and_is_not_learnt_again(
    ada: Engine, small_home: Home
) -> None:
    assert fit(ada), "progress is told"
    before = ada.for_you.recommend(JOB)
    (file,) = models(small_home)
    written = file.stat().st_ino
    with Engine(small_home, SETTINGS) as again:
        after = again.for_you.recommend(JOB)
        assert after.fallback is None
        assert scored(after) == scored(before)
        assert not fit(again), "there is nothing new"
    assert file.stat().st_ino == written


@pytest.mark.usefixtures("fits_here")
def test_a_damaged_model_is_learnt_anew(ada: Engine, small_home: Home) -> None:
    fit(ada)
    before = ada.for_you.recommend(JOB)
    (file,) = models(small_home)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with Engine(small_home, SETTINGS) as again:
        found = again.for_you.recommend(JOB)
        assert found.fallback is not None
        assert found.fallback.reason is FallbackReason.STILL_LEARNING
        assert not models(small_home)
        fit(again)
        assert scored(again.for_you.recommend(JOB)) == scored(before)


@pytest.mark.usefixtures("fits_here")
def test_an_older_model_speaks_until_the_newer_is_there_but_not_of_one_who_is_gone(
    ada: Engine, small_home: Home
) -> None:
    fit(ada)
    for item_id in items_of(ada)[5:9]:
        do(ada, item_id, persona="Bob")
    found = ada.for_you.recommend(JOB)
    assert (found.ranked_by, found.fallback, found.to_fit) == (ALS, None, (ALS,))
    ada.people.remove("small", "Kim")
    assert not models(small_home)
    found = ada.for_you.recommend(JOB)
    assert found.fallback is not None
    assert found.to_fit == (ALS,)


def test_a_fit_is_cancelled_at_once_and_loses_nothing(ada: Engine, small_home: Home) -> None:
    stop = Cancellation()
    stop.cancel()
    with pytest.raises(Cancelled):
        ada.for_you.fit(FIT, ignore_progress, stop)
    assert not models(small_home)
    assert ada.for_you.recommend(JOB).to_fit == (ALS,)


@pytest.mark.usefixtures("fits_here")
def test_what_was_learnt_of_one_who_is_removed_meanwhile_goes(
    ada: Engine, small_home: Home
) -> None:
    def remove_kim(progress: Progress) -> None:
        if progress.done == 1:
            ada.people.remove("small", "Kim")

    ada.for_you.fit(FIT, remove_kim, Cancellation())
    assert not models(small_home)


@pytest.mark.usefixtures("fits_here")
def test_what_was_learnt_goes_with_its_catalog(ada: Engine, small_home: Home) -> None:
    fit(ada)
    assert ada.for_you.recommend(JOB).fallback is None
    ada.remove_catalog("small")
    assert not models(small_home)


@pytest.mark.usefixtures("fits_here")
def test_what_another_process_deleted_or_learnt_anew_counts_here(
    ada: Engine, small_home: Home
) -> None:
    with Engine(small_home, SETTINGS) as other:
        fit(ada)
        assert other.for_you.recommend(JOB).fallback is None
        for item_id in items_of(ada)[5:9]:
            do(ada, item_id, persona="Bob")
        assert other.for_you.recommend(JOB).to_fit == (ALS,)
        fit(ada)
        assert other.for_you.recommend(JOB).to_fit == ()
        ada.people.remove("small", "Kim")
        assert other.for_you.recommend(JOB).fallback is not None


def test_nobody_to_learn_from_is_told(small_engine: Engine) -> None:
    small_engine.people.create("small", "Ada")
    with pytest.raises(InputError, match="needs 3 personas"):
        fit(small_engine)


def test_an_engine_killed_while_a_recommender_learns_leaves_nothing_half_done(
    ada: Engine, small_home: Home
) -> None:
    # It tells each of its thousands of passes, more than pipes hold: unread, it cannot end.
    fit_bpr = FitRecommender("small", RecommenderKind.BPR)
    job = replace(JOB, recommender=RecommenderKind.BPR)
    killed = EngineChild(small_home)
    killed.wait_until_at_work(killed.send(fit_bpr))
    workers = psutil.Process(killed.process.pid).children(recursive=True)
    assert any("spawn_main" in str(one.cmdline()) for one in workers)
    killed.kill()
    assert psutil.wait_procs(workers, timeout=20)[1] == []
    killed.close()
    assert not models(small_home)
    with open_catalog(small_home, "small") as catalog, catalog.reading() as connection:
        assert integrity_problem(connection) == ""

    found = ada.for_you.recommend(job)
    assert found.fallback is not None
    assert found.fallback.reason is FallbackReason.STILL_LEARNING
    again = EngineChild(small_home)
    assert isinstance(again.ask(fit_bpr), Result)
    again.close()
    assert len(models(small_home)) == 1
    found = ada.for_you.recommend(job)
    assert (found.ranked_by, found.fallback) == (RecommenderKind.BPR, None)
