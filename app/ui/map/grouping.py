"""Which item belongs to which group, the largest group first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

MOST_GROUPS = 20
"""Groups that have a colour of their own; smaller ones are the rest."""


class Grouping:
    """Groups of items by a name that each has.

    Parameters
    ----------
    names
        One an item; empty for none.

    Attributes
    ----------
    names
        Of the groups, the largest first; the last is empty if some items have no group of
        their own.
    rows
        The items of each group.
    """

    def __init__(self, names: Sequence[str]) -> None:
        common = Counter(name for name in names if name).most_common(MOST_GROUPS)
        number = {name: place for place, (name, _) in enumerate(common)}
        rows: list[list[int]] = [[] for _ in range(len(number) + 1)]
        for row, name in enumerate(names):
            rows[number.get(name, len(number))].append(row)
        self.has_rest = bool(rows[-1])
        self.names: tuple[str, ...] = (*number, *([""] if self.has_rest else []))
        self.rows = rows if self.has_rest else rows[:-1]

    def is_rest(self, number: int) -> bool:
        """Whether that group holds what has no group of its own."""
        return self.has_rest and number == len(self.names) - 1


def top_levels(categories: Sequence[str]) -> tuple[str, ...]:
    """Return the first part of each slash-separated category."""
    return tuple(category.partition("/")[0] for category in categories)
