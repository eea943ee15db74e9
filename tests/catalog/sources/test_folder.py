from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.draft import Drafts
from app.catalog.sources.folder import FolderSource
from app.core.errors import Cancelled, ImportSourceError
from app.core.item import Caption
from app.core.progress import Cancellation
from tests.catalog.samples import write_picture, write_sound, write_text
from tests.rights import as_nobody


def read(folder: Path) -> Drafts:
    return FolderSource(folder).drafts(folder / "unpacked", Cancellation())


def test_files_with_one_stem_are_one_item(tmp_path: Path) -> None:
    write_picture(tmp_path / "a" / "b" / "duck.png")
    write_picture(tmp_path / "a" / "b" / "duck.JPG")
    write_sound(tmp_path / "a" / "b" / "duck.wav")
    write_text(tmp_path / "a" / "b" / "duck.txt", "\n  A duck  \nnot this")
    write_text(tmp_path / "a" / "b" / "duck.fr.txt", "Un canard")
    write_text(tmp_path / "a" / "b" / "notes.md", "not an item")
    (item,) = read(tmp_path).items
    assert (item.item_id, item.category) == ("a/b/duck", "a/b")
    assert item.captions == (Caption("en", "A duck"), Caption("fr", "Un canard"))
    assert [medium.path.name for medium in item.media] == ["duck.JPG", "duck.png", "duck.wav"]


def test_a_dot_in_a_name_is_no_language(tmp_path: Path) -> None:
    write_picture(tmp_path / "v1.fr.png")
    write_text(tmp_path / "v1.fr.txt", "Version one")
    write_text(tmp_path / "read.this.first.txt", "Words")
    items = {item.item_id: item.captions for item in read(tmp_path).items}
    assert items == {
        "v1.fr": (Caption("en", "Version one"),),
        "read.this.first": (Caption("en", "Words"),),
    }


def test_utf16_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("鸭子".encode("utf-16"))
    assert read(tmp_path).items[0].captions == (Caption("en", "鸭子"),)


def test_hidden_files_and_links_to_folders_are_passed_over(tmp_path: Path) -> None:
    write_picture(tmp_path / "seen.png")
    write_picture(tmp_path / ".hidden.png")
    write_picture(tmp_path / ".git" / "x.png")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [item.item_id for item in read(tmp_path).items] == ["seen"]


@pytest.mark.parametrize("what", ["missing", "file.txt", "empty"])
def test_no_folder_or_an_empty_one_is_refused(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(ImportSourceError, match="name a folder with pictures, sounds or texts"):
        read(tmp_path / what)


def test_unreadable_folder_is_refused() -> None:

    with as_nobody() as place:
        (place / "closed").mkdir(mode=0)
        with pytest.raises(ImportSourceError, match="check its permissions"):
            FolderSource(place / "closed").drafts(place, Cancellation())
        (place / "closed").chmod(0o755)


def test_listing_can_be_cancelled(tmp_path: Path) -> None:
    write_picture(tmp_path / "seen.png")
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        FolderSource(tmp_path).drafts(tmp_path, cancellation)
