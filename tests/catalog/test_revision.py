from __future__ import annotations

from app.catalog import Catalog
from app.catalog.editing import exclude_items
from app.catalog.labels import set_label
from app.catalog.personas import create_persona


def test_content_raises_the_revision_and_personas_do_not(filled: Catalog) -> None:
    first = filled.revision()
    with filled.recording() as connection:
        create_persona(connection, "Ada")
    with filled.writing() as connection:
        assert exclude_items(connection, ["rain"], False) == 0
    assert filled.revision() == first != ""
    with filled.writing() as connection:
        exclude_items(connection, ["rain"], True)
    second = filled.revision()
    with filled.writing() as connection:
        set_label(connection, ["rain"], "kind", "noise")
    assert len({first, second, filled.revision()}) == 3


def test_what_fails_raises_nothing(filled: Catalog) -> None:
    first = filled.revision()
    try:
        with filled.writing() as connection:
            exclude_items(connection, ["rain"], True)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert filled.revision() == first
