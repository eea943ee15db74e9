"""A sound file that can be read at any moment while it grows."""

from __future__ import annotations

import wave
from pathlib import Path
from types import TracebackType

import numpy as np
import soxr
from numpy.typing import NDArray

from app.core.errors import StorageError
from app.media.file import printable

RECORDING_RATE = 44_100
"""Samples per second of all recordings: what the lite audio encoder hears."""

_FULL_SCALE = 32767.0


class RecordingFile:
    """A 16-bit mono WAV at 44,100 Hz, resampled while it is written.

    Header and samples reach the disk with every block, so whatever ends the program leaves
    a file that opens.

    Parameters
    ----------
    path
        Where to write; an existing file is replaced.
    rate
        Samples per second of the blocks.

    Raises
    ------
    StorageError
        When the file cannot be written.
    """

    def __init__(self, path: Path, rate: float) -> None:
        self._path = path
        self._rate = rate
        self._samples = 0
        self._resampler = soxr.ResampleStream(rate, RECORDING_RATE, 1, dtype="float32")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("wb")
        except OSError as error:
            raise self._storage_error(error) from error
        self._wave = wave.Wave_write(self._file)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(RECORDING_RATE)

    def __enter__(self) -> RecordingFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not isinstance(error, StorageError):
                self._append(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        finally:
            self._close()

    @property
    def seconds(self) -> float:
        """Seconds of sound that were taken so far."""
        return self._samples / self._rate

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append mono samples, (n,) float32, full scale 1.

        Raises
        ------
        StorageError
            When the disk is full or gone; what was written before stays readable.
        """
        self._samples += len(samples)
        self._append(self._resampler.resample_chunk(samples))

    def _append(self, samples: NDArray[np.float32]) -> None:
        integers = np.round(np.clip(samples, -1.0, 1.0) * _FULL_SCALE).astype("<i2")
        try:
            self._wave.writeframes(integers.tobytes())
            self._file.flush()
        except OSError as error:
            raise self._storage_error(error) from error

    def _close(self) -> None:
        try:
            with self._file:
                self._wave.close()
        except OSError as error:
            raise self._storage_error(error) from error

    def _storage_error(self, error: OSError) -> StorageError:
        return StorageError(
            printable(self._path),
            f"cannot be written ({error.strerror}); free some space or choose another place",
        )
