from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import MediaError
from app.media.quality_sound import integrated_loudness, longest_silent_end, true_peak
from app.media.repair import encode_wav, normalise_loudness, repair_text, trim_silence
from app.media.sound import load_sound

RATE = 16_000


def tone(seconds: float, amplitude: float) -> NDArray[np.float32]:
    time = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


def test_trimming_keeps_all_that_is_heard() -> None:
    quiet = np.zeros(RATE, np.float32)
    trimmed = trim_silence(np.concatenate([quiet, tone(1.0, 0.3), quiet]), RATE)
    assert len(trimmed) / RATE == pytest.approx(1.1, abs=0.011)
    assert longest_silent_end(trimmed, RATE) < 0.07
    assert np.square(trimmed).sum() == pytest.approx(np.square(tone(1.0, 0.3)).sum(), rel=1e-6)
    assert len(trim_silence(quiet, RATE)) == RATE, "silence has no ends"
    np.testing.assert_array_equal(trim_silence(tone(0.5, 0.3), RATE), tone(0.5, 0.3))


@pytest.mark.parametrize("amplitude", [0.002, 0.05, 0.9])
def test_loudness_becomes_that_of_r128(amplitude: float) -> None:
    sound = normalise_loudness(tone(2.0, amplitude), RATE)
    assert integrated_loudness(sound, RATE) == pytest.approx(-23.0, abs=0.05)


def test_the_true_peak_stays_below_its_limit() -> None:
    click = np.zeros(2 * RATE, np.float32)
    click[::4000] = 0.05
    sound = normalise_loudness(click, RATE)
    assert true_peak(sound, RATE) == pytest.approx(10 ** (-1 / 20), rel=1e-3)
    assert integrated_loudness(sound, RATE) < -23.5
    assert not normalise_loudness(np.zeros(RATE, np.float32), RATE).any()


def test_a_written_sound_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(encode_wav(tone(0.5, 0.3), RATE))
    sound = load_sound(tmp_path / "x.wav")
    assert sound.rate == RATE
    np.testing.assert_allclose(sound.samples, tone(0.5, 0.3), atol=2**-22)


def test_texts() -> None:
    assert repair_text("cafÃ©\x00 crÃ¨me", is_markup=False) == "café crème"
    assert repair_text("<p>cafÃ© &amp; tea</p>", is_markup=True) == "café & tea"
    assert repair_text("a < b &c", is_markup=True) == "a < b &c"
    with pytest.raises(MediaError, match="no visible characters"):
        repair_text("<br>", is_markup=True)
