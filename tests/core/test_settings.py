from __future__ import annotations

import json
import stat
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from app.core.errors import StorageError
from app.core.settings import DeviceChoice, Settings, Theme

CHANGED = Settings(
    theme=Theme.DARK,
    language="zh_CN",
    device=DeviceChoice.CPU,
    catalog="mine",
    fusion="tower",
    hub_image_text="clip",
    hub_audio="clap",
    microphone="Yeti ü",
    transcribe=False,
    stop_on_silence=False,
    text_scale=1.5,
    results_view="grid",
    persona="Ann",
)


def test_everything_persists(tmp_path: Path) -> None:
    assert all(getattr(CHANGED, f.name) != getattr(Settings(), f.name) for f in fields(Settings))
    file = tmp_path / "new folder" / "settings.json"
    CHANGED.write(file)
    assert Settings.read(file) == CHANGED
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00", '"text"'])
def test_an_unreadable_file_gives_the_defaults(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content)
    assert Settings.read(file) == Settings()


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert Settings.read(tmp_path / "none.json") == Settings()


def test_one_bad_value_spoils_no_other(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    stored = {**asdict(CHANGED), "theme": "purple", "text_scale": "large", "from_the_future": 1}
    file.write_text(json.dumps(stored))
    settings = Settings.read(file)
    assert (settings.theme, settings.text_scale) == (Theme.SYSTEM, 1.0)
    assert settings.catalog == "mine"


def test_a_folder_in_the_way_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("keep me")
    with pytest.raises(StorageError, match="settings not saved"):
        CHANGED.write(blocker / "settings.json")
    assert blocker.read_text() == "keep me"
    assert stat.S_ISREG(blocker.stat().st_mode)
