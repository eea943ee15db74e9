"""Reading a sound block by block, so that neither length nor rate can fill the memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from app.core.errors import MediaError

LONGEST_SECONDS = 600.0
HIGHEST_RATE = 48_000
_RATES = range(1_000, 1_000_001)
_MOST_CHANNELS = 64
_BLOCK_VALUES = 1 << 18


@dataclass(frozen=True)
class Waveform:
    """Mono samples, (n,) float32, and their rate in samples per second."""

    samples: NDArray[np.float32]
    rate: int


def check_length(seconds: float, source: str) -> None:
    """Refuse a sound that is too long.

    Raises
    ------
    MediaError
        When it is longer than 10 minutes.
    """
    if seconds > LONGEST_SECONDS:
        minutes = seconds / 60
        raise MediaError(
            source, f"lasts {minutes:,.0f} minutes and the limit is 10; cut out the part you need"
        )


def read_waveform(stream: BinaryIO, kind: str, source: str) -> Waveform:
    """Read an open sound file with libsndfile, mixed to mono.

    Raises
    ------
    MediaError
        When it is damaged or too long; nothing is decoded when the header says so already.
    """
    stream.seek(0)
    try:
        with soundfile.SoundFile(stream) as file:
            _check_header(file, source)
            return _mixed(file, source)
    except MediaError:
        raise
    except MemoryError as error:
        raise MediaError(source, "does not fit in memory; choose a shorter sound") from error
    except Exception as error:  # damaged files make libsndfile raise several kinds
        reason = str(getattr(error, "error_string", error)).strip(" .")
        raise MediaError(
            source, f"is a damaged or unsupported {kind} sound ({reason}); save it anew"
        ) from error


def _check_header(file: soundfile.SoundFile, source: str) -> None:
    if file.samplerate not in _RATES:
        raise MediaError(
            source, f"has {file.samplerate:,} samples a second; save it with 44,100 instead"
        )
    if file.channels > _MOST_CHANNELS:
        raise MediaError(source, f"has {file.channels} channels; save it with one or two")
    check_length(file.frames / file.samplerate, source)


def _mixed(file: soundfile.SoundFile, source: str) -> Waveform:
    rate = min(file.samplerate, HIGHEST_RATE)
    blocks = _mono_blocks(file, source)
    if rate < file.samplerate:
        blocks = _resampled(blocks, file.samplerate, rate)
    return Waveform(np.concatenate([np.zeros(0, np.float32), *blocks]), rate)


def _mono_blocks(file: soundfile.SoundFile, source: str) -> Iterator[NDArray[np.float32]]:
    """Yield mono blocks; a header may lie about the length, so it is watched here too."""
    most = int(LONGEST_SECONDS * file.samplerate)
    size = max(1, _BLOCK_VALUES // file.channels)
    share = np.full(file.channels, 1.0 / file.channels, np.float32)
    count = 0
    while len(block := file.read(size, dtype="float32", always_2d=True)):
        count += len(block)
        if count > most:
            check_length(count / file.samplerate, source)
        yield block @ share


def _resampled(
    blocks: Iterator[NDArray[np.float32]], rate: int, new_rate: int
) -> Iterator[NDArray[np.float32]]:
    stream = soxr.ResampleStream(rate, new_rate, 1, dtype="float32")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)
