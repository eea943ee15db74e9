"""A home with a catalog of some forty stamps that takes seconds to train on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.home import Home
from app.core.progress import Cancellation, ignore_progress
from app.core.settings import DeviceChoice, Settings
from app.engine import collaborating
from app.engine.collaborating import Lesson
from app.engine.engine import Engine
from app.engine.messages import PrepareCatalog
from app.engine.worker import Tell
from tests.conftest import link_computed

STAMPS = Path("/usr/share/tuxpaint/stamps")
FOLDERS = {"animals/birds": 14, "food/fruit": 12, "vehicles": 10, "hobbies/music": 8}
SETTINGS = Settings(device=DeviceChoice.CPU, catalog="small")


def copy_stamps(folder: Path) -> int:
    """Copy a few stamps of each kind, those with a sound first; return how many."""
    count = 0
    for name, most in FOLDERS.items():
        captions = [
            path
            for path in sorted((STAMPS / name).rglob("*.txt"))
            if path.with_suffix(".png").is_file() and "_" not in path.stem
        ]
        captions.sort(key=lambda path: not path.with_suffix(".ogg").is_file())
        (folder / name).mkdir(parents=True)
        for caption in captions[:most]:
            first = caption.read_text("utf-8").splitlines()[0]
            (folder / name / f"{caption.stem}.txt").write_text(first, "utf-8")
            for suffix in (".png", ".ogg"):
                medium = caption.with_suffix(suffix)
                if medium.is_file():
                    shutil.copy(medium, folder / name)
            count += 1
    return count


@pytest.fixture(scope="session")
def small_template(prepared_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home that :func:`small_home` copies; read only."""
    folder = tmp_path_factory.mktemp("small")
    copy_stamps(folder / "small")
    home = Home(folder / "home")
    home.root.mkdir()
    home.weights.symlink_to(prepared_home.weights, target_is_directory=True)
    link_computed(home)
    with Engine(home, SETTINGS) as engine:
        job = PrepareCatalog("folder", str(folder / "small"), "small")
        engine.prepare_catalog(job, ignore_progress, Cancellation())
    return home


@pytest.fixture
def small_home(small_template: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of the test's own with the catalog ``small``: imported, encoded, trained."""
    home = Home(tmp_path / "small home")
    shutil.copytree(small_template.root, home.root, symlinks=True)
    SETTINGS.write(home.settings_file)
    monkeypatch.setenv("TRIAD_HOME", str(home.root))
    return home


@pytest.fixture
def small_engine(small_home: Home) -> Iterator[Engine]:
    """An engine over :func:`small_home`, to do anything with."""
    with Engine(small_home, SETTINGS) as engine:
        yield engine


@pytest.fixture
def fits_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let recommenders learn in this process: starting another one takes a second."""

    def here(function: Callable[[Lesson, Tell], None], lesson: Lesson, **told: Any) -> None:
        told["cancellation"].check()
        function(lesson, told["hear"])

    monkeypatch.setattr(collaborating, "run_apart", here)
