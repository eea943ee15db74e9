"""A catalog that a test may change."""

from __future__ import annotations

import shutil

import pytest

from app.core.home import Home
from tests.conftest import link_computed


@pytest.fixture
def catalog_home(demo_home: Home, home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of the demo catalog that a test may spoil, and the weights."""
    shutil.copytree(
        demo_home.catalogs / "tuxpaint",
        home.catalogs / "tuxpaint",
        ignore=shutil.ignore_patterns("thumbnails"),
    )
    home.weights.symlink_to(demo_home.weights, target_is_directory=True)
    link_computed(home)
    monkeypatch.setenv("TRIAD_HOME", str(home.root))
    return home
