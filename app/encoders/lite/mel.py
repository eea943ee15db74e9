"""Log mel frames as aiSFX wants them (Ma & Lerch, ISMIR 2022)."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

RATE = 44_100
WINDOW = 2_048
HOP = 1_024
BANDS = 96
HIGHEST = 9.457798957824707
"""Largest log mel value in the paper's data, by which frames are divided."""


def mel_filters() -> NDArray[np.float32]:
    """Return the ``(96, 1025)`` HTK filters from 0 to 22,050 Hz, each of unit sum."""
    from librosa.filters import mel

    filters: NDArray[np.float32] = mel(
        sr=RATE, n_fft=WINDOW, n_mels=BANDS, fmin=0.0, fmax=RATE / 2, htk=True, norm=1
    )
    return filters


def log_mel_frames(
    samples: NDArray[np.float32], filters: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return ``(frames, 96)`` values, mostly 0 to 1.

    Parameters
    ----------
    samples
        ``(n,)`` mono at 44.1 kHz; scaled here so that the largest magnitude is 1.
    filters
        :func:`mel_filters`.
    """
    peak = float(np.abs(samples).max(initial=0.0)) or 1.0
    signal = torch.from_numpy(np.ascontiguousarray(samples / peak, dtype=np.float32))
    with torch.inference_mode():
        spectrum = torch.stft(
            signal,
            WINDOW,
            HOP,
            window=torch.hann_window(WINDOW),
            center=True,
            pad_mode="constant",
            return_complex=True,
        )
        power = spectrum.real.square() + spectrum.imag.square()
        bands = torch.from_numpy(filters) @ power
        frames = torch.log10(bands * 1e4 + 1.0) / HIGHEST
    return frames.T.numpy()
