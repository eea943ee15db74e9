from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.catalog import Catalog, FolderSource, import_items
from app.catalog.migrations import HEAD
from app.core.errors import CatalogError, StorageError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from tests.rights import as_nobody


def test_items_come_back_whole_and_in_order(filled: Catalog, media: Path) -> None:
    items = filled.items()
    assert [item.item_id for item in items] == ["rain", "word", "animals/duck", "food/苹果 ☃"]
    duck = items[2]
    assert duck.category == "animals"
    assert duck.title == "A duck."
    assert duck.captions == (Caption("en", "A duck."), Caption("zh_CN", "一只鸭子"))
    assert [(medium.modality, medium.role) for medium in duck.media] == [
        (Modality.IMAGE, MediumRole.CONTENT),
        (Modality.AUDIO, MediumRole.CONTENT),
    ]
    assert duck.media[0].path == str(media / "animals" / "duck.png")
    assert items[3].title == "苹果 ☃"
    assert filled.count() == 4


def test_asked_for_items_come_in_the_order_asked(filled: Catalog) -> None:
    found = filled.items(("word", "no such item", "animals/duck"))
    assert [item.item_id for item in found] == ["word", "animals/duck"]
    assert filled.item("word") == found[0]
    with pytest.raises(CatalogError, match="no such item: is not in the catalog"):
        filled.item("no such item")


def test_thumbnails_are_pngs_of_at_most_256_pixels(filled: Catalog) -> None:
    from PIL import Image

    with Image.open(filled.thumbnail("animals/duck")) as thumbnail:
        assert thumbnail.format == "PNG"
        assert max(thumbnail.size) <= 256
    assert filled.thumbnail("word") == ""
    assert filled.thumbnails()["animals/duck"] == filled.thumbnail("animals/duck")


def test_create_refuses_a_name_that_is_taken(filled: Catalog) -> None:
    with pytest.raises(CatalogError, match="exists already"):
        Catalog.create(filled.folder)
    assert filled.count() == 4


def test_create_wants_the_folder_to_have_the_name(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="name of its folder"):
        Catalog.create(tmp_path / "here", "there")
    assert list(tmp_path.iterdir()) == []


def test_database_is_wal_with_foreign_keys(filled: Catalog) -> None:
    with filled.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        connection.exec_driver_sql("DELETE FROM items WHERE item_id = 'animals/duck'")
        left = connection.exec_driver_sql("SELECT count(*) FROM media").scalar()
    assert left == 2


def test_no_connection_stays_open(filled: Catalog) -> None:
    filled.items()
    filled.put_features(Modality.TEXT, "digest", {"a" * 64: np.ones(3)})
    open_files = [file.path for file in psutil.Process().open_files()]
    assert not [file for file in open_files if str(filled.folder) in file]


@pytest.mark.parametrize("how", ["closed", "forgotten"])
def test_only_the_last_connection_folds_the_journal_in(filled: Catalog, how: str) -> None:
    journal = filled.folder / "catalog.sqlite-wal"
    mine = Catalog.open(filled.folder)
    with mine.recording() as connection:
        connection.exec_driver_sql("UPDATE items SET excluded = 0")
    assert not journal.exists()
    mine.stay_open()
    with mine.recording() as connection:
        connection.exec_driver_sql("UPDATE items SET excluded = 0")
    assert journal.exists()
    if how == "closed":
        mine.close()
    del mine
    assert filled.count() == 4
    assert not journal.exists()


def test_opens_by_url(filled: Catalog) -> None:
    with Catalog.open(f"sqlite:///{filled.folder}/catalog.sqlite") as again:
        assert again.count() == 4
    with pytest.raises(CatalogError, match="SQLite catalogs only"):
        Catalog.open("postgresql://localhost/triad")


def test_missing_catalog_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no catalog"):
        Catalog.open(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def test_newer_catalog_is_refused_and_left_alone(filled: Catalog) -> None:
    database = filled.folder / "catalog.sqlite"
    _execute(database, "UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    for read_only in (True, False):
        with pytest.raises(CatalogError, match="newer version of Triad"):
            Catalog.open(filled.folder, read_only)
    assert database.read_bytes() == before


def test_other_databases_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    _execute(folder / "catalog.sqlite", "CREATE TABLE something (x)")
    with pytest.raises(CatalogError, match="is not a catalog of Triad"):
        Catalog.open(folder)


def _execute(database: Path, statement: str) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(statement)
    connection.close()


def test_creation_that_was_killed_is_finished_on_opening(tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    (folder / "catalog.sqlite").touch()
    with Catalog.open(folder, read_only=True) as catalog:
        assert catalog.count() == 0
        with catalog.reading() as connection:
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            assert version.scalar() == HEAD


@pytest.mark.parametrize("damage", ["text", "header", "middle", "truncated"])
def test_corrupt_database_is_a_clear_error(filled: Catalog, damage: str) -> None:
    database = filled.folder / "catalog.sqlite"
    data = bytearray(database.read_bytes())
    if damage == "text":
        data = bytearray(b"this is a text and no database at all\n" * 200)
    elif damage == "header":
        data[:16] = b"\xff" * 16
    elif damage == "middle":
        data[4096:] = b"\xa5" * (len(data) - 4096)
    else:
        del data[5000:]
    database.write_bytes(data)
    with (
        pytest.raises(CatalogError, match=r"corrupt|not a catalog"),
        Catalog.open(filled.folder) as catalog,
    ):
        catalog.items()
    assert database.read_bytes() == bytes(data)


def test_reading_only_refuses_to_write(filled: Catalog) -> None:
    with Catalog.open(filled.folder, read_only=True) as catalog:
        with pytest.raises(CatalogError, match="reading only"):
            catalog.put_features(Modality.TEXT, "d", {"a" * 64: np.ones(3)})
        with catalog.reading() as connection, pytest.raises(Exception, match="readonly"):
            connection.exec_driver_sql("DELETE FROM items")
    assert filled.count() == 4


def test_readers_see_a_whole_state_while_another_writes(filled: Catalog) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM items")
        with Catalog.open(filled.folder, read_only=True) as reader:
            assert reader.count() == 4
    assert filled.count() == 0


def test_failed_write_changes_nothing(filled: Catalog) -> None:
    with pytest.raises(ZeroDivisionError), filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM items")
        raise ZeroDivisionError
    assert filled.count() == 4


def _hold_writer(folder: Path, pipe: Connection) -> None:
    with Catalog.open(folder) as catalog, catalog.sole_writer():
        pipe.send("holding")
        pipe.recv()


def test_second_writing_process_is_told_that_it_is_busy(filled: Catalog, media: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_hold_writer, args=(filled.folder, theirs))
    child.start()
    assert ours.recv() == "holding"
    with pytest.raises(CatalogError, match="busy: another process is writing"):
        import_items(filled, FolderSource(media))
    assert filled.count() == 4
    ours.send("let go")
    child.join()
    child.close()
    ours.close()
    theirs.close()
    assert import_items(filled, FolderSource(media)).known == 4


def test_writer_that_was_killed_holds_nothing(filled: Catalog, media: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_hold_writer, args=(filled.folder, theirs))
    child.start()
    assert ours.recv() == "holding"
    child.kill()
    child.join()
    child.close()
    ours.close()
    theirs.close()
    assert import_items(filled, FolderSource(media)).known == 4


def test_one_object_serves_several_threads(filled: Catalog) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(10):
                key = f"{number:032d}{step:032d}"
                filled.put_features(Modality.TEXT, "digest", {key: np.full(4, number)})
                assert filled.feature(key, "digest") is not None
                assert filled.count() == 4
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_folder_without_permission_can_be_read_but_not_written(media: Path) -> None:
    with Catalog.create(media.parent / "warm up") as warm_up:
        import_items(warm_up, FolderSource(media))
    with as_nobody() as place:
        folder = place / "locked"
        with Catalog.create(folder) as catalog:
            catalog.put_features(Modality.TEXT, "d", {"a" * 64: np.ones(3)})
        (folder / "writer.lock").chmod(0o444)
        (folder / "catalog.sqlite").chmod(0o444)
        folder.chmod(0o555)
        with Catalog.open(folder, read_only=True) as catalog:
            assert catalog.feature("a" * 64, "d") is not None
        with Catalog.open(folder) as catalog, pytest.raises(StorageError, match="permission"):
            catalog.put_features(Modality.TEXT, "d", {"b" * 64: np.ones(3)})
        with pytest.raises(StorageError, match="cannot be made"):
            Catalog.create(folder / "below")
        folder.chmod(0o755)
