from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog import Catalog, import_items
from app.catalog.browsing import ItemFilter, browse
from app.catalog.draft import ItemDraft
from app.catalog.search import match_expression, words_of
from app.core.item import Caption
from tests.catalog.samples import Given


def item(item_id: str, *captions: tuple[str, str], title: str = "") -> ItemDraft:
    return ItemDraft(
        item_id, item_id.rpartition("/")[0], tuple(Caption(*one) for one in captions), (), title
    )


ITEMS = (
    item(
        "food/apple", ("en", "A red apple."), ("zh_CN", "一个红苹果。"), ("fr", "Une pomme fraîche")
    ),
    item("food/pear", ("en", "A pear"), ("zh_CN", "一个青梨"), ("th", "ลูกแพร์สีเขียว")),
    item("fruit bowl", ("en", "An APPLIANCE for fruit"), ("ja", "りんごの皿"), ("ko", "사과그릇")),
    item("sign", ("en", 'Say "NOT" or (else)'), ("de", "Größe: 42")),
)


@pytest.fixture
def searched(catalog: Catalog) -> Catalog:
    import_items(catalog, Given(*ITEMS))
    return catalog


def found(catalog: Catalog, search: str) -> set[str]:
    with catalog.reading() as connection:
        return {one.item_id for one in browse(connection, ItemFilter(search), 0, 100).items}


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("app", {"food/apple", "fruit bowl"}),
        ("apple", {"food/apple"}),
        ("RED ap", {"food/apple"}),
        ("re apple", set()),  # only the last word may be unfinished
        ("苹果", {"food/apple"}),
        ("果", {"food/apple"}),
        ("红苹", {"food/apple"}),
        ("果苹", set()),
        ("一个", {"food/apple", "food/pear"}),
        ("苹果 apple", {"food/apple"}),
        ("ｐｅａｒ", {"food/pear"}),
        ("fraiche", {"food/apple"}),
        ("Fraîche", {"food/apple"}),
        ("りんご", {"fruit bowl"}),
        ("그릇", {"fruit bowl"}),
        ("แพร์", {"food/pear"}),
        ("groß", {"sign"}),
        ("42", {"sign"}),
        ("food/", {"food/apple", "food/pear"}),
        ("fruit/bowl", {"fruit bowl"}),
        ('"NOT"', {"sign"}),
        ("NOT apple", set()),
        ("apple OR", set()),
        ("title:apple", set()),
        ("***", set()),
        ("  ", {"food/apple", "food/pear", "fruit bowl", "sign"}),
    ],
)
def test_search_finds(searched: Catalog, search: str, expected: set[str]) -> None:
    assert found(searched, search) == expected


@given(
    search=st.text(st.sampled_from("ab苹果\"'*^():+-~{}[]\\.,;NEAROT_ \x00\u0301𠀀é"), max_size=12)
)
def test_no_text_is_a_syntax_error(index: Catalog, search: str) -> None:
    assert found(index, search) <= {one.item_id for one in ITEMS}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("index") / "searched"
    with Catalog.create(folder) as made:
        import_items(made, Given(*ITEMS))
        return made


def test_expression_quotes_every_term() -> None:
    assert match_expression('red "OR* 苹果') == '"red" AND "or" AND "苹 果" *'
    assert match_expression("!?") == '""'


def test_words_of_scripts_without_spaces_are_characters() -> None:
    assert words_of("Red苹果 Ünï_x") == ("red", "苹", "果", "ünï", "x")


def test_index_follows_imports_and_removals(searched: Catalog) -> None:
    changed = item("food/apple", ("en", "A quince"), ("zh_CN", "一个榅桲"))
    import_items(searched, Given(changed, item("new", ("zh_CN", "新的苹果"))))
    assert found(searched, "苹果") == {"new"}
    assert found(searched, "榅") == {"food/apple"}
    with searched.writing() as connection:
        connection.exec_driver_sql("DELETE FROM items WHERE item_id = 'new'")
    assert found(searched, "苹果") == set()
    with searched.writing() as connection:
        connection.exec_driver_sql("UPDATE captions SET text = '李子' WHERE text = '一个榅桲'")
    assert found(searched, "榅") == set()
    assert found(searched, "李子") == {"food/apple"}


def test_index_is_taken_back_with_its_transaction(searched: Catalog) -> None:
    with pytest.raises(ZeroDivisionError), searched.writing() as connection:
        connection.exec_driver_sql("UPDATE items SET title = 'durian'")
        raise ZeroDivisionError
    assert found(searched, "durian") == set()
    assert found(searched, "pear") == {"food/pear"}
