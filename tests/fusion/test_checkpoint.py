from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import FusionKind, NetworkSettings
from app.fusion.checkpoint import DESCRIPTION, TENSORS, load_fusion, save_fusion
from app.fusion.strategy import untrained_fusion
from app.fusion.training import train
from tests.fusion.small_catalog import small_catalog

DATA = small_catalog(24)
MODEL = train(DATA).model


def metrics_in(folder: Path) -> object:
    return json.loads((folder / DESCRIPTION).read_text("utf-8"))["metrics"]


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {"seconds": 1.5})
    again = load_fusion(tmp_path / "f")
    assert again.digest == MODEL.digest and again.name == MODEL.name
    np.testing.assert_array_equal(again.embed(DATA.table), MODEL.embed(DATA.table))
    assert metrics_in(tmp_path / "f") == {"seconds": 1.5}


def test_saving_again_replaces_and_leaves_no_drafts(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    save_fusion(MODEL, tmp_path / "f", {"second": True})
    assert metrics_in(tmp_path / "f") == {"second": True}
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


def test_towers_of_the_schema_before_are_still_read(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    file = tmp_path / "f" / DESCRIPTION
    older = json.loads(file.read_text())
    del older["kind"]
    file.write_text(json.dumps({**older, "schema": 2}))
    assert load_fusion(tmp_path / "f").digest == MODEL.digest


def test_a_network_of_another_shape_or_kind_is_refused(tmp_path: Path) -> None:
    network = NetworkSettings(dimension=8, hidden=8, heads=2)
    model = untrained_fusion(FusionKind.LSTM, DATA, network, 0)
    save_fusion(model, tmp_path / "f", {})
    np.testing.assert_array_equal(
        load_fusion(tmp_path / "f").embed(DATA.table), model.embed(DATA.table)
    )
    file = tmp_path / "f" / DESCRIPTION
    facts = json.loads(file.read_text())
    wider = {**facts["network"], "hidden": 16}
    for changed in ({"network": wider}, {"kind": "transformer"}, {"kind": "magic"}):
        file.write_text(json.dumps({**facts, **changed}))
        with pytest.raises(FusionError, match="another shape"):
            load_fusion(tmp_path / "f")


def test_towers_are_loaded_and_asked_without_torch(tmp_path: Path) -> None:
    save_fusion(MODEL, tmp_path / "f", {})
    code = (
        "import sys; from pathlib import Path; import app.fusion.strategy; "
        "from app.fusion.checkpoint import load_fusion; "
        "load_fusion(Path(sys.argv[1])); print('torch' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "f")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
