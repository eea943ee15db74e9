from __future__ import annotations

import gzip
import io
import lzma
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from app.catalog import Catalog, TuxPaintSource, find_tuxpaint, import_items
from app.catalog.draft import ItemDraft
from app.core.errors import ImportSourceError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from app.core.progress import Cancellation
from tests.catalog.samples import write_picture, write_sound, write_text

STAMPS = Path("/usr/share/tuxpaint/stamps")
installed = pytest.mark.skipif(not STAMPS.is_dir(), reason="tuxpaint-stamps-default is missing")


@pytest.fixture
def stamps(tmp_path: Path) -> Path:
    folder = tmp_path / "share" / "tuxpaint" / "stamps"
    duck = folder / "animals" / "duck"
    write_picture(duck.with_suffix(".png"), 1)
    write_picture(duck.with_name("duck_mirror.png"), 2)
    write_picture(duck.with_name("duck_flip.png"), 3)
    write_picture(duck.with_name("duck_mirror_flip.png"), 3)
    write_text(
        duck.with_suffix(".txt"),
        "A duck.\nzh_CN.utf8=鸭子。\nca@valencia.utf8=Un ànec.\nfr.utf8=\nsome noise\n",
    )
    write_sound(duck.with_suffix(".ogg"), 1)
    write_sound(duck.with_name("duck_desc.ogg"), 2)
    write_sound(duck.with_name("duck_desc_pt_BR.ogg"), 3)
    write_text(
        folder / "apple.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        '<circle cx="20" cy="20" r="15" fill="red"/></svg>',
    )
    return folder


def drafts(source: TuxPaintSource, tmp_path: Path) -> dict[str, ItemDraft]:
    found = source.drafts(tmp_path / "unpacked", Cancellation())
    assert found.skipped == ()
    return {draft.item_id: draft for draft in found.items}


def test_a_stamp_is_read_whole(stamps: Path, tmp_path: Path) -> None:
    found = drafts(TuxPaintSource(stamps), tmp_path)
    assert list(found) == ["apple", "animals/duck"]
    duck = found["animals/duck"]
    assert duck.category == "animals"
    assert duck.captions == (
        Caption("en", "A duck."),
        Caption("zh_CN", "鸭子。"),
        Caption("ca@valencia", "Un ànec."),
    )
    spoken = MediumRole.SPOKEN_DESCRIPTION
    assert [(m.path.name, m.modality, m.role, m.language) for m in duck.media] == [
        ("duck.png", Modality.IMAGE, MediumRole.CONTENT, ""),
        ("duck.ogg", Modality.AUDIO, MediumRole.CONTENT, ""),
        ("duck_desc.ogg", Modality.AUDIO, spoken, "en"),
        ("duck_desc_pt_BR.ogg", Modality.AUDIO, spoken, "pt_BR"),
    ]


def test_a_picture_and_a_drawing_of_one_name_are_two_items(stamps: Path, tmp_path: Path) -> None:
    shutil.copy(stamps / "apple.svg", stamps / "animals" / "duck.svg")
    found = drafts(TuxPaintSource(stamps), tmp_path)
    assert list(found) == ["apple", "animals/duck", "animals/duck.svg"]
    assert found["animals/duck.svg"].captions == found["animals/duck"].captions


def test_spoken_descriptions_are_kept_but_do_not_count(catalog: Catalog, stamps: Path) -> None:
    import_items(catalog, TuxPaintSource(stamps))
    assert len(catalog.item("animals/duck").media) == 4
    pending = catalog.missing_features(Modality.AUDIO, "digest")
    assert [medium.path_or_text for medium in pending] == [str(stamps / "animals" / "duck.ogg")]


@pytest.mark.parametrize("above", [0, 1, 3])
def test_stamps_are_found_below_the_named_folder(stamps: Path, tmp_path: Path, above: int) -> None:
    place = [stamps, *stamps.parents][above]
    assert list(drafts(TuxPaintSource(place), tmp_path)) == ["apple", "animals/duck"]


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_archives_are_imported_and_can_be_resumed(
    catalog: Catalog, stamps: Path, tmp_path: Path, kind: str
) -> None:
    archive = tmp_path / f"stamps.{kind}"
    names = [file for file in stamps.rglob("*") if file.is_file()]
    if kind == "zip":
        with zipfile.ZipFile(archive, "w") as opened:
            for file in names:
                opened.write(file, file.relative_to(tmp_path))
    else:
        plain = io.BytesIO()
        with tarfile.open(fileobj=plain, mode="w") as packed:
            packed.add(tmp_path / "share", "share")
        compress = gzip.compress if kind == "tar.gz" else lzma.compress
        archive.write_bytes(compress(plain.getvalue()))
    shutil.rmtree(tmp_path / "share")
    assert import_items(catalog, TuxPaintSource(archive)).added == 2
    assert import_items(catalog, TuxPaintSource(archive)).known == 2
    picture = Path(catalog.item("animals/duck").media[0].path)
    assert picture.is_relative_to(catalog.unpacked_folder)
    assert picture.is_file()


@pytest.mark.parametrize("what", ["missing", "file", "empty"])
def test_what_has_no_stamps_is_refused(tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportSourceError, match="name the folder with Tux Paint's stamps"):
        TuxPaintSource(tmp_path / what).drafts(tmp_path / "unpacked", Cancellation())


def test_stamps_are_looked_for_where_the_platform_keeps_them(
    stamps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", f"/nowhere:{stamps.parents[1]}")
    assert find_tuxpaint() == stamps


def test_captions_of_another_encoding_are_skipped(stamps: Path, tmp_path: Path) -> None:
    (stamps / "apple.txt").write_bytes("Ein schöner Apfel".encode("latin-1"))
    found = TuxPaintSource(stamps).drafts(tmp_path, Cancellation())
    assert found.items[0].captions == ()
    assert [skipped.why for skipped in found.skipped] == ["is not UTF-8; save it as UTF-8"]


@installed
def test_installed_stamps_are_all_there() -> None:
    found = TuxPaintSource(STAMPS).drafts(Path("/nonexistent"), Cancellation())
    assert found.skipped == ()
    items = found.items
    assert len(items) == len({item.item_id for item in items}) == 1033
    languages = [{caption.language for caption in item.captions} for item in items]
    assert sum("zh_CN" in found for found in languages) == 853
    assert all("en" in found for found in languages)

    def having(role: MediumRole, language: str) -> int:
        return sum(
            any(
                medium.modality is Modality.AUDIO
                and (medium.role, medium.language) == (role, language)
                for medium in item.media
            )
            for item in items
        )

    assert having(MediumRole.CONTENT, "") == 135
    assert having(MediumRole.SPOKEN_DESCRIPTION, "en") == 66
    assert having(MediumRole.SPOKEN_DESCRIPTION, "fr") > 900


@installed
def test_some_installed_stamps_import_without_a_bad_file(catalog: Catalog) -> None:
    outcome = import_items(catalog, TuxPaintSource(STAMPS / "food" / "fruit"))
    assert outcome.skipped == ()
    assert outcome.added > 20
    assert all(catalog.thumbnails().values())


def test_archive_bytes_are_not_trusted(tmp_path: Path, catalog: Catalog) -> None:
    archive = tmp_path / "stamps.zip"
    picture = io.BytesIO(write_picture(tmp_path / "x.png", 1).read_bytes())
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("../../../escaped.png", picture.getvalue())
        opened.writestr("/absolute.png", picture.getvalue())
    import_items(catalog, TuxPaintSource(archive))
    assert {item.item_id for item in catalog.items()} == {"escaped", "absolute"}
    assert not list(tmp_path.glob("escaped.png"))
    assert not (catalog.folder / "escaped.png").exists()
