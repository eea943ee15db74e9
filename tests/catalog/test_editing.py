from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.catalog import Catalog, FolderSource, import_items
from app.catalog.editing import edit_item, exclude_items
from app.catalog.labels import ItemLabel, put_labels, read_labels
from app.core.errors import CatalogError, MediaError
from app.core.item import Caption
from app.core.label import LabelOrigin
from app.core.modality import Modality, PerModality
from app.media.fingerprint import sha256_of_text
from tests.catalog.samples import write_picture, write_text

DIGESTS = PerModality("", "reader", "")


def edit(catalog: Catalog, item_id: str, title: str, category: str, *captions: Caption) -> None:
    with catalog.writing() as connection:
        edit_item(connection, item_id, title, category, captions)


def encode_texts(catalog: Catalog) -> None:
    pending = catalog.missing_features(Modality.TEXT, "reader")
    catalog.put_features(
        Modality.TEXT, "reader", {one.sha256: [float(len(one.path_or_text))] for one in pending}
    )


def test_edit_is_cleaned_as_an_import_is(filled: Catalog) -> None:
    edit(
        filled,
        "rain",
        "  Heavy \n rain ",
        " weather // wet/",
        Caption("zh_CN", "大雨"),
        Caption("en", "Heavy rain\x07 cafÃ©"),
        Caption("fr", "  "),
    )
    item = filled.item("rain")
    assert (item.title, item.category) == ("Heavy rain", "weather/wet")
    assert item.captions == (Caption("zh_CN", "大雨"), Caption("en", "Heavy rain café"))
    assert [medium.modality for medium in item.media] == [Modality.AUDIO]


def test_only_the_edited_text_is_encoded_anew(filled: Catalog) -> None:
    encode_texts(filled)
    edit(filled, "rain", "Rain", "", Caption("en", "Rain on a tent"))
    pending = filled.missing_features(Modality.TEXT, "reader")
    assert [(one.sha256, one.path_or_text) for one in pending] == [
        (sha256_of_text("Rain on a tent"), "Rain on a tent")
    ]
    edit(filled, "word", "Another title", "new/place", Caption("en", "Only words"))
    assert len(filled.missing_features(Modality.TEXT, "reader")) == 1


def test_reimport_keeps_an_edit_and_says_so(filled: Catalog, media: Path) -> None:
    edit(filled, "animals/duck", "My duck", "pets", Caption("en", "The duck that I know"))
    again = import_items(filled, FolderSource(media))
    assert (again.known, again.updated, again.skipped) == (4, 0, ())
    write_text(media / "animals" / "duck.txt", "Another duck")
    outcome = import_items(filled, FolderSource(media))
    assert [one.path for one in outcome.skipped] == ["animals/duck"]
    assert "edited" in outcome.skipped[0].why
    duck = filled.item("animals/duck")
    assert (duck.title, duck.category) == ("My duck", "pets")
    assert duck.captions == (Caption("en", "The duck that I know"),)


def test_reimport_takes_a_new_picture_of_an_edited_item(filled: Catalog, media: Path) -> None:
    edit(filled, "animals/duck", "My duck", "pets", Caption("en", "The duck that I know"))
    before = filled.item("animals/duck").media
    write_picture(media / "animals" / "duck.png", 99)
    outcome = import_items(filled, FolderSource(media))
    duck = filled.item("animals/duck")
    assert (outcome.updated, outcome.skipped) == (1, ())
    assert duck.media[0].sha256 != before[0].sha256
    assert duck.title == "My duck"


def test_edit_drops_what_models_said_of_the_old_text(filled: Catalog) -> None:
    labels = [
        ItemLabel("rain", "mood", "dull", LabelOrigin.AUTOMATIC, "model", 0.9),
        ItemLabel("rain", "mood", "cosy", LabelOrigin.PERSON, "person", 1.0),
    ]
    with filled.writing() as connection:
        put_labels(connection, labels)
    edit(filled, "rain", "Rain", "", Caption("en", "Rain on a roof"))
    with filled.reading() as connection:
        assert len(read_labels(connection, "rain")) == 2
    edit(filled, "rain", "Rain", "", Caption("en", "Sun"))
    with filled.reading() as connection:
        assert [one.label for one in read_labels(connection, "rain")] == ["cosy"]


def test_edits_that_leave_nothing_are_refused(filled: Catalog) -> None:
    with pytest.raises(CatalogError, match="keep a caption"):
        edit(filled, "word", "Title", "")
    with pytest.raises(MediaError, match="limit"):
        edit(filled, "word", "Title", "", Caption("en", "x" * 20_000))
    with pytest.raises(CatalogError, match="is not in this catalog"):
        edit(filled, "nothing", "Title", "")
    assert filled.item("word").captions == (Caption("en", "Only words"),)
    edit(filled, "rain", "", "")  # its sound is left
    assert (filled.item("rain").captions, filled.item("rain").title) == ((), "rain")


def test_excluded_items_leave_training_and_come_back_as_they_were(filled: Catalog) -> None:
    encode_texts(filled)
    before = filled.item_features(DIGESTS)
    with filled.writing() as connection:
        assert exclude_items(connection, ["rain", "word", "rain"], True) == 2
        assert exclude_items(connection, ["rain"], True) == 0
    rest = filled.item_features(DIGESTS)
    kept = [one for one in before.item_ids if one not in {"rain", "word"}]
    assert list(rest.item_ids) == kept
    rows = [before.item_ids.index(one) for one in kept]
    np.testing.assert_array_equal(rest.values.text, before.values.text[rows])
    assert filled.count() == 4
    with filled.writing() as connection:
        exclude_items(connection, ["rain", "word"], False)
    assert filled.missing_features(Modality.TEXT, "reader") == ()
    after = filled.item_features(DIGESTS)
    assert after.item_ids == before.item_ids
    np.testing.assert_array_equal(after.values.text, before.values.text)


def test_excluded_items_are_not_ranked(filled: Catalog, media: Path) -> None:
    filled.register_fusion("f", "digest", filled.fusions_folder / "f", {})
    ids = [item.item_id for item in filled.items()]
    filled.put_vectors("digest", ids, np.eye(len(ids), dtype=np.float32))
    with filled.writing() as connection:
        exclude_items(connection, ["rain"], True)
    import_items(filled, FolderSource(media))  # an import does not take it in again
    assert "rain" not in filled.vectors("digest")[0]
    with filled.writing() as connection:
        exclude_items(connection, ["rain"], False)
    item_ids, vectors = filled.vectors("digest")
    assert list(item_ids) == ids
    np.testing.assert_array_equal(vectors, np.eye(len(ids)))


def test_excluding_something_unknown_changes_nothing(filled: Catalog) -> None:
    with pytest.raises(CatalogError, match="gone"), filled.writing() as connection:
        exclude_items(connection, ["rain", "gone"], True)
    assert len(filled.item_features(DIGESTS).item_ids) == 4
