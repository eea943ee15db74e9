"""How a voice speaks: pitch, its range, syllables a second, effort, pauses.

Simple measures of the signal, each with a long history in phonetics: pitch by normalised
autocorrelation (Boersma 1993), syllables as peaks of the loudness contour below 8 Hz (Mermelstein
1975), vocal effort as the energy above 1 kHz against that below (spectral balance, Sluijter and
van Heuven 1996).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.encoders.speech import RATE, WINDOW_SECONDS
from app.media.sound import Sound, resample

Array = NDArray[np.float64]
_FRAME = 1024
_HOP = 160
"""Samples at 16 kHz: frames of 64 ms every 10 ms."""
_LOWEST, _HIGHEST = 60.0, 500.0
"""Hertz: between a deep man's voice and a child's."""
_VOICED = 0.7
"""Correlation with itself, one period later, from which a frame has a pitch."""
_SPOKEN = 0.5
"""Probability of a voice from which a frame counts as spoken."""
_OCTAVE_COST = 0.05
"""What a lower octave must be likelier to be believed: two periods always look like one."""
_FURTHEST = 8.0
"""Semitones from the median pitch beyond which a pitch is an error of an octave."""
_SYLLABLE_SECONDS = 0.08
_SYLLABLE_DIP = 1.5
"""Decibels that the loudness falls between two syllables."""
_EFFORT_EDGE = 1000.0
_FLOOR = 1e-10


@dataclass(frozen=True)
class Prosody:
    """Measures of a voice.

    Attributes
    ----------
    pitch
        Median in hertz; 0 when no frame has a pitch.
    pitch_range
        Semitones between the 10th and the 90th percentile; 0 without a pitch.
    rate
        Syllables a second of speech, pauses left out.
    effort
        Decibels of energy above 1 kHz over energy below; a louder voice is brighter.
    pauses
        Share of the time between first and last voice that is silent, 0 to 1.
    """

    pitch: float
    pitch_range: float
    rate: float
    effort: float
    pauses: float


def measure_prosody(sound: Sound, voice: NDArray[np.float32]) -> Prosody | None:
    """Measure a voice; ``None`` when there is none.

    Parameters
    ----------
    sound
        Any rate.
    voice
        Probability of a voice in each 32 ms, as
        :meth:`~app.encoders.speech.VoiceDetector.listen` gives it.
    """
    frames = _frames(resample(sound, RATE).astype(np.float64))
    places = (np.arange(len(frames)) * _HOP / RATE / WINDOW_SECONDS).astype(np.int64)
    spoken = voice[np.minimum(places, len(voice) - 1)] >= _SPOKEN
    if not spoken.any():
        return None
    level = 10 * np.log10((frames**2).mean(axis=1) + _FLOOR)
    pitches = _pitches(frames[spoken])
    first, last = np.flatnonzero(spoken)[[0, -1]]
    return Prosody(
        float(np.median(pitches)) if len(pitches) else 0.0,
        _semitones(pitches),
        _syllables(level, spoken) / (float(spoken.sum()) * _HOP / RATE),
        _effort(frames[spoken]),
        float((~spoken[first : last + 1]).mean()),
    )


def _frames(samples: Array) -> Array:
    """Return ``(n, 1024)`` frames around every 160th sample."""
    padded = np.pad(samples, (_FRAME // 2, _FRAME // 2))
    frames: Array = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP]
    return frames


def _pitches(frames: Array) -> Array:
    """Return the pitch of the frames that have one, in hertz."""
    window = np.hanning(_FRAME)
    own = _autocorrelation(window[None, :])[0]
    found = _autocorrelation((frames - frames.mean(axis=1, keepdims=True)) * window)
    likeness = found / np.maximum(found[:, :1], _FLOOR) / (own / own[0])
    lags = np.arange(int(RATE / _HIGHEST), int(RATE / _LOWEST) + 1)
    best = (likeness[:, lags] - _OCTAVE_COST * np.log2(lags / lags[0])).argmax(axis=1)
    voiced = likeness[np.arange(len(frames)), lags[best]] >= _VOICED
    pitches: Array = RATE / lags[best][voiced]
    if not len(pitches):
        return pitches
    distances: Array = np.abs(12 * np.log2(pitches / np.median(pitches)))
    return pitches[distances <= _FURTHEST]


def _autocorrelation(frames: Array) -> Array:
    power = np.abs(np.fft.rfft(frames, 2 * _FRAME)) ** 2
    found: Array = np.fft.irfft(power)[:, : int(RATE / _LOWEST) + 1]
    return found


def _semitones(pitches: Array) -> float:
    if not len(pitches):
        return 0.0
    low, high = np.percentile(pitches, [10, 90])
    return float(12 * np.log2(high / low))


def _syllables(level: Array, spoken: NDArray[np.bool_]) -> int:
    """Count peaks of the loudness of speech, at least 80 ms and a dip of 1.5 dB apart."""
    from scipy.signal import find_peaks

    smooth = np.convolve(np.where(spoken, level, level.min()), np.full(5, 1 / 5), mode="same")
    distance = round(_SYLLABLE_SECONDS * RATE / _HOP)
    peaks, _ = find_peaks(smooth, distance=distance, prominence=_SYLLABLE_DIP)
    return max(1, int(spoken[peaks].sum()))


def _effort(frames: Array) -> float:
    power = np.abs(np.fft.rfft(frames * np.hanning(_FRAME))) ** 2
    edge = round(_EFFORT_EDGE / RATE * _FRAME)
    low, high = power[:, 1:edge].sum(), power[:, edge:].sum()
    return float(10 * np.log10((high + _FLOOR) / (low + _FLOOR)))
