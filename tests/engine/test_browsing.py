from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog import Catalog, FolderSource, import_items
from app.core.errors import CatalogError
from app.core.home import Home
from app.core.item import Caption
from app.core.label import LabelOrigin
from app.core.modality import Modality
from app.core.query import Query
from app.engine.engine import Engine
from app.engine.messages import (
    BrowseItems,
    BrowsingJob,
    EditItem,
    ExcludeItems,
    GetItemRecord,
    GetSkipped,
    ItemLabel,
    ItemPage,
    ItemRecord,
    Outcome,
    Recommend,
    SetLabel,
    Skipped,
)
from app.engine.service import Channel
from tests.catalog.samples import write_picture, write_text
from tests.engine.conftest import SETTINGS, no_partial


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    for number, (name, english, chinese) in enumerate(
        (
            ("fruit/apple", "A red apple", "红苹果"),
            ("fruit/pear", "A pear", "梨"),
            ("cat", "A cat", "猫"),
        )
    ):
        write_picture(folder / f"{name}.png", number)
        write_text(folder / f"{name}.txt", english)
        write_text(folder / f"{name}.zh_CN.txt", chinese)
    (folder / "broken.png").write_bytes(b"not a picture")
    return folder


@pytest.fixture
def small(home: Home, media: Path) -> Iterator[Engine]:
    """An engine over a home with one small catalog, named small."""
    with Catalog.create(home.catalogs / "small") as catalog:
        import_items(catalog, FolderSource(media))
    with Engine(home, SETTINGS) as engine:
        yield engine


def run(engine: Engine, job: BrowsingJob) -> Outcome:
    return engine.browsing.execute(job, Channel(1, lambda reply: None))


def test_page_has_cards_that_the_window_can_show(small: Engine) -> None:
    page = run(small, BrowseItems("small", search="苹"))
    assert isinstance(page, ItemPage)
    (card,) = page.items
    assert (page.catalog, page.total, card.item_id) == ("small", 1, "fruit/apple")
    assert Path(card.thumbnail).is_file()
    assert card.modalities == (Modality.IMAGE, Modality.TEXT)
    assert page.categories == (("fruit", 1),)
    page = run(small, BrowseItems("small", category="fruit", offset=1, limit=1))
    assert isinstance(page, ItemPage)
    assert (page.total, page.offset, [card.item_id for card in page.items]) == (
        2,
        1,
        ["fruit/pear"],
    )


@pytest.mark.parametrize(
    ("language", "titles"), [("", ["A red apple"]), ("zh_CN", ["红苹果"]), ("de", ["A red apple"])]
)
def test_titles_are_in_the_language_that_is_asked_for(
    small: Engine, language: str, titles: list[str]
) -> None:
    page = run(small, BrowseItems("small", search="apple", language=language))
    assert isinstance(page, ItemPage)
    assert [card.title for card in page.items] == titles


@pytest.mark.parametrize(("offset", "limit"), [(-1, 10), (0, 0), (0, 1_001)])
def test_pages_that_cannot_be_are_refused(small: Engine, offset: int, limit: int) -> None:
    with pytest.raises(CatalogError, match="must begin at 0"):
        run(small, BrowseItems("small", offset=offset, limit=limit))


def test_record_follows_an_edit(small: Engine) -> None:
    run(small, ExcludeItems("small", ("cat",), True))
    small.labelling.set_label(SetLabel("small", ("cat",), "pet", "yes"))
    captions = (Caption("en", "A tabby cat"), Caption("zh_CN", "虎斑猫"))
    edited = run(small, EditItem("small", "cat", "Tabby", "animals/pets", captions))
    assert isinstance(edited, ItemRecord)
    assert edited == run(small, GetItemRecord("small", "cat"))
    item = edited.details.item
    assert (item.title, item.category, item.captions) == ("Tabby", "animals/pets", captions)
    assert (edited.is_excluded, edited.is_edited) == (True, True)
    assert edited.labels == (ItemLabel("pet", "yes", LabelOrigin.PERSON, "person", 1.0),)
    assert Path(edited.details.picture).is_file()
    found = run(small, BrowseItems("small", search="虎斑", excluded=True))
    assert isinstance(found, ItemPage)
    assert [card.title for card in found.items] == ["Tabby"]


def test_skipped_files_are_told_with_why(small: Engine) -> None:
    skipped = run(small, GetSkipped("small"))
    assert isinstance(skipped, Skipped)
    assert any(file.path.endswith("broken.png") and file.why for file in skipped.files)


def test_excluded_item_is_not_recommended_until_it_is_back(small_engine: Engine) -> None:
    def best() -> list[str]:
        job = Recommend(Query(texts=("a red apple",)), top=10, catalog="small")
        return [one.item_id for one in small_engine.recommend(job, no_partial).results]

    before = best()
    changed = small_engine.browsing.exclude(ExcludeItems("small", tuple(before[:2]), True))
    assert changed.items == 2
    assert best()[:8] == before[2:]
    small_engine.browsing.exclude(ExcludeItems("small", tuple(before[:2]), False))
    assert best() == before


def test_an_edited_item_is_found_by_its_new_words(small_engine: Engine) -> None:
    query = Recommend(Query(texts=("a purple submarine under water",)), catalog="small", top=3)
    chosen = small_engine.recommend(query, no_partial).results[-1].item_id
    caption = Caption("en", "A purple submarine under water.")
    small_engine.browsing.edit(EditItem("small", chosen, "Submarine", "vehicles", (caption,)))
    answer = small_engine.recommend(query, no_partial)
    assert (answer.results[0].item_id, answer.results[0].title) == (chosen, caption.text)
