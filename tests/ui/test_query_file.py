from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.errors import QueryError
from app.core.modality import PerModality
from app.core.query import Query
from app.ui.query_file import read_query


def test_strings_and_lists_become_a_query(tmp_path: Path) -> None:
    path = tmp_path / "q.json"
    path.write_text(
        json.dumps({"image": "a.png", "text": ["x", "y"], "weights": {"text": 0.5}}), "utf-8"
    )
    assert read_query(path) == Query(
        images=("a.png",), texts=("x", "y"), weights=PerModality(1.0, 0.5, 1.0)
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"image": 3}',
        '{"text": [1]}',
        '{"weights": 2}',
        '{"weights": {"image": 9}}',
        '{"weights": {"text": "loud"}}',
        "\udcff",
    ],
)
def test_anything_else_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "q.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(QueryError) as refusal:
        read_query(path)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.json"):
        read_query(tmp_path / "none.json")
