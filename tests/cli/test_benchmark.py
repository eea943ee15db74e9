from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.cli.command import run
from tests.evaluate.taste import arrays, write

ASKED = ["--model", "item-neighbours", "--seed", "0"]


@pytest.fixture
def taste(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TRIAD_HOME", str(tmp_path / "home"))
    return str(write(tmp_path / "taste", arrays()))


def test_table_json_markdown_and_export(
    taste: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = tmp_path / "lists.npz"
    assert run(["benchmark", "interactions", taste, *ASKED, "--markdown"]) == 0
    printed = capsys.readouterr().out.splitlines()
    columns = printed[0].strip("| ").split(" | ")
    measures = {f"{name}@{k}" for name in ("recall", "precision", "ndcg") for k in (10, 20)}
    assert measures | {"coverage", "fit s", "rank s", "fit MiB", "rank MiB"} <= set(columns)
    assert all(len(row.strip("| ").split(" | ")) == len(columns) for row in printed[2:3])
    assert printed[2].startswith("| item-neighbours | 0.") and not printed[3]
    assert printed[-1].endswith("best on validation: item-neighbours")
    asked = ["evaluate", "interactions", taste, *ASKED, "--json", "--export-topk", str(lists)]
    assert run(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["best_on_validation"] == "item-neighbours"
    with np.load(lists) as stored:
        assert stored["items"].shape == (found["users"], 20)


def test_an_unknown_model_is_one_line_and_exit_code_2(
    taste: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["benchmark", "interactions", taste, "--model", "oracle"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("error: recommender 'oracle'")
