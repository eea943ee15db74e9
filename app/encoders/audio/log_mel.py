"""Log mel spectra of sounds, whatever their level and length, without numba."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.media.sound import Sound, resample

RATE = 22_050
WINDOW = 1_024
HOP = 512
"""Samples from one frame to the next: 23 ms."""
DEEPEST = 80.0
"""How far below a sound's loudest band values are cut, in dB."""
_CHUNK = 1_024
_SILENT = 1e-20


def log_mel(
    sound: Sound, bands: int, cancellation: Cancellation | None = None
) -> NDArray[np.float32]:
    """Return the mel spectrum in dB below the loudest band of the whole sound.

    A Hann window of 46 ms every 23 ms at 22.05 kHz, half a window of silence before and
    after, power in mel bands (Slaney's filters, 0 to 11 kHz). How loud a sound is cancels out.

    Returns
    -------
    NDArray
        Shape (frames, bands), float32, from -80 to 0; at least one frame. -80 throughout
        when the sound is silent.
    """
    filters = _filters(bands).T
    padded = np.pad(resample(sound, RATE), WINDOW // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    power = np.empty((len(windows), bands), np.float32)
    for start in range(0, len(windows), _CHUNK):
        if cancellation is not None:
            cancellation.check()
        spectrum = np.fft.rfft(windows[start : start + _CHUNK] * _HANN)
        power[start : start + _CHUNK] = np.square(np.abs(spectrum)) @ filters
    loudest = max(float(power.max()), _SILENT)
    relative = np.maximum(power / np.float32(loudest), np.float32(_SILENT))
    decibels: NDArray[np.float32] = np.maximum(10.0 * np.log10(relative), np.float32(-DEEPEST))
    return decibels.astype(np.float32)


def cepstra(spectra: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Return the first ``count`` mel cepstral coefficients of log mel spectra in dB.

    The orthonormal cosine transform over bands (Davis and Mermelstein 1980); coefficient 0
    is the level.

    Returns
    -------
    NDArray
        Shape (frames, count), float32, in dB times the root of the number of bands.
    """
    from scipy.fft import dct

    coefficients: NDArray[np.float32] = dct(spectra, type=2, axis=1, norm="ortho")[:, :count]
    return coefficients


def slopes(track: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how each column changes from frame to frame (deltas; Furui 1986).

    The slope of a line fitted over nine frames; before the first and after the last frame
    the value goes on unchanged.
    """
    from scipy.signal import savgol_filter

    changes: NDArray[np.float32] = savgol_filter(track, 9, 1, deriv=1, axis=0, mode="nearest")
    return changes.astype(np.float32)


def _filters(bands: int) -> NDArray[np.float32]:
    from librosa.filters import mel

    filters: NDArray[np.float32] = mel(sr=RATE, n_fft=WINDOW, n_mels=bands)
    return filters


_HANN = (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
