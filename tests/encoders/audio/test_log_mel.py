from __future__ import annotations

import numpy as np
import pytest
import torch
from librosa import mel_frequencies
from librosa.filters import mel

from app.core.errors import Cancelled
from app.core.progress import Cancellation
from app.encoders.audio.log_mel import DEEPEST, HOP, RATE, WINDOW, cepstra, log_mel, slopes
from tests.encoders.conftest import sound_of
from tests.encoders.samples import sounds

NOISE = np.random.default_rng(0).normal(size=RATE).astype(np.float32) * 0.1


def test_it_agrees_with_the_spectrum_of_torch() -> None:
    found = log_mel(sound_of(NOISE, RATE), 40)
    window = torch.hann_window(WINDOW)
    spectrum = torch.stft(
        torch.from_numpy(NOISE),
        WINDOW,
        HOP,
        window=window,
        pad_mode="constant",
        return_complex=True,
    )
    power = mel(sr=RATE, n_fft=WINDOW, n_mels=40) @ spectrum.abs().square().numpy()
    expected = 10 * np.log10(power / power.max()).T
    np.testing.assert_allclose(found, np.maximum(expected, -DEEPEST), atol=1e-2)


@pytest.mark.parametrize("pitch", [200.0, 1000.0, 5000.0])
def test_a_tone_is_loudest_in_its_own_band(pitch: float) -> None:
    tone = np.sin(2 * np.pi * pitch * np.arange(24_000) / 48_000).astype(np.float32)
    bands = log_mel(sound_of(tone, 48_000), 64).mean(axis=0)
    centres = mel_frequencies(66, fmin=0.0, fmax=RATE / 2)[1:-1]
    assert abs(bands.argmax() - np.abs(centres - pitch).argmin()) <= 1


def test_how_loud_a_sound_is_cancels_out() -> None:
    loud, quiet = (log_mel(sound_of(NOISE * level, RATE), 40) for level in (1.0, 1e-3))
    np.testing.assert_allclose(loud, quiet, atol=1e-3)


@pytest.mark.parametrize("count", [1, 10, 511, 512, 1025])
def test_sounds_shorter_than_a_frame_have_frames(count: int) -> None:
    spectra = log_mel(sound_of(NOISE[:count], RATE), 40)
    assert spectra.shape == (1 + count // HOP, 40)
    assert np.isfinite(spectra).all() and spectra.max() == 0 and spectra.min() >= -DEEPEST
    assert np.isfinite(slopes(cepstra(spectra, 13))).all()


def test_silence_is_as_deep_as_it_goes() -> None:
    spectra = log_mel(sound_of(np.zeros(5000, np.float32), 8000), 40)
    assert (spectra == -DEEPEST).all()


def test_coefficient_0_is_the_level_and_the_others_the_shape() -> None:
    spectra = log_mel(sounds(1).media[0], 40)
    found, raised = cepstra(spectra, 20), cepstra(spectra + 6, 20)
    np.testing.assert_allclose(raised[:, 0] - found[:, 0], 6 * np.sqrt(40), rtol=1e-4)
    np.testing.assert_allclose(raised[:, 1:], found[:, 1:], atol=1e-3)
    whole = cepstra(spectra, 40)
    np.testing.assert_allclose((whole**2).sum(axis=1), (spectra**2).sum(axis=1), rtol=1e-4)


def test_slopes_of_a_line_are_its_slope() -> None:
    line = np.arange(20, dtype=np.float32)[:, None] * np.array([[2.0, -0.5]], np.float32)
    np.testing.assert_allclose(slopes(line)[4:-4], np.tile([2.0, -0.5], (12, 1)), atol=1e-4)


def test_it_stops_when_cancelled() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        log_mel(sound_of(NOISE, RATE), 40, cancellation)
