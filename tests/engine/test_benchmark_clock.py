from __future__ import annotations

from app.core.progress import Progress, Stage
from app.core.recommender import RecommenderKind
from app.engine.benchmark_clock import BenchmarkClock
from app.evaluate.benchmark import BenchmarkCell, Task

CELL = BenchmarkCell(RecommenderKind.ALS, 1, Task.VALIDATION)


def test_what_was_kept_counts_as_done_and_not_as_quick() -> None:
    reports = list[Progress]()
    clock = BenchmarkClock(4, 2, reports.append)
    tell = clock.hear(CELL)
    tell(Progress(Stage.TRAIN, 3, 10))
    assert [(one.done, one.total, one.detail) for one in reports] == [
        (2, 4, "als, seed 1, validation"),
        (2, 4, "als, seed 1, validation (3 of 10)"),
    ]
    assert reports[-1].seconds_left is None
    clock.finish()
    tell(Progress(Stage.TRAIN, 4, 10))
    assert reports[-1].done == 3
    left = reports[-1].seconds_left
    assert left is not None and left >= 0
