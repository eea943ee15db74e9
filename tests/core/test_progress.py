from __future__ import annotations

import threading

import pytest

from app.core.errors import Cancelled
from app.core.progress import Cancellation


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
