from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog import Catalog
from app.catalog.interaction_file import (
    ImportedInteractions,
    export_interactions,
    import_interactions,
)
from app.catalog.personas import create_persona, find_persona, read_personas
from app.core.errors import CatalogError, ImportSourceError, StorageError

HEADER = "persona,item_id,kind,rating,at\n"
LINES = (
    'Ada,rain,like,,2026-01-02T03:04:05.000001+00:00\n"小, 明",word,rating,4.5,'
    "2026-01-02T03:04:05+00:00\n"
)


def write(folder: Path, text: str) -> Path:
    file = folder / "they did.csv"
    file.write_text(text, encoding="utf-8")
    return file


def counts(catalog: Catalog) -> dict[str, int]:
    with catalog.reading() as connection:
        return {one.name: one.interactions for one in read_personas(connection)}


def test_what_is_written_reads_the_same(filled: Catalog, tmp_path: Path) -> None:
    done = import_interactions(filled, write(tmp_path, HEADER + LINES))
    assert done == ImportedInteractions(2, 0, ("小, 明", "Ada"))
    copy = tmp_path / "new folder" / "copy.csv"
    assert export_interactions(filled, copy) == 2
    assert copy.read_text("utf-8") == HEADER + LINES
    assert export_interactions(filled, copy, "ada") == 1
    assert "小" not in copy.read_text("utf-8")
    with pytest.raises(CatalogError, match="Nobody"):
        export_interactions(filled, copy, "Nobody")
    with pytest.raises(StorageError):
        export_interactions(filled, tmp_path)


def test_repeats_are_skipped_and_counted(filled: Catalog, tmp_path: Path) -> None:
    import_interactions(filled, write(tmp_path, HEADER + LINES))
    with filled.reading() as connection:
        before = find_persona(connection, "Ada").revision
    again = HEADER + LINES + LINES.replace("like", "save") + "ADA,rain,like,,2026-01-02T03:04:06Z\n"
    assert import_interactions(filled, write(tmp_path, again)) == ImportedInteractions(2, 3, ())
    assert counts(filled) == {"Ada": 3, "小, 明": 1}
    with filled.reading() as connection:
        assert find_persona(connection, "Ada").revision == before + 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ada,rain,adore,,2026-01-01T00:00:00Z", "line 3: has the kind 'adore'"),
        ("Ada,rain,rating,many,2026-01-01T00:00:00Z", "line 3: has the rating 'many'"),
        ("Ada,rain,rating,nan,2026-01-01T00:00:00Z", "line 3: rating nan of rain"),
        ("Ada,rain,rating,9,2026-01-01T00:00:00Z", "line 3: rating 9.0 of rain"),
        ("Ada,rain,like,,yesterday", "line 3: has the time 'yesterday'"),
        ("Ada,rain,like,,2126-01-01T00:00:00Z", "line 3.*in the future"),
        ("Ada,rain,like,,1926-01-01T00:00:00Z", "line 3.*no usable time"),
        (",rain,like,,2026-01-01T00:00:00Z", "line 3: persona '': must have"),
        ("Ada,unicorn,like,,2026-01-01T00:00:00Z", "unicorn in line 3"),
        ('Ada,"rain"x,like,,', "is damaged in line "),
    ],
)
def test_a_bad_line_is_named_and_nothing_taken_in(
    filled: Catalog, tmp_path: Path, line: str, said: str
) -> None:
    with filled.recording() as connection:
        create_persona(connection, "Bob")
    good = "Bob,rain,like,,2026-01-01T00:00:00Z\n"
    with pytest.raises(ImportSourceError, match=said):
        import_interactions(filled, write(tmp_path, HEADER + good + line + "\n"))
    assert counts(filled) == {"Bob": 0}


def test_other_files_are_refused(filled: Catalog, tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError, match="lacks the column persona"):
        import_interactions(filled, write(tmp_path, "user,item\n1,2\n"))
    with pytest.raises(ImportSourceError):
        import_interactions(filled, tmp_path / "nowhere.csv")
