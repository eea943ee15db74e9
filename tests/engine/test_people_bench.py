from __future__ import annotations

from app.core.home import Home
from app.core.progress import Cancellation
from app.engine.drawn_catalog import Sizes
from app.engine.engine import Engine
from app.engine.people_bench import measure_many_people, measure_people


def test_likes_are_timed_on_a_copy(small_home: Home, small_engine: Engine) -> None:
    """What it must be is on the figures; the catalog that was copied has met nobody."""
    (catalog,) = (one.name for one in small_engine.catalogs())
    files = [file for file in small_home.catalogs.rglob("*") if file.is_file()]
    before = [file.read_bytes() for file in files]
    likes, switches = measure_people(small_home, catalog, rounds=3)
    assert (likes.must, switches.must) == (50, 200)
    assert 0 < likes.median <= likes.p95 and 0 < switches.median <= switches.p95
    assert before == [file.read_bytes() for file in files]
    assert not small_engine.people.personas(catalog).personas


def test_a_large_catalog_is_drawn_and_measured_beside_it(
    small_home: Home, small_engine: Engine
) -> None:
    sizes = Sizes(items=120, personas=8, interactions=200)
    figures = measure_many_people(
        small_home, "small", rounds=3, cancellation=Cancellation(), sizes=sizes
    )
    assert [one.name.partition(", ")[2] for one in figures] == (
        ["120 items, content"] * 2 + ["120 items, als"] * 2
    )
    assert [one.must for one in figures] == [50, 200] * 2
    assert all(0 < one.median <= one.p95 for one in figures)
    with small_engine.open_catalog("small") as catalog:
        assert catalog.count() < 120, "the catalog itself stays as it is"
