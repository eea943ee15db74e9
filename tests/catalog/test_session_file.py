from __future__ import annotations

import csv
import datetime
import time
from pathlib import Path

import pytest

from app.catalog import Catalog
from app.catalog.interactions import record_interaction
from app.catalog.personas import create_persona, remove_persona
from app.catalog.session_file import COLUMNS, export_sessions
from app.catalog.sessions import ShownList, continue_session, open_session
from app.core.errors import CatalogError, StorageError
from app.core.persona import Interaction, InteractionKind
from app.core.recommender import RecommenderKind

CONTENT, ALS = RecommenderKind.CONTENT, RecommenderKind.ALS
DONE = ((InteractionKind.VIEW, 0.0), (InteractionKind.RATING, 4.5), (InteractionKind.LIKE, 0.0))


@pytest.fixture
def told(filled: Catalog) -> Catalog:
    """A catalog with a blind round of Ada's, a list of Bob's that went on, and an empty one."""
    with filled.recording() as connection:
        ada, bob = (create_persona(connection, name) for name in ("Ada, the first", "Bob"))
        blind = open_session(
            connection, ada, ShownList("blind", CONTENT, ["word", "rain"], ALS, [1, 0])
        )
        plain = open_session(connection, bob, ShownList("for-you", CONTENT, ["rain"]))
        for at, (kind, stars) in enumerate(DONE):
            record_interaction(connection, ada, Interaction("word", kind, at, stars), blind)
        for who, item in ((CONTENT, "word"), (ALS, "animals/duck")):
            continue_session(connection, bob, plain, ShownList("for-you", who, [item]))
        open_session(connection, bob, ShownList("for-you", CONTENT, []))
    return filled


def lines_of(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def test_tells_what_was_shown_by_whom_and_what_was_done(told: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "new" / "shown.csv"
    assert export_sessions(told, file) == 5
    lines = lines_of(file)
    assert tuple(lines[0]) == COLUMNS
    assert [
        (one["session"], one["position"], one["item_id"], one["picked_by"], one["done"])
        for one in lines
    ] == [
        ("1", "1", "word", "als", "view rating:4.5 like"),
        ("1", "2", "rain", "content", ""),
        ("2", "1", "rain", "content", ""),
        ("2", "2", "word", "content", ""),
        ("2", "3", "animals/duck", "", ""),
    ]
    made = [tuple(one[name] for name in COLUMNS[2:6]) for one in lines[1:3]]
    assert made == [
        ("Ada, the first", "blind", "content", "als"),
        ("Bob", "for-you", "content", ""),
    ]
    at = datetime.datetime.fromisoformat(lines[0]["at"])
    assert at.utcoffset() == datetime.timedelta(0)
    assert abs(at.timestamp() - time.time()) < 60


def test_one_persona_alone_and_what_was_deleted_with_it(told: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "shown.csv"
    assert export_sessions(told, file, "bob") == 3
    assert {one["persona"] for one in lines_of(file)} == {"Bob"}
    with told.recording() as connection:
        remove_persona(connection, "Bob")
    assert export_sessions(told, file) == 2
    assert {one["persona"] for one in lines_of(file)} == {"Ada, the first"}
    before = file.read_bytes()
    with pytest.raises(CatalogError, match="'Bob'"):
        export_sessions(told, file, "Bob")
    assert file.read_bytes() == before


def test_nothing_shown_is_a_first_line_and_a_folder_is_no_file(
    filled: Catalog, tmp_path: Path
) -> None:
    file = tmp_path / "shown.csv"
    assert export_sessions(filled, file) == 0
    assert file.read_text("utf-8") == ",".join(COLUMNS) + "\n"
    with pytest.raises(StorageError, match="cannot be written"):
        export_sessions(filled, tmp_path)
