from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from app.__main__ import main
from app.core.home import Home

RATE = 16_000


@pytest.fixture
def mine(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    quiet = np.zeros(RATE, np.float32)
    tone = (0.2 * np.sin(2 * np.pi * 443 * np.arange(RATE) / RATE)).astype(np.float32)
    soundfile.write(folder / "late.wav", np.concatenate([quiet, tone]), RATE)
    Image.new("RGB", (64, 64), "red").save(folder / "square.png")
    arguments = ["catalog", "import", "folder", str(folder), "--name", "mine", "--import-only"]
    assert main(arguments) == 0
    capsys.readouterr()


def test_people_read_what_is_wrong(mine: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "clean", "mine"]) == 0
    shown = capsys.readouterr().out
    assert "mine: 2 media and texts examined; " in shown
    assert "silent-ends 1" in shown
    assert "blank 1" in shown
    assert "can be repaired" in shown
    assert main(["catalog", "clean", "mine", "--problem", "mosaic"]) == 0
    assert "nothing wrong" in capsys.readouterr().out


def test_repair_and_exclude(mine: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "clean", "mine", "--repair", "--exclude", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["catalog"], found["examined"], found["excluded"]) == ("mine", 2, 1)
    states = {one["item_id"]: (one["problem"], one["is_repaired"]) for one in found["findings"]}
    assert states == {"late": ("silent-ends", True), "square": ("blank", False)}
    assert main(["catalog", "clean", "mine", "--exclude"]) == 0
    shown = capsys.readouterr().out
    assert "repaired, now 0.05" in shown
    assert "0 items left out of ranking" in shown, "it is left out already"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["nowhere"], "nowhere"), (["mine", "--problem", "boring"], "boring")],
)
def test_bad_input(
    mine: None, arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalog", "clean", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert word in shown.err
    assert "error:" in shown.err
