from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog import Catalog, FolderSource, import_items
from app.catalog.blobs import dimension_of, from_blobs, to_blob
from app.catalog.features import item_features
from app.core.errors import CatalogError
from app.core.modality import Modality, PerModality
from app.media.fingerprint import sha256_of_file, sha256_of_text
from tests.catalog.samples import write_picture, write_sound, write_text

DIGESTS = PerModality("image encoder", "text encoder", "audio encoder")


def test_pending_media_are_content_and_english_texts(filled: Catalog, media: Path) -> None:
    pictures = filled.missing_features(Modality.IMAGE, "digest")
    assert [pending.path_or_text for pending in pictures] == [
        str(media / "animals" / "duck.png"),
        str(media / "food" / "苹果 ☃.png"),
    ]
    assert pictures[0].sha256 == sha256_of_file(media / "animals" / "duck.png")
    texts = filled.missing_features(Modality.TEXT, "digest")
    assert [pending.path_or_text for pending in texts] == [
        "Rain on a roof",
        "Only words",
        "A duck.",
    ]
    assert texts[2].sha256 == sha256_of_text("A duck.")
    assert len(filled.missing_features(Modality.AUDIO, "digest")) == 2


def test_features_are_stored_once_for_each_encoder(filled: Catalog) -> None:
    pending = filled.missing_features(Modality.TEXT, "one")
    first = np.arange(4, dtype=np.float32)
    filled.put_features(Modality.TEXT, "one", {pending[0].sha256: first})
    filled.put_features(Modality.TEXT, "one", {pending[0].sha256: first + 1})
    stored = filled.feature(pending[0].sha256, "one")
    assert stored is not None
    assert stored.dtype == np.float32
    np.testing.assert_array_equal(stored, first)
    assert filled.missing_features(Modality.TEXT, "one") == pending[1:]
    assert filled.missing_features(Modality.TEXT, "two") == pending
    assert filled.feature(pending[0].sha256, "two") is None


@pytest.mark.parametrize("bad", [[], [np.nan, 1], [np.inf, 1], [[1.0], [2.0]]])
def test_vectors_that_are_none_are_refused(catalog: Catalog, bad: list[float]) -> None:
    with pytest.raises(ValueError, match="not a finite, non-empty vector"):
        catalog.put_features(Modality.IMAGE, "digest", {"a" * 64: np.array(bad)})


def test_one_encoder_has_one_length(catalog: Catalog) -> None:
    catalog.put_features(Modality.IMAGE, "digest", {"a" * 64: np.ones(3)})
    with pytest.raises(CatalogError, match="must all have 3 numbers"):
        catalog.put_features(Modality.IMAGE, "digest", {"b" * 64: np.ones(4)})
    assert catalog.feature("b" * 64, "digest") is None


def test_item_features_are_aligned_means(catalog: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "album"
    write_picture(folder / "a.png", 1)
    write_picture(folder / "a.bmp", 2)
    write_text(folder / "a.txt", "same words")
    write_picture(folder / "b.png", 1)
    write_sound(folder / "c.wav", 3)
    write_text(folder / "c.txt", "same words")
    import_items(catalog, FolderSource(folder))
    first, second = np.array([1, 2, 3]), np.array([3, 2, 7])
    vectors = {
        sha256_of_file(folder / "a.png"): first,
        sha256_of_file(folder / "a.bmp"): second,
        "f" * 64: np.full(3, 99),
    }
    catalog.put_features(Modality.IMAGE, DIGESTS.image, vectors)
    catalog.put_features(Modality.TEXT, DIGESTS.text, {sha256_of_text("same words"): [5, 6]})
    features = catalog.item_features(DIGESTS)
    assert features.item_ids == ("a", "b", "c")
    assert features.captions == ("same words", "", "same words")
    assert features.values.image.dtype == np.float32
    np.testing.assert_array_equal(features.values.image, [[2, 2, 5], [1, 2, 3], [0, 0, 0]])
    np.testing.assert_array_equal(features.present.image, [True, True, False])
    np.testing.assert_array_equal(features.values.text, [[5, 6], [0, 0], [5, 6]])
    np.testing.assert_array_equal(features.present.text, [True, False, True])
    assert features.values.audio.shape == (3, 0)
    assert not features.present.audio.any()


def test_features_of_a_few_items_are_those_among_all(filled: Catalog) -> None:
    for modality, digest in DIGESTS.items():
        for number, medium in enumerate(filled.missing_features(modality, digest)):
            filled.put_features(modality, digest, {medium.sha256: np.full(2, number + 1.0)})
    everything = filled.item_features(DIGESTS)
    wanted = ["word", "animals/duck", "unicorn"]
    with filled.reading() as connection:
        few = item_features(connection, DIGESTS, wanted)
    rows = [place for place, one in enumerate(everything.item_ids) if one in wanted]
    assert few.item_ids == tuple(everything.item_ids[row] for row in rows)
    for modality, values in few.values.items():
        np.testing.assert_array_equal(values, everything.values[modality][rows])
        present = everything.present[modality][rows]
        assert few.present[modality].tolist() == present.tolist()


def test_an_empty_digest_leaves_a_modality_out(filled: Catalog) -> None:
    pending = filled.missing_features(Modality.TEXT, "text encoder")
    filled.put_features(Modality.TEXT, "text encoder", {medium.sha256: [1.0] for medium in pending})
    assert not filled.item_features(PerModality("", "", "")).present.text.any()
    assert filled.item_features(DIGESTS).present.text.tolist() == [True, True, True, False]


def test_many_items_with_many_media_average_right(catalog: Catalog) -> None:
    """More rows than one partition, items that share media, items with several."""
    from sqlalchemy import insert

    from app.catalog.schema import ItemRow, MediumRow
    from app.core.item import MediumRole

    random = np.random.default_rng(5)
    stored = random.standard_normal((700, 6)).astype(np.float32)
    owned = [sorted(random.choice(700, random.integers(0, 4), replace=False)) for _ in range(900)]
    with catalog.writing() as connection:
        for number, media in enumerate(owned, start=1):
            connection.execute(
                insert(ItemRow).values(
                    id=number,
                    item_id=f"item {number}",
                    title="",
                    category="",
                    text="",
                    text_sha256="",
                    thumbnail="",
                    source_sha256="",
                )
            )
            for position, index in enumerate(media):
                connection.execute(
                    insert(MediumRow).values(
                        item=number,
                        position=position,
                        modality=Modality.IMAGE,
                        role=MediumRole.CONTENT,
                        language="",
                        path="",
                        sha256=f"{index:064d}",
                        size=1,
                        mtime_ns=1,
                    )
                )
    catalog.put_features(
        Modality.IMAGE, "image encoder", {f"{index:064d}": row for index, row in enumerate(stored)}
    )
    features = catalog.item_features(DIGESTS)
    for row, media in enumerate(owned):
        expected = stored[media].mean(axis=0) if media else np.zeros(6)
        np.testing.assert_allclose(features.values.image[row], expected, atol=1e-6)
        assert features.present.image[row] == bool(media)


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1))
def test_blobs_round_trip(values: list[float]) -> None:
    blob = to_blob(values)
    assert dimension_of(blob) == len(values)
    np.testing.assert_array_equal(
        from_blobs([blob], len(values))[0], np.array(values, dtype=np.float32)
    )
