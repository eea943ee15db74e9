from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog import Catalog
from app.catalog.label_file import export_labels, import_labels
from app.catalog.labels import ItemLabel, put_labels, read_labels
from app.core.errors import ImportSourceError
from app.core.label import LabelOrigin
from tests.catalog.samples import write_text


def stored(catalog: Catalog) -> list[tuple[str, str, str, str, str, float]]:
    with catalog.reading() as connection:
        return [
            (one.item_id, one.label_set, one.label, one.origin.value, one.giver, one.confidence)
            for one in read_labels(connection)
        ]


def test_what_was_exported_is_imported_again(filled: Catalog, tmp_path: Path) -> None:
    labels = [
        ItemLabel("rain", "kind, of", 'so "loud"', LabelOrigin.PERSON, "person", 1.0),
        ItemLabel("food/苹果 ☃", "类别", "水果", LabelOrigin.SPREAD, "towers", 0.25),
        ItemLabel("rain", "kind, of", "noise", LabelOrigin.AUTOMATIC, "model", 0.5),
    ]
    with filled.writing() as connection:
        put_labels(connection, labels)
    before = stored(filled)
    file = tmp_path / "labels.csv"
    assert export_labels(filled, file) == 3
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM labels")
    assert import_labels(filled, file) == 3
    assert stored(filled) == before
    assert export_labels(filled, file, "类别") == 1
    assert "水果" in file.read_text(encoding="utf-8")


def test_needed_columns_are_enough(filled: Catalog, tmp_path: Path) -> None:
    file = write_text(tmp_path / "x.csv", "Label,ITEM_ID,label_set\nwet,rain,weather\n")
    import_labels(filled, file)
    assert stored(filled) == [("rain", "weather", "wet", "person", "person", 1.0)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("item_id,label\nrain,wet\n", "lacks the column label_set"),
        ("\n", "lacks the column item_id"),
        (
            "item_id,label_set,label\nrain,a,b\nsnow,a,b\n",
            r"is not for the catalog .* line 3 \(snow",
        ),
        ("item_id,label_set,label\nrain,a,\n", "line 2: label"),
        ("item_id,label_set,label\nrain,a,b\nrain,a,c\n", "line 3: labels the item of line 2"),
        ("item_id,label_set,label,confidence\nrain,a,b,2\n", "a number from 0 to 1"),
        ("item_id,label_set,label,confidence\nrain,a,b,nan\n", "a number from 0 to 1"),
        ("item_id,label_set,label,origin\nrain,a,b,dog\n", "person, automatic, spread"),
        ('item_id,label_set,label\nrain,"a,b\n', "damaged"),
    ],
)
def test_bad_files_are_refused_and_change_nothing(
    filled: Catalog, tmp_path: Path, text: str, why: str
) -> None:
    file = write_text(tmp_path / "bad.csv", text)
    with pytest.raises(ImportSourceError, match=why):
        import_labels(filled, file)
    assert stored(filled) == []
