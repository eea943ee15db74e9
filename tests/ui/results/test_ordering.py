from __future__ import annotations

from app.ui.results.ordering import SortKey, ordered
from tests.ui.results.samples import recommendation

ROWS = [
    recommendation(1, (0.1, 0.7, 0.1), title="pear"),
    recommendation(2, (0.6, 0.1, -0.2), title="Apple"),
    recommendation(3, (0.1, 0.1, 0.2), title="Édam"),
]


def ranks(key: SortKey) -> list[int]:
    return [entry.rank for entry in ordered(reversed(ROWS), key)]


def test_each_order_puts_the_largest_share_first() -> None:
    assert ranks(SortKey.SCORE) == [1, 2, 3]
    assert ranks(SortKey.IMAGE_SHARE) == [2, 3, 1]
    assert ranks(SortKey.TEXT_SHARE) == [1, 3, 2]
    assert ranks(SortKey.AUDIO_SHARE) == [3, 1, 2]


def test_titles_sort_without_regard_to_case() -> None:
    assert ranks(SortKey.TITLE)[:2] == [2, 1]
