from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.encoders.labels.prosody import Prosody, measure_prosody
from app.encoders.labels.vocal_affect import VocalAffect, vocal_affect
from app.encoders.speech import RATE, WINDOW_SECONDS, VoiceDetector
from tests.encoders.conftest import sound_of
from tests.encoders.labels.speaking import spoken

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")


def buzz(pitches: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return a tone with overtones whose pitch follows ``pitches``, one a sample."""
    phase = 2 * np.pi * np.cumsum(pitches) / RATE
    waves = sum(np.sin(number * phase) / number for number in range(1, 6))
    return (0.3 * np.asarray(waves)).astype(np.float32)


def voice_of(samples: NDArray[np.float32], probability: float = 1.0) -> NDArray[np.float32]:
    return np.full(round(len(samples) / RATE / WINDOW_SECONDS), probability, np.float32)


@pytest.mark.parametrize("pitch", [80.0, 120.0, 210.0, 400.0])
def test_a_steady_pitch_is_measured_in_hertz(pitch: float) -> None:
    samples = buzz(np.full(RATE, pitch))
    found = measure_prosody(sound_of(samples, RATE), voice_of(samples))
    assert found is not None
    assert found.pitch == pytest.approx(pitch, rel=0.02)
    assert found.pitch_range < 0.2


def test_a_glide_of_six_semitones_has_its_range() -> None:
    samples = buzz(200.0 * 2 ** (np.linspace(-0.25, 0.25, 2 * RATE)))
    found = measure_prosody(sound_of(samples, RATE), voice_of(samples))
    assert found is not None
    assert found.pitch == pytest.approx(200, rel=0.03)
    assert found.pitch_range == pytest.approx(0.8 * 6, abs=0.3)


@pytest.mark.parametrize("rate", [3, 5])
def test_bursts_are_syllables_and_gaps_are_pauses(rate: int) -> None:
    time = np.arange(2 * RATE) / RATE
    swell = np.sin(np.pi * rate * time) ** 2
    samples = (buzz(np.full(2 * RATE, 150.0)) * swell).astype(np.float32)
    voice = voice_of(samples)
    voice[len(voice) // 4 : len(voice) // 2] = 0.0
    found = measure_prosody(sound_of(samples, RATE), voice)
    assert found is not None
    assert found.rate == pytest.approx(rate, rel=0.2)
    assert found.pauses == pytest.approx(0.25, abs=0.03)


def test_a_brighter_voice_has_more_effort() -> None:
    dull, bright = buzz(np.full(RATE, 150.0)), buzz(np.full(RATE, 450.0))
    efforts = []
    for samples in (dull, bright):
        found = measure_prosody(sound_of(samples, RATE), voice_of(samples))
        assert found is not None
        efforts.append(found.effort)
    assert efforts[1] > efforts[0] + 10


def test_without_a_voice_there_is_nothing_to_measure() -> None:
    samples = buzz(np.full(RATE, 150.0))
    assert measure_prosody(sound_of(samples, RATE), voice_of(samples, 0.1)) is None


@needs_espeak
@pytest.mark.parametrize(
    ("speed", "pitch_range", "affect"),
    [
        (300, "x-high", VocalAffect.EXCITED),
        (300, "0%", VocalAffect.TENSE),
        (100, "x-high", VocalAffect.CALM),
        (100, "0%", VocalAffect.FLAT),
    ],
)
def test_pace_and_melody_of_speech_decide(
    tmp_path: Path, speed: int, pitch_range: str, affect: VocalAffect
) -> None:
    sound = spoken(tmp_path, speed, pitch_range)
    prosody = measure_prosody(sound, VoiceDetector().listen(sound))
    assert prosody is not None
    guess = vocal_affect(prosody)
    assert guess.label == affect.value
    assert guess.confidence > 0.5


def test_on_the_thresholds_the_guess_is_open() -> None:
    guess = vocal_affect(Prosody(150.0, 2.5, 4.5, -7.0, 0.1))
    assert guess.confidence == pytest.approx(0.25)
