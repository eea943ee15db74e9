from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog import Catalog, CsvSource, import_items
from app.catalog.draft import Drafts
from app.core.errors import ImportSourceError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from app.core.progress import Cancellation
from tests.catalog.samples import write_picture, write_sound


def read(file: Path, content: str | bytes) -> Drafts:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return CsvSource(file).drafts(file.parent / "unpacked", Cancellation())


def test_all_columns_become_an_item(tmp_path: Path) -> None:
    found = read(
        tmp_path / "items.csv",
        "ID,Title,Caption,caption_zh_CN,image,audio,spoken,spoken_fr,category,price\r\n"
        'duck,Duck,"A duck, swimming",鸭子,a.png | b/c.png,q.wav,e.ogg,f.ogg,animals / birds,9\r\n',
    )
    (item,) = found.items
    assert (item.item_id, item.title, item.category) == ("duck", "Duck", "animals/birds")
    assert item.captions == (Caption("en", "A duck, swimming"), Caption("zh_CN", "鸭子"))
    spoken = MediumRole.SPOKEN_DESCRIPTION
    assert [
        (m.path.relative_to(tmp_path).as_posix(), m.modality, m.role, m.language)
        for m in item.media
    ] == [
        ("a.png", Modality.IMAGE, MediumRole.CONTENT, ""),
        ("b/c.png", Modality.IMAGE, MediumRole.CONTENT, ""),
        ("q.wav", Modality.AUDIO, MediumRole.CONTENT, ""),
        ("e.ogg", Modality.AUDIO, spoken, "en"),
        ("f.ogg", Modality.AUDIO, spoken, "fr"),
    ]
    assert found.skipped == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_spreadsheets_dialects_are_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "id,caption\n1,Käse\n\n,\n2,Brot\n".replace(",", delimiter)
    items = read(tmp_path / "x.csv", text.encode(encoding)).items
    assert [(item.item_id, item.captions[0].text) for item in items] == [
        ("1", "Käse"),
        ("2", "Brot"),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is empty"),
        ("name,caption\na,b\n", "has no column id"),
        ("id,price\na,1\n", "has none of the columns title, caption, image, audio"),
        ("id,caption,caption\na,b,c\n", "has the column caption twice"),
        ("id,caption\n", "has no items"),
        ("id,caption\na,one\nb,two\na,three\n", "has the id 'a' twice, in lines 2 and 4"),
        ('id,caption\na,"never closed\n', "is damaged in line"),
        ("id,caption\na,Käse\n".encode("latin-1"), r"is not UTF-8 text \(byte 0xe4 in line 2\)"),
        (b"id,caption\na,\0\n", "it has NUL characters"),
    ],
)
def test_bad_tables_are_refused(tmp_path: Path, content: str | bytes, why: str) -> None:
    with pytest.raises(ImportSourceError, match=why) as caught:
        read(tmp_path / "bad.csv", content)
    assert caught.value.what == str(tmp_path / "bad.csv")


def test_bad_table_changes_nothing(filled: Catalog, tmp_path: Path) -> None:
    before = filled.items()
    (tmp_path / "bad.csv").write_text("id,caption\nnew,one\nnew,two\n")
    with pytest.raises(ImportSourceError, match="make ids unique"):
        import_items(filled, CsvSource(tmp_path / "bad.csv"))
    assert filled.items() == before


def test_bad_lines_are_skipped(tmp_path: Path) -> None:
    found = read(
        tmp_path / "x.csv", f"id,caption\na,one\n,two\nb,three,more\n{'x' * 600},four\nc,five\n"
    )
    assert [item.item_id for item in found.items] == ["a", "c"]
    assert [path.rpartition(", ")[2] for path, _ in found.skipped] == ["line 3", "line 4", "line 5"]


def test_missing_media_are_skipped_and_the_rest_is_taken(catalog: Catalog, tmp_path: Path) -> None:
    write_picture(tmp_path / "here.png", 1)
    write_sound(tmp_path / "here.wav", 1)
    (tmp_path / "x.csv").write_text("id,image,audio\na,here.png|gone.png,here.wav\nb,gone.png,\n")
    outcome = import_items(catalog, CsvSource(tmp_path / "x.csv"))
    assert [item.item_id for item in catalog.items()] == ["a"]
    assert len(catalog.item("a").media) == 2
    assert [Path(path).name for path, _ in outcome.skipped] == ["gone.png", "gone.png", "b"]


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    for place in (tmp_path / "missing.csv", tmp_path):
        with pytest.raises(ImportSourceError, match=r"does not exist|is a folder"):
            CsvSource(place).drafts(tmp_path, Cancellation())
