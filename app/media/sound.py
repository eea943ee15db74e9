"""From a sound file to one clean waveform."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from app.core.errors import MediaError, StorageError
from app.core.notice import Notice
from app.media.detect import HEAD_BYTES, Format, sniff
from app.media.ffmpeg import decode_with_ffmpeg
from app.media.file import file_size, open_file, printable
from app.media.fingerprint import sha256_of_stream
from app.media.quality import sound_notices
from app.media.waveform import Waveform, check_length, read_waveform

LARGEST_FILE = 1 << 30
_FFMPEG_FORMATS = {
    Format.M4A: "mov",
    Format.AAC: "aac",
    Format.MATROSKA: "matroska",
    Format.ASF: "asf",
    Format.AMR: "amr",
}


@dataclass(frozen=True)
class Sound:
    """A clean sound.

    Attributes
    ----------
    samples
        (n,) float32 mono, full scale 1, all finite, at least one.
    rate
        Samples per second: the file's own, at most 48,000.
    seconds
        Length, at most 600.
    sha256
        Of the file's bytes.
    source
        The file's printable path.
    notices
        What a person should know about the sound.
    """

    samples: NDArray[np.float32]
    rate: int
    seconds: float
    sha256: str
    source: str
    notices: tuple[Notice, ...] = ()


def load_sound(path: Path) -> Sound:
    """Open a sound file and mix it to mono.

    WAV, FLAC, OGG, MP3, AIFF, AU and CAF are read by libsndfile; M4A, AAC, Matroska, WMA and
    AMR by ffmpeg when it is installed. Rates above 48 kHz are brought down to it.

    Raises
    ------
    MediaError
        When the file cannot be read, is no sound, is damaged, has no samples or numbers that
        are not finite, is longer than 10 minutes or larger than 1 GB, or needs ffmpeg and it
        is not installed.
    """
    source = printable(path)
    with open_file(path) as stream:
        if file_size(stream) > LARGEST_FILE:
            raise MediaError(source, "is larger than 1 GB; choose a shorter sound")
        kind = sniff(stream.read(HEAD_BYTES))
        if kind is None or kind.modality.value != "audio":
            is_a = f"is {kind.modality}, not a sound" if kind else "is not a sound"
            raise MediaError(source, f"{is_a}; choose a WAV, FLAC, OGG, MP3 or M4A")
        if kind in _FFMPEG_FORMATS:
            waveform = decode_with_ffmpeg(path, _FFMPEG_FORMATS[kind], source)
        else:
            waveform = read_waveform(stream, kind.value, source)
        _check_samples(waveform, source)
        sha256 = sha256_of_stream(stream)
    notices = sound_notices(waveform.samples, waveform.rate, source)
    seconds = len(waveform.samples) / waveform.rate
    return Sound(waveform.samples, waveform.rate, seconds, sha256, source, notices)


def resample(sound: Sound, rate: int) -> NDArray[np.float32]:
    """Return the sound's samples at another rate, (m,) float32, by soxr at high quality."""
    if rate == sound.rate:
        return sound.samples
    return soxr.resample(sound.samples, sound.rate, rate)


def write_wav(sound: Sound, path: Path) -> None:
    """Write the sound as a 16-bit mono WAV that any player opens.

    Raises
    ------
    StorageError
        When the file cannot be written.
    """
    try:
        with path.open("wb") as stream:
            soundfile.write(stream, sound.samples, sound.rate, subtype="PCM_16", format="WAV")
    except (OSError, soundfile.SoundFileError) as error:
        raise StorageError(
            printable(path), f"cannot be written ({error}); free some space or choose another place"
        ) from error


def waveform_peaks(sound: Sound, count: int = 256) -> tuple[float, ...]:
    """Return the highest amplitude of each of ``count`` equal parts, 0 to 1."""
    edges = np.linspace(0, len(sound.samples), count + 1).astype(np.intp)[:-1]
    peaks = np.maximum.reduceat(np.abs(sound.samples), np.minimum(edges, len(sound.samples) - 1))
    return tuple(np.minimum(peaks, 1.0).astype(float).tolist())


def _check_samples(waveform: Waveform, source: str) -> None:
    if not len(waveform.samples):
        raise MediaError(source, "has no samples; choose a sound with content")
    if not np.isfinite(waveform.samples).all():
        raise MediaError(source, "has samples that are not numbers (NaN or infinite); save it anew")
    check_length(len(waveform.samples) / waveform.rate, source)
