from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.__main__ import main
from app.catalog import Catalog, import_items
from app.catalog.draft import ItemDraft
from app.core.home import Home
from app.core.item import Caption
from tests.catalog.samples import Given

COUNT = 20


@pytest.fixture
def catalog(home: Home) -> str:
    """Twenty items on two arcs of a circle, ten on each, with a fusion's vectors."""
    with Catalog.create(home.catalogs / "arcs") as made:
        words = (Caption("en", "thing"),)
        import_items(made, Given(*(ItemDraft(f"i{n:02d}", "", words, ()) for n in range(COUNT))))
        angles = np.concatenate([np.linspace(0, 0.5, 10), np.linspace(2, 2.5, 10)])
        vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
        made.register_fusion("circle", "digest", made.fusions_folder / "circle", {})
        made.put_vectors("digest", [item.item_id for item in made.items()], vectors)
    return "arcs"


def labels(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["labels", *arguments, "--catalog", "arcs", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_labels_are_set_spread_reviewed_and_confirmed(
    catalog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert labels(capsys, "set", "side", "left", "i00", "i01")["items"] == 2
    labels(capsys, "set", "side", "right", "i19")
    queue = labels(capsys, "spread", "side")
    found = {entry["card"]["item_id"]: entry["label"] for entry in queue["entries"]}
    assert found == {f"i{n:02d}": "left" if n < 10 else "right" for n in range(2, 19)}
    first = labels(capsys, "review", "side", "--limit", "1")
    assert (first["total"], len(first["entries"])) == (17, 1)
    assert first["entries"] == queue["entries"][:1]
    confirmed = first["entries"][0]
    labels(capsys, "set", "side", confirmed["label"], confirmed["card"]["item_id"])
    assert labels(capsys, "review", "side")["total"] == 16
    (side,) = labels(capsys, "list")["sets"]
    assert (side["name"], side["by_person"]) == ("side", 4)
    assert sorted(side["labels"]) == [["left", 10], ["right", 10]]


def test_tables_tell_the_same(catalog: str, capsys: pytest.CaptureFixture[str]) -> None:
    labels(capsys, "set", "side", "left", "i00")
    labels(capsys, "set", "side", "right", "i19")
    assert main(["labels", "spread", "side", "--catalog", "arcs"]) == 0
    assert "18 labels of side wait for a person" in capsys.readouterr().out
    assert main(["labels", "list", "--catalog", "arcs"]) == 0
    assert "left 10, right 10" in capsys.readouterr().out


def test_files_come_and_go(
    catalog: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels(capsys, "set", "side", "left", "i00")
    file = tmp_path / "labels.csv"
    assert labels(capsys, "export", str(file), "--set", "side")["labels"] == 1
    labels(capsys, "set", "side", "", "i00")
    assert labels(capsys, "list")["sets"] == []
    assert labels(capsys, "import", str(file))["items"] == 1
    (side,) = labels(capsys, "list")["sets"]
    assert side["labels"] == [["left", 1]]
    file.write_text("item_id,label_set,label\nelsewhere,side,left\n", encoding="utf-8")
    assert main(["labels", "import", str(file), "--catalog", "arcs"]) == 2
    assert "is not for the catalog arcs" in capsys.readouterr().err
