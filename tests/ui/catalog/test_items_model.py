"""Pages are asked for as rows are looked at; answers to old questions are dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.messages import BrowseItems, ItemPage
from app.ui.catalog.items_model import CARD_ROLE, PAGE, ItemsModel
from tests.ui.catalog.records import card

BIRDS = BrowseItems("tuxpaint", "bird")


def page_of(question: BrowseItems, total: int, mark: str = "") -> ItemPage:
    rows = range(question.offset, min(question.offset + PAGE, total))
    return ItemPage("tuxpaint", total, question.offset, tuple(card(f"{mark}{row}") for row in rows))


@pytest.fixture
def asked() -> list[BrowseItems]:
    return []


@pytest.fixture
def model(asked: list[BrowseItems]) -> ItemsModel:
    made = ItemsModel()
    made.wanted.connect(asked.append)
    made.ask(BIRDS)
    made.take(asked[0], page_of(asked[0], 250))
    return made


def title(model: ItemsModel, row: int) -> str | None:
    found = model.data(model.index(row))
    return None if found is None else str(found)


def test_rows_that_are_looked_at_are_asked_for_once(
    model: ItemsModel, asked: list[BrowseItems]
) -> None:
    assert (model.rowCount(), title(model, 99), asked[1:]) == (250, "99", [])
    assert [title(model, row) for row in (140, 141, 249)] == [None, None, None]
    assert [one.offset for one in asked[1:]] == [100, 200]
    assert all(replace(one, offset=0) == asked[0] for one in asked)
    model.take(asked[1], page_of(asked[1], 250))
    assert (title(model, 140), title(model, 249)) == ("140", None)
    assert len(asked) == 3


def test_an_answer_to_an_old_question_is_dropped(
    model: ItemsModel, asked: list[BrowseItems]
) -> None:
    model.ask(BrowseItems("tuxpaint", "fish"))
    assert title(model, 0) == "0"
    model.take(asked[0], page_of(asked[0], 7, "old "))
    assert (model.rowCount(), title(model, 0)) == (250, "0")
    model.take(asked[1], page_of(asked[1], 3, "new "))
    assert (model.rowCount(), title(model, 0)) == (3, "new 0")


def test_renewing_keeps_rows_and_asks_again_for_what_is_looked_at(
    model: ItemsModel, asked: list[BrowseItems]
) -> None:
    title(model, 150)
    model.take(asked[1], page_of(asked[1], 250))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.renew()
    assert asked[2:] == [asked[0]]
    assert title(model, 150) == "150"
    assert [one.offset for one in asked[2:]] == [0, 100]
    model.take(asked[2], page_of(asked[2], 240, "new "))
    model.take(asked[3], page_of(asked[3], 240, "new "))
    assert (model.rowCount(), title(model, 0), title(model, 150)) == (240, "new 0", "new 150")
    assert resets == []


def test_a_card_is_described_in_words(model: ItemsModel, asked: list[BrowseItems]) -> None:
    page = page_of(asked[0], 1)
    shown = replace(page.items[0], title="duck", is_excluded=True)
    model.take(asked[0], replace(page, items=(shown,)))
    assert model.data(model.index(0), CARD_ROLE) == shown
    from PySide6.QtCore import Qt

    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "duck. animals › birds. Left out"
