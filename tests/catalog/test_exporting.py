from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog import Catalog, JsonLinesSource, export, import_items
from app.core.errors import StorageError
from app.core.item import Item, MediumRole
from app.core.modality import Modality
from tests.catalog.samples import write_picture
from tests.rights import as_nobody


def by_content(items: tuple[Item, ...]) -> list[Item]:
    return [
        replace(item, media=tuple(replace(medium, path="") for medium in item.media))
        for item in items
    ]


def test_export_imports_to_the_same_catalog(filled: Catalog, media: Path) -> None:
    assert export(filled, media / "all.jsonl") == 4
    with Catalog.create(filled.folder.with_name("again")) as again:
        outcome = import_items(again, JsonLinesSource(media / "all.jsonl"))
        assert (outcome.added, outcome.skipped) == (4, ())
        assert again.items() == filled.items()


def test_export_beside_the_media_can_be_moved(filled: Catalog, media: Path) -> None:
    export(filled, media / "all.jsonl")
    moved = media.rename(media.with_name("elsewhere"))
    with Catalog.create(filled.folder.with_name("again")) as again:
        assert import_items(again, JsonLinesSource(moved / "all.jsonl")).skipped == ()
        assert by_content(again.items()) == by_content(filled.items())


def test_lines_are_plain_and_relative_where_they_can_be(filled: Catalog, media: Path) -> None:
    export(filled, media / "all.jsonl")
    lines = [json.loads(line) for line in (media / "all.jsonl").read_text("utf-8").splitlines()]
    assert lines[2] == {
        "id": "animals/duck",
        "title": "A duck.",
        "category": "animals",
        "caption": "A duck.",
        "caption_zh_CN": "一只鸭子",
        "image": ["animals/duck.png"],
        "audio": ["animals/duck.wav"],
    }
    export(filled, media.parent / "other" / "all.jsonl")
    other = (media.parent / "other" / "all.jsonl").read_text("utf-8")
    assert str(media / "animals" / "duck.png") in other


def test_spoken_descriptions_survive(catalog: Catalog, tmp_path: Path) -> None:
    from app.catalog.draft import ItemDraft, MediumDraft
    from tests.catalog.samples import Given, write_sound

    media = tuple(
        MediumDraft(
            Modality.AUDIO,
            write_sound(tmp_path / f"{number}.wav", number),
            MediumRole.SPOKEN_DESCRIPTION,
            language,
        )
        for number, language in enumerate(("en", "fr", "fr"))
    )
    picture = MediumDraft(Modality.IMAGE, write_picture(tmp_path / "x.png", 1))
    import_items(catalog, Given(ItemDraft("x", "", (), (picture, *media))))
    export(catalog, tmp_path / "all.jsonl")
    with Catalog.create(catalog.folder.with_name("again")) as again:
        import_items(again, JsonLinesSource(tmp_path / "all.jsonl"))
        assert again.items() == catalog.items()


def test_export_that_cannot_be_written_keeps_what_was_there(filled: Catalog) -> None:
    items = filled.items()
    assert items
    with as_nobody() as place:
        with Catalog.create(place / "empty") as catalog:
            (place / "closed").mkdir(mode=0o555)
            with pytest.raises(StorageError, match="cannot be written"):
                export(catalog, place / "closed" / "all.jsonl")
        assert list((place / "closed").iterdir()) == []
