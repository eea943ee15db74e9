from __future__ import annotations

from PySide6.QtCore import QRectF

from app.core.recommendation import Answer
from app.ui.results.changes import RankChanges
from app.ui.results.moves import Arrangement, Snapshot, planned_moves
from tests.ui.results.samples import ranked

LIST = Arrangement(cell_width=400, cell_height=50, columns=1, scrolled=0, viewport_height=200)


def snapshot(answer: Answer, arrangement: Arrangement = LIST, **underway: QRectF) -> Snapshot:
    rows = answer.results
    places = {entry.item_id: place for place, entry in enumerate(rows)}
    return Snapshot(arrangement, rows, places, underway)


def test_rows_on_screen_count_partly_seen_ones() -> None:
    scrolled = Arrangement(100, 50, 3, 75, 100)
    assert list(scrolled.rows_on_screen(100)) == list(range(3, 12))
    assert list(scrolled.rows_on_screen(5)) == [3, 4]
    assert scrolled.area(4) == QRectF(100, -25, 100, 50)


def test_every_row_moves_from_its_old_place_to_its_new_one() -> None:
    moves = planned_moves(
        snapshot(ranked(0, "abcd")), snapshot(ranked(0, "dabc")), RankChanges().of
    )
    ways = {move.recommendation.item_id: (move.start.top(), move.end.top()) for move in moves}
    assert ways == {"a": (0, 50), "b": (50, 100), "c": (100, 150), "d": (150, 0)}


def test_nothing_moves_when_the_order_is_the_same() -> None:
    same = snapshot(ranked(0, "abcd"))
    assert planned_moves(same, same, RankChanges().of) == []


def test_rows_from_far_away_start_just_outside_and_strangers_fade() -> None:
    before = snapshot(ranked(0, [f"r{place}" for place in range(1000)]))
    after = snapshot(ranked(0, ["r999", "new", "r0"]))
    moves = {
        move.recommendation.item_id: move for move in planned_moves(before, after, RankChanges().of)
    }
    assert moves["r999"].start.top() == LIST.viewport_height
    assert moves["new"].appears
    assert moves["r1"].leaves
    assert not moves["r0"].appears
    assert len(moves) == 6, "only rows on screen before or after are planned"


def test_an_interrupted_row_goes_on_from_where_it_is() -> None:
    before = snapshot(ranked(0, "abcd"), d=QRectF(0, 77, 400, 50))
    moves = planned_moves(before, snapshot(ranked(0, "dabc")), RankChanges().of)
    ways = {move.recommendation.item_id: move.start.top() for move in moves}
    assert ways["d"] == 77
