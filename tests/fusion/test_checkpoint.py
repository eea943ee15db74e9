from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import FusionError
from app.fusion.checkpoint import DESCRIPTION, TENSORS, load_fusion, load_metrics, save_fusion
from app.fusion.training import train
from tests.fusion.small_catalog import small_catalog

DATA = small_catalog(24)
MODEL = train(DATA).model


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {"seconds": 1.5})
    again = load_fusion(tmp_path / "f")
    assert again.digest == MODEL.digest and again.name == MODEL.name
    np.testing.assert_array_equal(again.embed(DATA.table), MODEL.embed(DATA.table))
    assert load_metrics(tmp_path / "f") == {"seconds": 1.5}


def test_saving_again_replaces_and_leaves_no_drafts(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    save_fusion(MODEL, tmp_path / "f", {"second": True})
    assert load_metrics(tmp_path / "f") == {"second": True}
    assert [one.name for one in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize("name", [TENSORS, DESCRIPTION])
def test_a_truncated_or_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    file = tmp_path / "f" / name
    file.write_bytes(file.read_bytes()[:50])
    with pytest.raises(FusionError, match="damaged"):
        load_fusion(tmp_path / "f")
    file.unlink()
    with pytest.raises(FusionError, match=f"has no {name}"):
        load_fusion(tmp_path / "f")


def test_an_altered_number_is_noticed(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    file = tmp_path / "f" / TENSORS
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(FusionError, match="altered"):
        load_fusion(tmp_path / "f")


def test_another_version_is_refused(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    file = tmp_path / "f" / DESCRIPTION
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema": 99}))
    with pytest.raises(FusionError, match="another version"):
        load_fusion(tmp_path / "f")
