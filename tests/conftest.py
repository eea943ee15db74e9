"""Fixtures that every room's tests share, and the checks that run around each test."""

from __future__ import annotations

import gc
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from app.core.home import Home
from tests.display import Display, start_display
from tests.leaks import Census
from tests.microphone import VirtualMicrophone, start_virtual_microphone
from tests.network import refuse_remote_connections

REPOSITORY = Path(__file__).resolve().parent.parent
PREPARED_HOME = REPOSITORY / ".triad"

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Workers of the suite share the cores: threads that wait for each other there only burn time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.addaudithook(refuse_remote_connections)

# They begin first, so that no worker is left alone with one of them in the end.
LONGEST_FILES = (
    "e2e/test_bundle.py",
    "encoders/test_speech.py",
    "engine/test_lab.py",
    "e2e/test_fuzz.py",
    "media/test_microphone.py",
    "e2e/test_journeys.py",
    "media/test_picture.py",
    "catalog/test_importing.py",
    "engine/test_host.py",
    "recommend/test_build.py",
    "engine/test_evaluating.py",
    "ui/test_application.py",
    "recommend/test_layout.py",
    "evaluate/test_interest.py",
    "engine/test_comparing.py",
)

hypothesis_settings.register_profile(
    "suite", derandomize=True, deadline=None, print_blob=True, database=None
)
hypothesis_settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; the rest stays in order."""
    places = {REPOSITORY / "tests" / name: place for place, name in enumerate(LONGEST_FILES)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session", autouse=True)
def person_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder of nobody: tests neither read nor write the developer's own."""
    folder = tmp_path_factory.mktemp("person")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        for variable, name in (
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ):
            patch.setenv(variable, str(folder / name))
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield folder


@pytest.fixture(scope="module", autouse=True)
def what_is_loaded_stays() -> None:
    """Hide from the collector what was there before: looking for leaks in it takes a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def fixed_seeds() -> None:
    """Start every test from the same random state."""
    random.seed(0)
    if "numpy" in sys.modules:
        import numpy as np

        np.random.seed(0)
    if "torch" in sys.modules:
        import torch

        torch.manual_seed(0)


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a child process, a timer or a window behind."""
    uses_qt = bool({"qapp", "qtbot"} & set(request.fixturenames))
    before = Census.take(uses_qt)
    yield
    leaks = before.leaks(uses_qt)
    if leaks:
        pytest.fail("left behind:\n  " + "\n  ".join(leaks), pytrace=False)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home, which ``TRIAD_HOME`` names as well."""
    root = tmp_path / "home"
    monkeypatch.setenv("TRIAD_HOME", str(root))
    return Home(root)


@pytest.fixture
def weights_home(home: Home) -> Home:
    """An empty home with the verified weights, compiled or not (links: never alter them)."""
    weights = PREPARED_HOME / "weights"
    if not weights.is_dir() or not any(weights.iterdir()):
        pytest.fail(f"{weights} has no weights: run `make test`, which fetches them", pytrace=False)
    home.root.mkdir(parents=True, exist_ok=True)
    home.weights.symlink_to(weights, target_is_directory=True)
    link_computed(home)
    return home


def link_networks(home: Home) -> None:
    """Spare a home the compiling of the prepared home's networks (never alter them)."""
    networks = PREPARED_HOME / "cache" / "networks"
    home.cache.mkdir()
    if networks.is_dir():
        (home.cache / "networks").symlink_to(networks, target_is_directory=True)


def link_computed(home: Home) -> None:
    """Spare a home that, and the encoding of a thousand class names."""
    link_networks(home)
    for names in (PREPARED_HOME / "cache").glob("class-names-*.safetensors"):
        (home.cache / names.name).symlink_to(names)


@pytest.fixture(scope="session")
def prepared_home() -> Home:
    """The prepared home for fixtures that live longer than one test. Read only."""
    prepared = Home(PREPARED_HOME)
    catalog = prepared.catalogs / "tuxpaint"
    if not (catalog / "catalog.sqlite").is_file() or not any(catalog.glob("fusions/*")):
        pytest.fail(
            f"{catalog} is not prepared: run `make test`, which imports and trains it",
            pytrace=False,
        )
    return prepared


@pytest.fixture
def demo_home(prepared_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The prepared home: weights, Tux Paint catalog, trained fusion. Read only."""
    monkeypatch.setenv("TRIAD_HOME", str(prepared_home.root))
    return prepared_home


@pytest.fixture
def virtual_display(monkeypatch: pytest.MonkeyPatch) -> Iterator[Display]:
    """A screen of our own (Xvfb) for child processes; ``DISPLAY`` names it."""
    with start_display() as display:
        monkeypatch.setenv("DISPLAY", display.name)
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield display


@pytest.fixture
def virtual_microphone(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[VirtualMicrophone]:
    """A real PulseAudio server whose microphone hears what the test plays."""
    with start_virtual_microphone(tmp_path_factory.mktemp("pulse")) as microphone:
        for name, value in microphone.environment.items():
            monkeypatch.setenv(name, value)
        yield microphone
