"""When a speaker has finished."""

from __future__ import annotations

from app.media.silence import HEARD_LEVEL, QUIET_SECONDS, SilenceWatch


def after(*levels: tuple[float, float]) -> SilenceWatch:
    watch = SilenceWatch()
    for level, seconds in levels:
        for _ in range(round(seconds * 20)):
            watch.listen(level, 0.05)
    return watch


def test_nothing_heard_never_ends() -> None:
    watch = after((0.0, 100.0), (HEARD_LEVEL / 2, 100.0))
    assert not watch.heard
    assert not watch.is_over


def test_speech_then_quiet_ends() -> None:
    assert not after((0.1, 1.0), (0.001, QUIET_SECONDS - 0.1)).is_over
    assert after((0.1, 1.0), (0.001, QUIET_SECONDS + 0.1)).is_over


def test_a_pause_between_words_does_not_end() -> None:
    assert not after((0.1, 1.0), (0.001, 1.0), (0.1, 0.5), (0.001, 1.0)).is_over


def test_a_noisy_room_ends_too() -> None:
    assert after((0.01, 1.0), (0.2, 1.0), (0.01, 2.0)).is_over


def test_steady_music_does_not_end() -> None:
    assert not after((0.2, 1.0), (0.1, 30.0)).is_over
