from __future__ import annotations

import pytest

from app.ui.durations import clock, length, place


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.44, "0.4 s"), (9.9, "9.9 s"), (10.0, "0:10"), (65.0, "1:05")]
)
def test_short_sounds_are_given_with_tenths(seconds: float, text: str) -> None:
    assert length(seconds) == text


def test_a_place_is_written_as_finely_as_the_length() -> None:
    assert place(0.25, 0.5) == "0.2 / 0.5 s"
    assert place(7.9, 12.0) == "0:07 / 0:12"


def test_a_clock_never_runs_backwards() -> None:
    assert clock(-1.0) == "0:00"
