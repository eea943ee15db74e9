"""Power frames and mel filters as aiSFX wants them (Ma & Lerch, ISMIR 2022)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
WINDOW = 2_048
HOP = 1_024
BINS = WINDOW // 2 + 1
BANDS = 96
BLOCK = 100
"""Frames in one block, about 2.3 s."""
GROUP = 8
"""Blocks made at a time."""
HIGHEST = 9.457798957824707
"""Largest log mel value in the paper's data, by which values are divided."""


def mel_filters() -> NDArray[np.float32]:
    """Return the ``(96, 1025)`` HTK filters from 0 to 22,050 Hz, each of unit sum."""
    from librosa.filters import mel

    filters: NDArray[np.float32] = mel(
        sr=RATE, n_fft=WINDOW, n_mels=BANDS, fmin=0.0, fmax=RATE / 2, htk=True, norm=1
    )
    return filters


def power_blocks(samples: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """Yield the power spectrum in groups of blocks, each ``(blocks, 100, 1025)`` float32.

    A Hann window around every 1,024th sample, with silence before and after the sound;
    100 frames are a block, one after the other. A last block that is at least half full
    is filled with silence; a shorter rest is left out, unless it is all there is. At
    most :data:`GROUP` blocks are made at a time, whatever the length of the sound.

    Parameters
    ----------
    samples
        ``(n,)`` mono at 44.1 kHz, any ``n``; scaled here so that the largest magnitude is 1.
    """
    peak = float(np.abs(samples).max(initial=0.0)) or 1.0
    scaled = samples.astype(np.float32) / np.float32(peak)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(scaled, WINDOW // 2), WINDOW)[::HOP]
    count = max(1, (len(windows) + BLOCK // 2) // BLOCK)
    for start in range(0, count, GROUP):
        blocks = min(GROUP, count - start)
        power = np.zeros((blocks * BLOCK, BINS), np.float32)
        frames = windows[start * BLOCK : (start + blocks) * BLOCK]
        power[: len(frames)] = _power(frames)
        yield power.reshape(blocks, BLOCK, BINS)


def _power(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    spectrum = np.fft.rfft(frames * _WINDOW_VALUES)
    power: NDArray[np.float32] = np.square(spectrum.real) + np.square(spectrum.imag)
    return power


_WINDOW_VALUES = (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
