"""One engine for many tests: loading models takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.home import Home
from app.core.query import Query
from app.core.recommendation import Answer
from app.core.settings import DeviceChoice, Settings
from app.engine.engine import Engine
from app.engine.messages import Level, Recommend
from tests.conftest import PREPARED_HOME, link_computed
from tests.engine.small_home import fits_here, small_engine, small_home, small_template

__all__ = ["fits_here", "small_engine", "small_home", "small_template"]

Ask = Callable[..., Answer]

SETTINGS = Settings(device=DeviceChoice.CPU)
STAMPS = Path("/usr/share/tuxpaint/stamps")
SQUIRREL = str(STAMPS / "animals/mammals/rodents/squirrel.png")
APPLE = str(STAMPS / "food/fruit/apple_red.png")
DRAKE = str(STAMPS / "animals/birds/drake.ogg")
VIOLIN = str(STAMPS / "hobbies/music/string/violin.ogg")


def no_partial(value: Answer | Level) -> None:
    raise AssertionError(f"no early answer was expected, but came {value!r}")


@pytest.fixture(scope="session")
def shared_engine() -> Iterator[Engine]:
    with Engine(Home(PREPARED_HOME), SETTINGS) as engine:
        yield engine


@pytest.fixture
def engine(demo_home: Home, shared_engine: Engine) -> Engine:
    """The shared engine over the demo home; it must not listen, change or close."""
    return shared_engine


@pytest.fixture
def linked_home(demo_home: Home, tmp_path: Path) -> Home:
    """A home with the demo's weights, networks and catalogs, and a cache of its own."""
    home = Home(tmp_path / "linked home")
    home.root.mkdir()
    home.weights.symlink_to(demo_home.weights, target_is_directory=True)
    home.catalogs.symlink_to(demo_home.catalogs, target_is_directory=True)
    link_computed(home)
    return home


@pytest.fixture
def own_engine(linked_home: Home) -> Iterator[Engine]:
    """An engine that a test may do anything with, except to what :func:`linked_home` links."""
    with Engine(linked_home, SETTINGS) as engine:
        yield engine


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Answer a query with the shared engine, without listening to sounds."""

    def answer(query: Query, **options: object) -> Answer:
        job = Recommend(query, transcribe=False, **options)  # type: ignore[arg-type]
        return engine.recommend(job, no_partial)

    return answer
