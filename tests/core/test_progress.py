from __future__ import annotations

import threading

import pytest

from app.core.errors import Cancelled
from app.core.progress import Cancellation, Progress, Stage, piece_of


def test_a_fresh_job_goes_on() -> None:
    cancellation = Cancellation()
    cancellation.check()
    assert not cancellation.requested


def test_a_cancelled_job_stops_at_its_next_step_in_any_thread() -> None:
    cancellation = Cancellation()
    canceller = threading.Thread(target=cancellation.cancel)
    canceller.start()
    canceller.join()
    assert cancellation.requested
    with pytest.raises(Cancelled):
        cancellation.check()


def test_pieces_of_a_job_report_how_far_the_whole_is() -> None:
    told: list[Progress] = []
    for place, total in enumerate((4, 0)):
        report = piece_of(told.append, place, 2)
        for done in range(total + 1):
            report(Progress(Stage.TRAIN, done, total, "here", 3.0))
    assert [(one.done, one.total) for one in told] == [*((done, 8) for done in range(5)), (1, 2)]
    assert {(one.detail, one.seconds_left) for one in told} == {("here", None)}
