from __future__ import annotations

from dataclasses import replace

from app.core.modality import PerModality
from app.ui.results.changes import SETTLED_SECONDS, RankChange, RankMemory, is_rerank
from tests.ui.results.samples import QUERY, ranked, recommendation

HEAVY_WORDS = PerModality(1.0, 2.0, 1.0)


def test_other_weights_and_a_later_transcript_are_the_same_question() -> None:
    first = ranked(3)
    assert is_rerank(first, ranked(3, weights=HEAVY_WORDS))
    assert is_rerank(first, replace(first, query=replace(QUERY, transcript="quack")))
    assert not is_rerank(first, replace(first, query=replace(QUERY, texts=("a goose",))))
    assert not is_rerank(first, replace(first, catalog="mine"))


def test_changes_tell_who_rose_who_fell_and_who_is_new() -> None:
    memory = RankMemory()
    memory.observe(ranked(3, ["a", "b", "c"]), now=0.0)
    after = ranked(3, ["c", "a", "x"], HEAVY_WORDS)
    changes = memory.observe(after, now=5.0)
    assert [changes.of(entry) for entry in after.results] == [
        RankChange(2),
        RankChange(-1),
        RankChange(is_new=True),
    ]


def test_a_drag_is_compared_with_the_order_before_it_began() -> None:
    memory = RankMemory()
    memory.observe(ranked(3, ["a", "b", "c"]), now=0.0)
    memory.observe(ranked(3, ["b", "a", "c"], HEAVY_WORDS), now=5.0)
    last = ranked(3, ["b", "c", "a"], PerModality(1.0, 1.9, 1.0))
    changes = memory.observe(last, now=5.0 + SETTLED_SECONDS / 10)
    assert changes.of(last.results[0]) == RankChange(1)
    assert changes.of(last.results[2]) == RankChange(-2)
    later = ranked(3, ["b", "c", "a"])
    changes = memory.observe(later, now=20.0)
    assert changes.of(later.results[0]) == RankChange(0)


def test_another_query_has_no_changes() -> None:
    memory = RankMemory()
    memory.observe(ranked(3), now=0.0)
    other = replace(ranked(3, ["z", "y"]), query=replace(QUERY, texts=("goose",)))
    changes = memory.observe(other, now=1.0)
    assert changes.of(recommendation(7)) == RankChange(0)
