from __future__ import annotations

from app.core.home import Home
from app.engine.engine import Engine
from app.engine.people_bench import measure_people


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
