from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, event, insert

from app.catalog import Catalog, import_items
from app.catalog.browsing import RANKED_AT_MOST, BrowsedPage, ItemFilter, browse, browsed_items
from app.catalog.draft import ItemDraft
from app.catalog.editing import exclude_items
from app.catalog.labels import ItemLabel, put_labels, set_label
from app.catalog.reading import item_numbers
from app.catalog.schema import FindingRow
from app.core.item import Caption
from app.core.label import LabelOrigin
from app.core.modality import Modality
from tests.catalog.samples import Given

STEPS_AT_ONCE = 100


def page(catalog: Catalog, wanted: ItemFilter, offset: int = 0, limit: int = 100) -> BrowsedPage:
    with catalog.reading() as connection:
        return browse(connection, wanted, offset, limit)


def ids(catalog: Catalog, wanted: ItemFilter) -> list[str]:
    return [item.item_id for item in page(catalog, wanted).items]


def test_items_say_what_they_have(filled: Catalog) -> None:
    items = {item.item_id: item for item in page(filled, ItemFilter()).items}
    assert items["animals/duck"].modalities == (Modality.IMAGE, Modality.TEXT, Modality.AUDIO)
    assert items["rain"].modalities == (Modality.TEXT, Modality.AUDIO)
    assert items["word"].modalities == (Modality.TEXT,)
    assert items["animals/duck"].title == "A duck."
    assert (filled.thumbnails_folder / items["animals/duck"].thumbnail).is_file()
    assert items["word"].thumbnail == ""
    assert not any(item.is_excluded or item.problems for item in items.values())


def test_pages_follow_each_other(filled: Catalog) -> None:
    everything = ids(filled, ItemFilter())
    parts = [page(filled, ItemFilter(), offset, 3) for offset in (0, 3, 6)]
    assert [len(part.items) for part in parts] == [3, len(everything) - 3, 0]
    assert [item.item_id for part in parts for item in part.items] == everything
    assert {part.total for part in parts} == {len(everything)}


def test_category_has_all_below_it(catalog: Catalog) -> None:
    categories = ("food", "food/fruit", "food/fruit/red", "food_x/pie", "")
    words = (Caption("en", "thing"),)
    drafts = [ItemDraft(f"i{n}", name, words, ()) for n, name in enumerate(categories)]
    import_items(catalog, Given(*drafts))
    assert ids(catalog, ItemFilter(category="food")) == ["i0", "i1", "i2"]
    assert ids(catalog, ItemFilter(category="food/fruit")) == ["i1", "i2"]
    assert ids(catalog, ItemFilter(category="foo")) == []
    found = page(catalog, ItemFilter(category="food/fruit", search="thing"))
    assert found.total == 2
    assert found.categories == (
        ("food", 3),
        ("food/fruit", 2),
        ("food/fruit/red", 1),
        ("food_x", 1),
        ("food_x/pie", 1),
    )
    assert dict(page(catalog, ItemFilter(search="i0")).categories)["food/fruit"] == 0


def test_best_match_comes_first(catalog: Catalog) -> None:
    title = ItemDraft("z", "", (Caption("en", "sweet"),), (), "Honey")
    caption = ItemDraft("a", "", (Caption("en", "sweet as honey and more words"),), (), "Jam")
    import_items(catalog, Given(caption, title))
    assert ids(catalog, ItemFilter("honey")) == ["z", "a"]
    assert ids(catalog, ItemFilter()) == ["a", "z"]


def test_label_that_counts_filters(filled: Catalog) -> None:
    automatic = [
        ItemLabel(item_id, "kind", "noise", LabelOrigin.AUTOMATIC, "model", 0.6)
        for item_id in ("rain", "word")
    ]
    with filled.writing() as connection:
        put_labels(connection, automatic)
        set_label(connection, ["word"], "kind", "speech")
    assert ids(filled, ItemFilter(label_set="kind", label="noise")) == ["rain"]
    assert ids(filled, ItemFilter(label_set="kind", label="speech")) == ["word"]
    assert set(ids(filled, ItemFilter(label_set="kind"))) == {"rain", "word"}
    assert ids(filled, ItemFilter(label_set="other")) == []


def test_problem_that_was_not_repaired_filters(filled: Catalog) -> None:
    with filled.writing() as connection:
        rain, word = item_numbers(connection, ["rain", "word"])
        for number, repaired in ((rain, False), (word, True)):
            connection.execute(
                insert(FindingRow).values(
                    item=number,
                    modality=Modality.AUDIO,
                    sha256="",
                    path="",
                    problem="hum",
                    value=2.0,
                    threshold=1.0,
                    repairable=True,
                    repaired=repaired,
                )
            )
    assert ids(filled, ItemFilter(problem="hum")) == ["rain"]
    assert ids(filled, ItemFilter(problem="blurred")) == []
    with filled.reading() as connection:
        assert browsed_items(connection, ["rain", "gone"])["rain"].problems == ("hum",)


def test_excluded_filter(filled: Catalog) -> None:
    with filled.writing() as connection:
        exclude_items(connection, ["rain"], True)
    assert ids(filled, ItemFilter(excluded=True)) == ["rain"]
    assert "rain" not in ids(filled, ItemFilter(excluded=False))
    assert "rain" in ids(filled, ItemFilter())


@pytest.fixture
def large(catalog: Catalog) -> Catalog:
    """Ten thousand items, in English and Chinese."""
    with catalog.writing() as connection:
        connection.exec_driver_sql(
            """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO items
            (item_id, title, category, text, text_sha256, thumbnail, source_sha256)
            SELECT 'i' || i, 'apple ' || i, 'food/c' || (i % 100), 'apple', 'x', '', '' FROM n"""
        )
        connection.exec_driver_sql(
            """INSERT INTO captions (item, position, language, text)
            SELECT id, 0, 'zh_CN', '红苹果' || (id % 7) FROM items"""
        )
    return catalog


@dataclass
class Work:
    """What SQLite was asked, and how many steps of its machine that took."""

    queries: list[str]
    steps: int = 0


@contextmanager
def watched(connection: Connection) -> Iterator[Work]:
    """Count the steps of SQLite's machine: they are as many on a slow computer."""
    work, driver = Work([]), connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)

    def tick() -> int:
        work.steps += STEPS_AT_ONCE
        return 0

    def note(_: Connection, __: object, query: str, *rest: object) -> None:
        work.queries.append(query)

    event.listen(connection, "before_cursor_execute", note)
    driver.set_progress_handler(tick, STEPS_AT_ONCE)
    yield work
    driver.set_progress_handler(None, 0)


@pytest.mark.parametrize(
    ("search", "steps_per_item"), [("", 16), ("apple 77", 6), ("苹果3", 14), ("a", 45)]
)
def test_a_page_of_ten_thousand_items_is_little_work(
    large: Catalog, search: str, steps_per_item: int
) -> None:
    with large.reading() as connection, watched(connection) as work:
        found = browse(connection, ItemFilter(search, "food"), 0, 50)
    assert len(found.items) == 50
    assert len(work.queries) == 5
    assert 0 < work.steps < 10_000 * steps_per_item
    is_ranked = any("bm25" in one for one in work.queries)
    assert is_ranked == (bool(search) and found.total <= RANKED_AT_MOST)
