from __future__ import annotations

import json
from typing import Any

import pytest

from app.__main__ import main
from app.catalog import Catalog, import_items
from app.catalog.draft import ItemDraft
from app.core.home import Home
from app.core.item import Caption
from tests.catalog.samples import Given


def draft(item_id: str, english: str, chinese: str) -> ItemDraft:
    captions = (Caption("en", english), Caption("zh_CN", chinese))
    return ItemDraft(item_id, item_id.rpartition("/")[0], captions, ())


@pytest.fixture
def catalog(home: Home) -> str:
    with Catalog.create(home.catalogs / "things") as made:
        drafts = (
            draft("food/apple", "A red apple", "红苹果"),
            draft("food/pear", "A pear", "梨"),
            draft("cat", "A cat", "猫"),
        )
        import_items(made, Given(*drafts))
    return "things"


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def ids(page: Any) -> list[str]:
    return [card["item_id"] for card in page["items"]]


def test_items_are_searched_filtered_and_paged(
    catalog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def page(*options: str) -> Any:
        return ask(capsys, "catalog", "items", catalog, *options)

    assert ids(page("--search", "苹果")) == ["food/apple"]
    assert ids(page("--search", '"app')) == ["food/apple"]
    assert ids(page("--category", "food")) == ["food/apple", "food/pear"]
    second = page("--category", "food", "--offset", "1", "--limit", "1")
    assert (ids(second), second["total"]) == (["food/pear"], 2)
    assert main(["labels", "set", "ripe", "yes", "food/pear", "--catalog", catalog]) == 0
    capsys.readouterr()
    assert ids(page("--label", "ripe=yes")) == ["food/pear"]
    assert ids(page("--label", "ripe=no")) == []
    assert ids(page("--problem", "markup")) == []


def test_table_names_items_and_what_is_excluded(
    catalog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalog", "exclude", catalog, "cat", "food/pear"]) == 0
    assert capsys.readouterr().out == "things: 2 items excluded\n"
    assert main(["catalog", "items", catalog, "--excluded"]) == 0
    shown = capsys.readouterr().out
    assert "food/pear" in shown
    assert "excluded" in shown
    assert "1 to 2 of 2 items" in shown
    assert main(["catalog", "include", catalog, "cat"]) == 0
    assert capsys.readouterr().out == "things: 1 items taken in again\n"
    assert ids(ask(capsys, "catalog", "items", catalog, "--included")) == ["food/apple", "cat"]


def test_edit_changes_what_is_named_and_nothing_else(
    catalog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = ("catalog", "edit", catalog, "food/apple")
    record = ask(capsys, *edit, "--title", "Apple", "--caption", "zh_CN=", "--caption", "de=Apfel")
    item = record["details"]["item"]
    assert (item["title"], item["category"]) == ("Apple", "food")
    assert item["captions"] == [
        {"language": "en", "text": "A red apple"},
        {"language": "de", "text": "Apfel"},
    ]
    assert ask(capsys, *edit, "--category", "fruit")["details"]["item"]["title"] == "Apple"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["catalog", "edit", "things", "cat"], "nothing to change"),
        (["catalog", "edit", "things", "cat", "--caption", "text"], "LANGUAGE=TEXT"),
        (["catalog", "edit", "things", "dog", "--title", "x"], "item dog"),
        (["catalog", "exclude", "things", "cat", "dog"], "item dog"),
        (["catalog", "items", "nothing"], "there: things"),
        (["labels", "spread", "x", "--catalog", "things"], "no fusion|fusion"),
        (["labels", "set", " ", "x", "cat", "--catalog", "things"], "1 to 255"),
    ],
)
def test_mistakes_are_told_in_one_line(
    catalog: str, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    (line,) = [line for line in told.err.splitlines() if line.startswith("error: ")]
    assert any(part in line for part in why.split("|"))
    assert told.out == ""
    assert ids(ask(capsys, "catalog", "items", "things", "--excluded")) == []
