"""Measures of a sound, each one number; :mod:`app.media.defects` has their thresholds."""

from __future__ import annotations

import math

import numpy as np
import soxr
from numpy.typing import NDArray

CLIPPED_LEVEL = 0.999
"""Amplitude that counts as the converter's limit."""

QUIET_FLOOR = 1e-3
"""Root mean square of 10 ms (full scale 1) below which nothing is heard: -60 dB."""

QUIET_BELOW_LOUDEST = 10 ** (-50 / 20)
"""Share of the loudest 10 ms below which nothing is heard beside it: -50 dB."""

SILENCE = -70.0
"""LUFS: the absolute gate of ITU-R BS.1770; what is below counts as silence."""

_FRAME_SECONDS = 0.01
_GATE_SECONDS = 0.4
_FEWEST_SAMPLES = 8
_MAINS = (50.0, 60.0)
_HARMONICS = (1, 2, 3, 4, 5, 6)
_LINE_HERTZ, _NEIGHBOUR_HERTZ = 1.5, (4.0, 15.0)
_LONGEST_WINDOW_SECONDS, _SHORTEST_WINDOW_SECONDS = 1.0, 0.4
_FAINTEST_HUM = 1e-4
_STEP_NOISE = 1e-10
_CALM_QUANTILE = 0.25


def loudness(samples: NDArray[np.float32]) -> float:
    """Return the root mean square of samples, a constant offset removed."""
    return float(samples.std(dtype=np.float64)) if samples.size else 0.0


def clipped_share(samples: NDArray[np.float32]) -> float:
    """Return the share of samples (0 to 1) that stand with a neighbour at the limit."""
    at_limit = np.abs(samples) >= CLIPPED_LEVEL
    flat = at_limit[1:] & at_limit[:-1]
    return float(flat.mean()) if flat.size else 0.0


def heard_part(samples: NDArray[np.float32], rate: int) -> tuple[int, int]:
    """Return the first sample of what is heard and the one after the last; (0, 0) for none.

    Something is heard in 10 ms whose root mean square is above -60 dB of full scale and
    above -50 dB of the loudest 10 ms.
    """
    size = max(1, round(_FRAME_SECONDS * rate))
    count = -(-len(samples) // size)
    padded = np.zeros(count * size, np.float64)
    padded[: len(samples)] = samples
    levels = np.sqrt(np.square(padded.reshape(count, size)).mean(axis=1))
    floor = max(QUIET_FLOOR, QUIET_BELOW_LOUDEST * float(levels.max(initial=0.0)))
    heard = np.flatnonzero(levels > floor)
    if not heard.size:
        return 0, 0
    return int(heard[0]) * size, min((int(heard[-1]) + 1) * size, len(samples))


def longest_silent_end(samples: NDArray[np.float32], rate: int) -> float:
    """Return the seconds of silence at the start or the end, whichever lasts longer.

    0 when nothing is heard at all: such a sound is silent, and has no ends.
    """
    start, stop = heard_part(samples, rate)
    return max(start, len(samples) - stop) / rate if stop > start else 0.0


def integrated_loudness(samples: NDArray[np.float32], rate: int) -> float:
    """Return the gated loudness of ITU-R BS.1770-4 in LUFS; -70 for silence.

    The gate's blocks of 0.4 s shrink to the sound's length when it is shorter.
    """
    import pyloudnorm

    if len(samples) < _FEWEST_SAMPLES:
        return SILENCE
    block = min(_GATE_SECONDS, (len(samples) - 0.5) / rate)  # a whole length may round up
    meter = pyloudnorm.Meter(rate, block_size=block)
    measured = float(meter.integrated_loudness(samples.astype(np.float64)))
    return measured if measured > SILENCE else SILENCE


def true_peak(samples: NDArray[np.float32], rate: int) -> float:
    """Return the highest amplitude between the samples too (ITU-R BS.1770-4, annex 2)."""
    between = soxr.resample(samples, rate, 4 * rate)
    return max(float(np.abs(part).max(initial=0.0)) for part in (samples, between))


def hum_level(samples: NDArray[np.float32], rate: int) -> float:
    """Return by how many dB mains hum stands out, at 50 or 60 Hz and their multiples.

    The spectrum is that of the calm moments (lower quartile over windows of a second), so
    what comes and goes, such as a voice, counts little. Each of the first six multiples is
    compared with the median of its neighbours 4 to 15 Hz away. The answer is the second
    strongest excess, because a single tone can be music, and hum has multiples. 0 when the
    lines are fainter than -80 dB of full scale together, or the sound is too short to tell
    (0.4 s).
    """
    seconds = min(_LONGEST_WINDOW_SECONDS, len(samples) / rate)
    if seconds < _SHORTEST_WINDOW_SECONDS:
        return 0.0
    power = _calm_spectrum(samples, round(seconds * rate))
    hertz = np.fft.rfftfreq(round(seconds * rate), 1 / rate).astype(np.float64)
    return max(_excess(power, hertz, mains) for mains in _MAINS)


def _calm_spectrum(samples: NDArray[np.float32], size: int) -> NDArray[np.float64]:
    """Return the power of each frequency, scaled so that a sine has half its amplitude squared."""
    window = np.hanning(size)
    starts = range(0, len(samples) - size + 1, max(1, size // 2))
    frames = np.stack([samples[start : start + size] * window for start in starts])
    power = 2 * np.square(np.abs(np.fft.rfft(frames)) / window.sum())
    calm: NDArray[np.float64] = np.quantile(power, _CALM_QUANTILE, axis=0)
    return calm


def _excess(power: NDArray[np.float64], hertz: NDArray[np.float64], mains: float) -> float:
    nearest, farthest = _NEIGHBOUR_HERTZ
    excesses, total = [], 0.0
    for multiple in _HARMONICS:
        away = np.abs(hertz - multiple * mains)
        line, beside = power[away <= _LINE_HERTZ], power[(away >= nearest) & (away <= farthest)]
        if not line.size or not beside.size:
            continue
        total += float(line.max())
        ratio = (line.max() + _STEP_NOISE) / (np.median(beside) + _STEP_NOISE)
        excesses.append(10 * math.log10(ratio))
    if len(excesses) < 2 or math.sqrt(total) < _FAINTEST_HUM:
        return 0.0
    return max(sorted(excesses)[-2], 0.0)
