"""Groups by size; what is too small to have a colour is the rest."""

from __future__ import annotations

from app.ui.map.grouping import MOST_GROUPS, Grouping, top_levels


def test_groups_come_by_size_and_hold_every_item() -> None:
    grouping = Grouping(["b", "a", "b", "", "c", "b", "a"])
    assert grouping.names == ("b", "a", "c", "")
    assert grouping.rows == [[0, 2, 5], [1, 6], [4], [3]]
    assert grouping.is_rest(3)
    assert not grouping.is_rest(0)


def test_small_groups_are_the_rest() -> None:
    names = [f"group {number}" for number in range(MOST_GROUPS + 5) for _ in range(40 - number)]
    grouping = Grouping(names)
    assert len(grouping.names) == MOST_GROUPS + 1
    assert sum(len(rows) for rows in grouping.rows) == len(names)
    assert {names[row] for row in grouping.rows[-1]} == {f"group {n}" for n in range(20, 25)}


def test_without_items_there_are_no_groups() -> None:
    assert Grouping(()).names == ()


def test_categories_are_grouped_by_their_first_part() -> None:
    assert top_levels(("animals/birds/duck", "food", "")) == ("animals", "food", "")
