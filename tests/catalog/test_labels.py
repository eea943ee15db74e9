from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog import Catalog, FolderSource, import_items
from app.catalog.editing import exclude_items
from app.catalog.labels import (
    ItemLabel,
    forget_spread,
    put_labels,
    read_label_sets,
    read_labels,
    set_label,
    unconfirmed,
)
from app.core.errors import CatalogError
from app.core.label import LabelOrigin
from tests.catalog.samples import write_text


def label(
    item_id: str,
    name: str,
    origin: LabelOrigin = LabelOrigin.AUTOMATIC,
    unsure: float = 0.5,
) -> ItemLabel:
    choices = ((name, 0.7), ("other", 0.3))
    return ItemLabel(item_id, "kind", name, origin, "model", 0.7, choices, unsure)


def put(catalog: Catalog, *labels: ItemLabel) -> None:
    with catalog.writing() as connection:
        put_labels(connection, labels)


def by_hand(catalog: Catalog, item_id: str, name: str, label_set: str = "kind") -> int:
    with catalog.writing() as connection:
        return set_label(connection, [item_id], label_set, name)


def labels_of(catalog: Catalog, item_id: str) -> dict[LabelOrigin, str]:
    with catalog.reading() as connection:
        return {one.origin: one.label for one in read_labels(connection, item_id)}


def waiting(catalog: Catalog, limit: int = 10) -> tuple[int, list[str]]:
    with catalog.reading() as connection:
        total, labels = unconfirmed(connection, "kind", limit)
    return total, [one.item_id for one in labels]


def test_labels_are_read_as_they_were_stored(filled: Catalog) -> None:
    stored = label("rain", "noise", LabelOrigin.SPREAD, 0.25)
    put(filled, stored)
    with filled.reading() as connection:
        assert read_labels(connection, "rain") == (stored,)


def test_one_label_of_each_origin_stands_beside_the_others(filled: Catalog) -> None:
    put(filled, label("rain", "noise"), label("rain", "water", LabelOrigin.SPREAD))
    by_hand(filled, "rain", "weather")
    by_hand(filled, "rain", "  storm ")
    put(filled, label("rain", "music"))
    assert labels_of(filled, "rain") == {
        LabelOrigin.PERSON: "storm",
        LabelOrigin.SPREAD: "water",
        LabelOrigin.AUTOMATIC: "music",
    }
    assert by_hand(filled, "rain", "") == 1
    assert LabelOrigin.PERSON not in labels_of(filled, "rain")
    with filled.writing() as connection:
        forget_spread(connection, "kind")
    assert labels_of(filled, "rain") == {LabelOrigin.AUTOMATIC: "music"}


def test_sets_count_the_label_that_counts(filled: Catalog) -> None:
    put(filled, *(label(item_id, "noise") for item_id in ("rain", "word", "animals/duck")))
    put(filled, label("word", "speech", LabelOrigin.SPREAD))
    by_hand(filled, "rain", "speech")
    by_hand(filled, "rain", "吵", "心情")
    with filled.reading() as connection:
        first, second = read_label_sets(connection)
    assert (first.name, first.labels, first.by_person) == ("kind", (("speech", 2), ("noise", 1)), 1)
    assert (second.name, second.labels) == ("心情", (("吵", 1),))
    assert second.origin is LabelOrigin.PERSON


def test_queue_has_the_least_sure_first_and_no_settled_item(filled: Catalog) -> None:
    put(
        filled,
        label("rain", "noise", unsure=0.1),
        label("word", "noise", unsure=0.9),
        label("animals/duck", "noise", unsure=0.5),
        label("rain", "water", LabelOrigin.SPREAD, unsure=0.7),
    )
    assert waiting(filled) == (3, ["word", "rain", "animals/duck"])
    assert waiting(filled, 1) == (3, ["word"])
    by_hand(filled, "word", "speech")
    with filled.writing() as connection:
        exclude_items(connection, ["animals/duck"], True)
    assert waiting(filled) == (1, ["rain"])
    with filled.reading() as connection:
        assert unconfirmed(connection, "kind", 10)[1][0].label == "water"


@pytest.mark.parametrize(("label_set", "name"), [("", "x"), ("  ", "x"), ("kind", "x" * 256)])
def test_names_that_cannot_be_are_refused(filled: Catalog, label_set: str, name: str) -> None:
    with pytest.raises(CatalogError, match="1 to 255"):
        by_hand(filled, "rain", name, label_set)
    assert labels_of(filled, "rain") == {}


def test_unknown_item_changes_nothing(filled: Catalog) -> None:
    with pytest.raises(CatalogError, match="gone"), filled.writing() as connection:
        set_label(connection, ["rain", "gone"], "kind", "x")
    assert labels_of(filled, "rain") == {}


def test_new_content_takes_away_what_models_said(filled: Catalog, media: Path) -> None:
    put(filled, label("rain", "noise"), label("word", "noise"))
    by_hand(filled, "rain", "weather")
    write_text(media / "rain.txt", "Hail on a roof")
    import_items(filled, FolderSource(media))
    assert labels_of(filled, "rain") == {LabelOrigin.PERSON: "weather"}
    assert labels_of(filled, "word") == {LabelOrigin.AUTOMATIC: "noise"}


def test_labels_go_with_their_item(filled: Catalog) -> None:
    put(filled, label("rain", "noise"), label("word", "noise"))
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM items WHERE item_id = 'rain'")
    with filled.reading() as connection:
        assert [one.item_id for one in read_labels(connection)] == ["word"]
