from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url
from sqlalchemy.schema import CreateTable

from app.catalog import Catalog
from app.catalog.migrations import HEAD, KNOWN
from app.catalog.migrations.upgrade import revisions, upgrade
from app.catalog.schema import Base
from app.catalog.sqlite import open_engine


def test_constants_agree_with_the_revisions() -> None:
    found = [module.revision for module in revisions()]
    assert frozenset(found) == KNOWN
    assert found[-1] == HEAD
    assert [module.down_revision for module in revisions()] == [None, *found[:-1]]


def test_migrated_schema_is_that_of_the_models(catalog: Catalog) -> None:
    with catalog.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_modelled})
        assert compare_metadata(context, Base.metadata) == []


def is_modelled(name: str | None, kind: str, parents: object) -> bool:
    """All but the search index, which no model describes, and the tables it consists of."""
    return kind != "table" or not str(name).startswith("search")


def test_upgrade_that_fails_leaves_an_empty_database(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "catalog.sqlite", read_only=False)
    try:
        with engine.begin() as connection:
            upgrade(connection)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with engine.begin() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").all()
    assert tables == []


def test_upgrading_twice_does_no_harm(catalog: Catalog) -> None:
    with catalog.writing() as connection:
        upgrade(connection)
    assert catalog.count() == 0


def test_schema_compiles_for_postgresql() -> None:
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    for table in Base.metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=dialect))
        assert statement.strip().startswith(f"CREATE TABLE {table.name}")
