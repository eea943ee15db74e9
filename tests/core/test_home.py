from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import StorageError
from app.core.home import Home


def test_triad_home_moves_all_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAD_HOME", str(tmp_path / "möved here"))
    home = Home.from_environment()
    assert home.root == tmp_path / "möved here"
    parts = (home.weights, home.catalogs, home.recordings, home.cache, home.settings_file)
    assert all(part.is_relative_to(home.root) for part in parts)
    assert len(set(parts)) == len(parts)


def test_a_relative_home_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRIAD_HOME", "here")
    assert Home.from_environment().root == tmp_path / "here"


def test_without_it_the_platform_decides(
    person_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRIAD_HOME", raising=False)
    assert Home.from_environment().root == person_home / "data" / "triad"


def test_reading_the_environment_creates_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAD_HOME", str(tmp_path / "later"))
    Home.from_environment()
    assert not (tmp_path / "later").exists()


def test_ensure_creates_parents_and_is_repeatable(home: Home) -> None:
    assert home.ensure(home.catalogs / "one").is_dir()
    assert home.ensure(home.catalogs / "one").is_dir()


def test_a_file_in_the_way_is_named(home: Home) -> None:
    home.root.mkdir()
    home.catalogs.write_text("in the way")
    with pytest.raises(StorageError, match=r"catalogs.*TRIAD_HOME"):
        home.ensure(home.catalogs / "one")
    assert home.catalogs.read_text() == "in the way"
