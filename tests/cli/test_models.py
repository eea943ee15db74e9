"""``triad models use``: which encoders answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.__main__ import main
from app.core.home import Home
from app.core.settings import Settings
from tests.hub_models import save_clap, save_clip


@pytest.fixture
def things(tmp_path: Path) -> Path:
    folder = tmp_path / "things"
    folder.mkdir()
    for number, name in enumerate(("fruit", "duck", "red duck", "red fruit")):
        Image.new("RGB", (64, 48), (60 * number, 200, 90)).save(folder / f"{name}.png")
        (folder / f"{name}.txt").write_text(f"a {name}", "utf-8")
    return folder


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert main(["recommend", "--text", "red fruit", "--catalog", "things", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_models_from_folders_answer_until_the_lite_pack_is_back(
    weights_home: Home,
    tmp_path: Path,
    things: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TRIAD_HOME", str(weights_home.root))
    clip, clap = save_clip(tmp_path / "clip"), save_clap(tmp_path / "clap")
    import_things = ["catalog", "import", "folder", str(things), "--name", "things"]

    assert main(["models", "use", "hub", "--image-text", str(clip), "--audio", str(clap)]) == 0
    assert main(import_things) == 0
    assert answer(capsys)["models"]["text"]["name"] == str(clip)

    assert main(["models", "use", "lite"]) == 0
    assert main(import_things) == 0
    found = answer(capsys)
    assert found["models"]["text"]["name"] != str(clip)
    assert found["results"][0]["title"] == "a red fruit"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["hub", "--image-text", "/nowhere/clip", "--audio", "/nowhere/clap"], "/nowhere/clip: "),
        (["hub", "--image-text", "/nowhere/clip"], "with both models"),
        (["lite", "--audio", "/nowhere/clap"], "with both models"),
    ],
)
def test_what_cannot_be_opened_changes_nothing(
    home: Home,
    arguments: list[str],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TRIAD_HOME", str(home.root))
    assert main(["models", "use", *arguments]) == 2
    assert why in capsys.readouterr().err
    assert Settings.read(home.settings_file) == Settings()
