from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from app.catalog import Catalog, FolderSource, import_items, stats
from app.catalog import examine as examine_module
from app.catalog.draft import ItemDraft
from app.catalog.schema import ImportState
from app.core.item import Caption
from app.core.modality import Modality
from tests.catalog.samples import Given, write_picture, write_sound, write_text
from tests.rights import as_nobody


@contextmanager
def nothing_is_decoded(patch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(path: Path) -> None:
        pytest.fail(f"{path} was decoded again")

    with patch.context() as inside:
        inside.setattr(examine_module, "load_picture", refuse)
        inside.setattr(examine_module, "load_sound", refuse)
        yield


def test_known_content_is_not_decoded_again(
    filled: Catalog, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(media, moved)
    os.utime(media / "rain.wav", (1, 1))
    with nothing_is_decoded(monkeypatch):
        assert import_items(filled, FolderSource(media)).known == 4
        os.utime(moved / "rain.wav", (2, 2))
        assert import_items(filled, FolderSource(moved)).updated == 3
    assert filled.item("animals/duck").media[0].path == str(moved / "animals" / "duck.png")


def test_same_size_and_time_are_not_even_hashed(
    filled: Catalog, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        pytest.fail(f"{path} was read again")

    monkeypatch.setattr(examine_module, "sha256_of_file", refuse)
    with nothing_is_decoded(monkeypatch):
        assert import_items(filled, FolderSource(media)).known == 4


def test_changed_files_are_taken_up(filled: Catalog, media: Path) -> None:
    old = filled.item("animals/duck")
    old_thumbnail = Path(filled.thumbnail("animals/duck")).read_bytes()
    write_picture(media / "animals" / "duck.png", 99)
    outcome = import_items(filled, FolderSource(media))
    assert (outcome.updated, outcome.known, outcome.added) == (1, 3, 0)
    assert filled.item("animals/duck").media[0].sha256 != old.media[0].sha256
    assert filled.item("animals/duck").media[1] == old.media[1]
    assert Path(filled.thumbnail("animals/duck")).read_bytes() != old_thumbnail
    assert [item.item_id for item in filled.items()][2] == "animals/duck"


def test_changed_captions_and_new_items_are_taken_up(filled: Catalog, media: Path) -> None:
    write_text(media / "animals" / "duck.fr.txt", "Un canard")
    write_picture(media / "zebra.png", 7)
    outcome = import_items(filled, FolderSource(media))
    assert (outcome.added, outcome.updated, outcome.known) == (1, 1, 3)
    assert filled.item("animals/duck").title_in("fr") == "Un canard"
    assert filled.count() == 5


def test_lost_thumbnail_is_made_again(filled: Catalog, media: Path) -> None:
    thumbnail = Path(filled.thumbnail("animals/duck"))
    content = thumbnail.read_bytes()
    thumbnail.unlink()
    assert import_items(filled, FolderSource(media)).known == 4
    assert thumbnail.read_bytes() == content


def bad_files(folder: Path) -> Path:
    write_picture(folder / "good.png", 1)
    (folder / "mislabelled.png").write_bytes(b"\x00\x01\x02 this is no picture" * 9)
    (folder / "empty.png").touch()
    truncated = write_picture(folder / "truncated.png", 2).read_bytes()
    (folder / "truncated.png").write_bytes(truncated[: len(truncated) // 2])
    write_sound(folder / "silentless.wav", 1)
    (folder / "silentless.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    write_picture(folder / "half.png", 3)
    (folder / "half.wav").write_bytes(b"no sound")
    (folder / "latin.txt").write_bytes("Käse".encode("latin-1"))
    write_text(folder / "blank.txt", " \n\t\n")
    write_text(folder / "good.txt", "A good picture")
    return folder


def test_bad_files_are_skipped_with_a_reason_and_the_rest_goes_on(
    catalog: Catalog, tmp_path: Path
) -> None:
    folder = bad_files(tmp_path / "mixed")
    outcome = import_items(catalog, FolderSource(folder))
    assert [item.item_id for item in catalog.items()] == ["good", "half"]
    assert len(catalog.item("half").media) == 1
    names = {Path(skipped.path).name for skipped in outcome.skipped}
    assert {"mislabelled.png", "empty.png", "truncated.png", "silentless.wav"} <= names
    assert {"half.wav", "latin.txt", "blank.txt"} <= names
    assert all(skipped.why for skipped in outcome.skipped)
    (record,) = stats(catalog).imports
    assert record.state is ImportState.FINISHED
    assert record.skipped == outcome.skipped
    assert import_items(catalog, FolderSource(folder)).skipped == outcome.skipped
    assert stats(catalog).imports == (record,)


def test_mended_file_comes_in_later(catalog: Catalog, tmp_path: Path) -> None:
    folder = bad_files(tmp_path / "mixed")
    import_items(catalog, FolderSource(folder))
    write_sound(folder / "half.wav", 5)
    outcome = import_items(catalog, FolderSource(folder))
    assert (outcome.updated, outcome.known) == (1, 1)
    assert [medium.modality for medium in catalog.item("half").media] == [
        Modality.IMAGE,
        Modality.AUDIO,
    ]


def test_item_whose_files_went_bad_stays_as_it_was(filled: Catalog, media: Path) -> None:
    before = filled.item("food/苹果 ☃")
    (media / "food" / "苹果 ☃.png").write_bytes(b"broken")
    outcome = import_items(filled, FolderSource(media))
    assert filled.item("food/苹果 ☃") == before
    assert outcome.skipped


def test_title_falls_back_to_caption_then_to_the_id(catalog: Catalog, tmp_path: Path) -> None:
    drafts = (
        ItemDraft("a/one", "a", (Caption("fr", "Un"), Caption("en", "One")), (), title=" My  one"),
        ItemDraft("a/two", "a", (Caption("fr", "Deux"), Caption("en", "Two")), ()),
        ItemDraft("a/three", "a", (Caption("fr", "Trois"),), ()),
    )
    import_items(catalog, Given(*drafts))
    assert [item.title for item in catalog.items()] == ["My one", "Deux", "Trois"]
    texts = [pending.path_or_text for pending in catalog.missing_features(Modality.TEXT, "d")]
    assert texts == ["One", "Two", "Trois"]


def test_captions_are_cleaned(catalog: Catalog) -> None:
    draft = ItemDraft("x", "", (Caption("en", "  caf\u00c3\u00a9\x00 "), Caption("fr", "\x01")), ())
    outcome = import_items(catalog, Given(draft))
    assert catalog.item("x").captions == (Caption("en", "café"),)
    assert [skipped.path for skipped in outcome.skipped] == ["x (fr)"]


def test_unreadable_files_and_folders_are_skipped(catalog: Catalog, media: Path) -> None:
    import_items(catalog, FolderSource(media))
    with as_nobody() as place:
        write_picture(place / "album" / "seen.png", 1)
        write_picture(place / "album" / "closed" / "unseen.png", 2)
        write_picture(place / "album" / "secret.png", 3).chmod(0)
        (place / "album" / "closed").chmod(0)
        with Catalog.create(place / "mine") as mine:
            outcome = import_items(mine, FolderSource(place / "album"))
            assert [item.item_id for item in mine.items()] == ["seen"]
        (place / "album" / "closed").chmod(0o755)
    assert {Path(skipped.path).name for skipped in outcome.skipped} == {
        "closed",
        "secret.png",
        "secret",
    }


def test_names_that_are_not_unicode_are_skipped(catalog: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    write_picture(folder / "good.png", 1)
    with open(os.fsencode(folder) + b"/bad \xff.png", "wb") as file:  # noqa: PTH123
        file.write((folder / "good.png").read_bytes())
    outcome = import_items(catalog, FolderSource(folder))
    assert catalog.count() == 1
    assert [skipped.why for skipped in outcome.skipped] == [
        "has a name that is not Unicode; rename it"
    ]
    assert outcome.skipped[0].path.endswith(r"bad \xff.png")


def test_duplicate_content_shares_one_thumbnail_and_feature(
    catalog: Catalog, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        write_picture(tmp_path / "same" / f"{name}.png", 1)
    import_items(catalog, FolderSource(tmp_path / "same"))
    assert len(set(catalog.thumbnails().values())) == 1
    (pending,) = catalog.missing_features(Modality.IMAGE, "digest")
    catalog.put_features(Modality.IMAGE, "digest", {pending.sha256: np.ones(2)})
    assert catalog.missing_features(Modality.IMAGE, "digest") == ()
