from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url
from sqlalchemy.schema import CreateTable

from app.catalog import Catalog
from app.catalog.browsing import ItemFilter, browse
from app.catalog.catalog import DATABASE_NAME
from app.catalog.migrations import HEAD, KNOWN
from app.catalog.migrations.upgrade import revisions, upgrade
from app.catalog.schema import Base
from app.catalog.sqlite import open_engine
from app.core.errors import CatalogError


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


@pytest.fixture
def first_schema(tmp_path: Path) -> Path:
    """A catalog as the first version made it, with two items."""
    folder = tmp_path / "old"
    folder.mkdir()
    with open_engine(folder / DATABASE_NAME, read_only=False).begin() as connection:
        upgrade(connection, "0001")
        connection.exec_driver_sql(
            """INSERT INTO items
            (item_id, title, category, text, text_sha256, thumbnail, source_sha256)
            VALUES ('a', 'Apple', 'food', 'An apple', 's1', 'aa/aa.png', 'f1'),
            ('d', 'Duck', 'animals', 'A duck', 's2', '', 'f2')"""
        )
        connection.exec_driver_sql(
            """INSERT INTO captions (item, position, language, text)
            VALUES (1, 0, 'en', 'An apple'), (1, 1, 'zh_CN', '红苹果'), (2, 0, 'en', 'A duck')"""
        )
    return folder


def test_first_schema_is_upgraded_with_all_it_holds(first_schema: Path) -> None:
    with Catalog.open(first_schema, read_only=True) as catalog:
        assert [(item.item_id, item.title) for item in catalog.items()] == [
            ("a", "Apple"),
            ("d", "Duck"),
        ]
        assert catalog.item("a").captions[1].text == "红苹果"
        assert catalog.thumbnail("a").endswith("aa.png")
        with catalog.reading() as connection:
            found = browse(connection, ItemFilter("苹果", excluded=False), 0, 10)
            kept = connection.exec_driver_sql("SELECT source_sha256 FROM items").scalars().all()
        assert [item.item_id for item in found.items] == ["a"]
        assert kept == ["f1", "f2"]


def test_many_may_open_an_old_catalog_at_once(first_schema: Path) -> None:
    def count(_: int) -> int:
        with Catalog.open(first_schema, read_only=True) as catalog:
            return catalog.count()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, range(8))) == [2] * 8


def test_newer_schema_is_refused_and_left_alone(first_schema: Path) -> None:
    database = first_schema / DATABASE_NAME
    with open_engine(database, read_only=False).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    with pytest.raises(CatalogError, match="newer version of Triad"):
        Catalog.open(first_schema)
    assert database.read_bytes() == before
