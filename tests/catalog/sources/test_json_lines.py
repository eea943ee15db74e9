from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.catalog import Catalog, import_items
from app.catalog.draft import Drafts
from app.catalog.sources.json_lines import JsonLinesSource
from app.core.errors import ImportSourceError
from app.core.item import Caption
from app.core.modality import Modality
from app.core.progress import Cancellation


def read(file: Path, *lines: object) -> Drafts:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    return JsonLinesSource(file).drafts(file.parent / "unpacked", Cancellation())


def test_texts_lists_and_numbers_are_values(tmp_path: Path) -> None:
    found = read(
        tmp_path / "x.jsonl",
        {"id": 7, "caption_fr": "Sept", "image": ["a | b.png", "c.png"], "audio": None},
        {"id": "b", "title": "B", "image": "d.png", "price": {"any": "thing"}},
    )
    assert [item.item_id for item in found.items] == ["7", "b"]
    assert found.items[0].captions == (Caption("fr", "Sept"),)
    assert [medium.path.name for medium in found.items[0].media] == ["a | b.png", "c.png"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1, 2]", "is not a JSON object"),
        ({"caption": "x"}, "has no column id"),
        ({"id": "x"}, "has none of the columns"),
        ({"id": "x", "image": {"path": "y"}}, "image is neither a text nor a list"),
        ({"id": "x", "image": [1]}, "image is neither a text nor a list"),
        ({"id": "x\u0007", "caption": "y"}, "control characters"),
        ({"id": "  ", "caption": "y"}, "has no id"),
    ],
)
def test_bad_lines_are_skipped(tmp_path: Path, line: object, why: str) -> None:
    found = read(tmp_path / "x.jsonl", {"id": "good", "caption": "x"}, line, "")
    assert [item.item_id for item in found.items] == ["good"]
    ((path, reason),) = found.skipped
    assert path == f"{tmp_path / 'x.jsonl'}, line 2"
    assert why in reason


def test_nothing_good_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError, match=r"has no items .*line 1: is not JSON"):
        read(tmp_path / "x.jsonl", "nonsense", "more")


def test_duplicate_ids_are_refused_in_any_form(tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError, match="twice, in lines 1 and 2"):
        read(
            tmp_path / "x.jsonl",
            {"id": "Ka\u0308se", "caption": "x"},
            {"id": "K\u00e4se ", "caption": "y"},
        )


def test_posts_with_text_alone_are_ordinary_items(catalog: Catalog, tmp_path: Path) -> None:
    posts = [
        {"id": 1, "caption": "Lovely weather in Lisbon today!", "category": "travel"},
        {"id": 2, "text": "caf\u00e9 or tea?", "likes": 12},
        {"id": 3, "text": "passed over", "caption": "A caption counts more"},
        {"id": 4, "text": ""},
    ]
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join(map(json.dumps, posts)), encoding="utf-8")
    outcome = import_items(catalog, JsonLinesSource(file))
    assert outcome.added == 3
    assert [item.captions for item in catalog.items()] == [
        (Caption("en", "Lovely weather in Lisbon today!"),),
        (Caption("en", "caf\u00e9 or tea?"),),
        (Caption("en", "A caption counts more"),),
    ]
    assert catalog.items()[1].title == "caf\u00e9 or tea?"
    assert len(catalog.missing_features(Modality.TEXT, "any encoder")) == 3
    assert import_items(catalog, JsonLinesSource(file)).known == 3
