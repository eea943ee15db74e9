"""Repairs that take nothing away from what a person would see, read or hear."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from numpy.typing import NDArray

from app.media.quality_sound import SILENCE, heard_part, integrated_loudness, true_peak
from app.media.quality_text import without_markup
from app.media.words import clean_text

TARGET_LUFS = -23.0
"""The target of EBU R128."""

HIGHEST_TRUE_PEAK = 10 ** (-1 / 20)
"""-1 dB of full scale, the limit of EBU R128."""

MARGIN_SECONDS = 0.05
"""Silence that is kept at both ends, so that a soft start is not cut."""


def repair_text(text: str, is_markup: bool) -> str:
    """Return the text mended as an import would, and with ``is_markup`` without HTML.

    Mojibake is mended with ftfy, characters are composed (NFC), control characters removed.

    Raises
    ------
    MediaError
        When nothing that can be read would be left.
    """
    return clean_text(without_markup(text) if is_markup else text).text


def trim_silence(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return the sound without silence at both ends, but 50 ms of it; silence stays whole."""
    start, stop = heard_part(samples, rate)
    margin = round(MARGIN_SECONDS * rate)
    return samples[max(start - margin, 0) : stop + margin] if stop > start else samples


def normalise_loudness(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return the sound at -23 LUFS, or as near as its true peak stays below -1 dB.

    Loudness is that of ITU-R BS.1770-4, as EBU R128 wants it; the whole sound takes one
    gain, so nothing is compressed. Silence stays as it is.
    """
    measured = integrated_loudness(samples, rate)
    if measured <= SILENCE:
        return samples
    wanted = 10 ** ((TARGET_LUFS - measured) / 20)
    most = HIGHEST_TRUE_PEAK / max(true_peak(samples, rate), 1e-9)
    louder: NDArray[np.float32] = samples * np.float32(min(wanted, most))
    return louder


def encode_wav(samples: NDArray[np.float32], rate: int) -> bytes:
    """Return a mono WAV of 24 bits: quiet sounds lose nothing."""
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate, subtype="PCM_24", format="WAV")
    return buffer.getvalue()
