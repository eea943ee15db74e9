from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.command import run
from tests.evaluate.taste import arrays, write


def test_prints_a_row_for_each_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "taste", arrays())
    asked = ["evaluate", "interest", str(folder), "--repeats", "1", "--users", "60", "--json"]
    assert run(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["seeds"] == [0] and found["examples"] == 60 * 4
    assert {"reference", "adversarial", "collaborative", "image only"} <= set(found["models"])
    for row in found["models"].values():
        assert 0 <= row["auc"]["mean"] <= 1 and row["auc"]["spread"] is None


def test_bad_folder_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = arrays()
    content["image.npy"][""][3, 0] = float("nan")
    folder = write(tmp_path / "taste", content)
    assert run(["evaluate", "interest", str(folder)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("error: ") and "item 3" in lines[0]


def test_gains_stand_beside_the_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, asked = write(tmp_path / "taste", arrays()), ["--repeats", "1", "--markdown"]
    for model in ("collaborative", "image only", "multimodal"):
        asked += ["--model", model]
    assert run(["evaluate", "interest", str(folder), *asked]) == 0
    printed = capsys.readouterr().out
    assert "multimodal minus image only, beside the seed's claims:" in printed
    assert "multimodal minus collaborative" in printed and "image and audio" not in printed
    rows = [line for line in printed.splitlines() if line.startswith("| accuracy |")]
    assert len(rows) == 2 and all("| +15 |" in row for row in rows)


def test_an_unknown_model_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "interest", str(tmp_path), "--model", "oracle"]) == 2
    assert capsys.readouterr().err.startswith("error: model 'oracle': is not known; use one of pop")
