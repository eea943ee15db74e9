from __future__ import annotations

from app.engine.window_bench import figures_of

MEASURED = {
    "first_paint_ms": {"bare": 150.0, "window": 240.0, "ratio": 1.6},
    "longest_stall_ms": {"typing": 25.0},
    "slider_to_shown_ms": {"p50": 12.0, "p95": 20.0},
    "memory_mb": {"rss": 900.0, "pss": 750.0},
}


def test_what_the_window_measured_stands_beside_what_it_must_be() -> None:
    figures = {figure.name: figure for figure in figures_of(MEASURED)}
    assert figures["longest stall: typing"].ratio_to_must == 0.5
    assert figures["first paint / bare"].ratio_to_must == 0.8
    assert figures["memory of window and engine"].ratio_to_must == 0.5
    assert figures["slider to painted rows"].p95 == 20.0


def test_memory_is_left_out_where_the_system_does_not_tell() -> None:
    names = [figure.name for figure in figures_of({**MEASURED, "memory_mb": {}})]
    assert "memory of window and engine" not in names
