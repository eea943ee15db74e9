"""Ends, loudness, true peak and hum of made sounds whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.media.quality_sound import (
    SILENCE,
    heard_part,
    hum_level,
    integrated_loudness,
    longest_silent_end,
    true_peak,
)

RATE = 16_000


def tone(seconds: float, hertz: float = 997.0, amplitude: float = 0.3) -> NDArray[np.float32]:
    time = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def silence(seconds: float, level: float = 0.0) -> NDArray[np.float32]:
    noise = np.random.default_rng(0).normal(0, 1, round(seconds * RATE))
    return (level * noise).astype(np.float32)


@pytest.mark.parametrize("level", [0.0, 2e-4])
def test_silence_at_both_ends(level: float) -> None:
    samples = np.concatenate([silence(0.3, level), tone(1.0), silence(0.7, level)])
    start, stop = heard_part(samples, RATE)
    assert start / RATE == pytest.approx(0.3, abs=0.011)
    assert stop / RATE == pytest.approx(1.3, abs=0.011)
    assert longest_silent_end(samples, RATE) == pytest.approx(0.7, abs=0.011)


def test_a_pause_inside_is_no_end_and_pure_silence_has_none() -> None:
    paused = np.concatenate([tone(0.2), silence(2.0), tone(0.2)])
    assert longest_silent_end(paused, RATE) == 0.0
    assert longest_silent_end(silence(3.0), RATE) == 0.0
    assert heard_part(silence(0.0), RATE) == (0, 0)


def test_loudness_is_that_of_the_standard() -> None:
    full_scale = tone(3.0, amplitude=1.0)
    assert integrated_loudness(full_scale, RATE) == pytest.approx(-3.01, abs=0.1), "BS.1770-4"
    assert integrated_loudness(tone(3.0, amplitude=0.1), RATE) == pytest.approx(-23.01, abs=0.1)
    gated = np.concatenate([full_scale, silence(9.0)])
    assert integrated_loudness(gated, RATE) == pytest.approx(-3.01, abs=0.3)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 100, 1_601, 6_399, 8_819])
def test_short_and_silent_sounds_have_a_loudness_too(count: int) -> None:
    assert integrated_loudness(np.zeros(count, np.float32), RATE) == SILENCE
    for rate in (RATE, 22_050, 44_100, 48_000):
        assert SILENCE <= integrated_loudness(tone(1.0)[:count], rate) < 0


def test_the_true_peak_is_between_the_samples() -> None:
    quarter = np.tile(np.array([1, 1, -1, -1], np.float32), 4_000) * np.float32(0.5)
    assert true_peak(quarter, RATE) == pytest.approx(0.5 * np.sqrt(2), rel=0.05)
    assert true_peak(np.zeros(0, np.float32), RATE) == 0.0


@pytest.mark.parametrize("mains", [50.0, 60.0])
def test_hum_stands_out_with_its_multiples(mains: float) -> None:
    room = silence(3.0, 0.003)
    assert hum_level(room, RATE) < 8
    hum = tone(3.0, mains, 0.02) + tone(3.0, 2 * mains, 0.01) + tone(3.0, 3 * mains, 0.005)
    assert hum_level(room + hum, RATE) > 20
    assert hum_level(room + np.float32(0.25) * hum, RATE) < hum_level(room + hum, RATE)
    busy = np.concatenate([tone(0.7, 440.0), silence(0.3)] * 3)
    assert hum_level(busy + room + hum, RATE) > 15


def test_what_is_no_hum() -> None:
    room = silence(3.0, 0.003)
    assert hum_level(room + tone(3.0, 100.0), RATE) < 10, "one tone is music"
    other = tone(3.0, 73.0, 0.02) + tone(3.0, 146.0, 0.01) + tone(3.0, 219.0, 0.005)
    assert hum_level(room + other, RATE) < 10
    assert hum_level(silence(3.0), RATE) == 0.0
    assert hum_level(tone(0.3, 50.0), RATE) == 0.0
