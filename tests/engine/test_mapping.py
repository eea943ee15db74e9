"""The map of a real catalog: every item has a place, and a query lies among its like."""

from __future__ import annotations

import math
import struct

import pytest

from app.core.errors import CatalogError, QueryError
from app.core.home import Home
from app.core.progress import Cancellation, ignore_progress
from app.core.query import Query
from app.engine.engine import Engine
from app.engine.messages import CatalogMap, ExcludeItems, MapCatalog, PlaceQuery, SetLabel


@pytest.fixture
def few_engine(small_engine: Engine) -> Engine:
    """So few items that principal components lay them out; UMAP compiles for many seconds."""
    items = [one.item_id for one in small_engine.open_catalog("small").items()]
    small_engine.browsing.exclude(ExcludeItems("small", tuple(items[1::2]), True))
    return small_engine


def chart(engine: Engine, label_set: str = "") -> CatalogMap:
    job = MapCatalog("small", label_set=label_set)
    return engine.mapping.map(job, ignore_progress, Cancellation())


def places_of(made: CatalogMap) -> list[tuple[float, float]]:
    values = struct.unpack(f"<{len(made.places) // 4}f", made.places)
    return list(zip(values[0::2], values[1::2], strict=True))


def test_every_item_has_a_place_that_is_kept(few_engine: Engine, small_home: Home) -> None:
    made = chart(few_engine)
    places = places_of(made)
    assert len(made.item_ids) == len(places) == len(made.titles) > 15
    assert len(set(places)) > 15
    assert all(-1 <= value <= 1 for place in places for value in place)
    kept = list((small_home.catalogs / "small" / "maps").iterdir())
    assert len(kept) == 1
    written = kept[0].stat().st_mtime_ns
    assert chart(few_engine) == made
    assert kept[0].stat().st_mtime_ns == written
    kept[0].write_bytes(b"damage")
    assert chart(few_engine).places == made.places


def test_a_query_lies_among_what_it_finds(few_engine: Engine) -> None:
    made = chart(few_engine)
    place = dict(zip(made.item_ids, places_of(made), strict=True))
    job = PlaceQuery("small", Query(texts=("a ripe fruit to eat",)))
    found = few_engine.mapping.place(job, ignore_progress, Cancellation())
    near = sorted(place, key=lambda one: math.dist(place[one], (found.x, found.y)))
    assert sum(one.startswith("food/fruit") for one in near[:3]) >= 2
    with pytest.raises(QueryError):
        empty = PlaceQuery("small", Query())
        few_engine.mapping.place(empty, ignore_progress, Cancellation())


def test_labels_come_with_the_items(few_engine: Engine) -> None:
    first = chart(few_engine).item_ids[0]
    few_engine.labelling.set_label(SetLabel("small", (first,), "mood", "cheerful"))
    labelled = chart(few_engine, "mood")
    assert dict(zip(labelled.item_ids, labelled.labels, strict=True))[first] == "cheerful"
    assert labelled.labels.count("") == len(labelled.item_ids) - 1


def test_a_catalog_that_is_not_there_is_named(few_engine: Engine) -> None:
    with pytest.raises(CatalogError, match="nowhere"):
        few_engine.mapping.map(MapCatalog("nowhere"), ignore_progress, Cancellation())
