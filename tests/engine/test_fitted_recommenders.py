from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.catalog.personas import Census
from app.core.home import Home
from app.core.recommender import RecommenderKind
from app.engine import fitted_recommenders
from app.engine.fitted_recommenders import FittedRecommenders, FittedTo
from app.recommend.build import recommender_of
from app.recommend.recommender_file import TENSORS, items_digest
from tests.recommend.circles import ITEMS, circles, looks

NAMES = [f"item {number}" for number in range(ITEMS)]
KINDS = (RecommenderKind.POPULARITY, RecommenderKind.ITEM_NEIGHBOURS, RecommenderKind.ALS)
ABOUT = FittedTo("a", Census(7, 5, 30))


def keep(shelf: FittedRecommenders, catalog: Path, kind: RecommenderKind) -> Path:
    place = shelf.place(catalog, kind, items_digest(NAMES))
    shelf.save(place, recommender_of(kind).fit(circles()[0], looks()), NAMES, ABOUT)
    return place


def test_a_model_comes_back_with_what_it_learnt_from_and_goes_with_its_catalog(
    home: Home, tmp_path: Path
) -> None:
    shelf = FittedRecommenders(home)
    first = keep(shelf, tmp_path / "one", KINDS[0])
    second = keep(shelf, tmp_path / "two", KINDS[0])
    found = shelf.load(first, NAMES)
    assert found is not None
    assert (found.fitted_to, found.model.kind) == (ABOUT, KINDS[0])
    shelf.forget(tmp_path / "one")
    assert shelf.load(first, NAMES) is None
    assert shelf.load(second, NAMES) is not None
    assert shelf.load(second, NAMES[::-1]) is None, "of another catalog"
    assert shelf.size(second) == 0, "and not kept"


def test_those_used_the_longest_ago_make_room(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = FittedRecommenders(home)
    old, older = (keep(shelf, tmp_path / "one", kind) for kind in KINDS[:2])
    os.utime(old / TENSORS, (2, 2))
    os.utime(older / TENSORS, (1, 1))
    monkeypatch.setattr(fitted_recommenders, "MOST_KEPT", 2)
    new = keep(shelf, tmp_path / "one", KINDS[2])
    assert [shelf.size(place) > 0 for place in (older, old, new)] == [False, True, True]
    monkeypatch.setattr(fitted_recommenders, "MOST_BYTES", shelf.size(new) + 1)
    keep(shelf, tmp_path / "one", KINDS[2])
    assert [shelf.size(place) > 0 for place in (old, new)] == [False, True]
