"""Sounds that libsndfile does not know, decoded by an ffmpeg process when there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np

from app.core.errors import MediaError
from app.media.waveform import HIGHEST_RATE, LONGEST_SECONDS, Waveform, check_length

DECODE_SECONDS = 7.0
_PROBE_SECONDS = 2.0
_LONGEST_READ = LONGEST_SECONDS + 1.0
_COMMON = ("-v", "error", "-protocol_whitelist", "file,pipe")


def decode_with_ffmpeg(path: Path, demuxer: str, source: str) -> Waveform:
    """Decode the first audio stream, mixed to mono at 48 kHz.

    The process reads this one local file only (no network, no playlists), is killed after
    7 seconds, and never gives more than the longest sound allowed.

    Parameters
    ----------
    path
        The file.
    demuxer
        ffmpeg's name of the container; no other is tried.
    source
        What an error names.

    Raises
    ------
    MediaError
        When ffmpeg is not installed, or the file is damaged, too long or takes too long.
    """
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise MediaError(
            source, "needs ffmpeg to be opened; install ffmpeg or convert the sound to WAV"
        )
    _check_announced_length(path, demuxer, source)
    arguments = [
        ffmpeg, "-nostdin", *_COMMON, "-f", demuxer, "-i", _as_url(path),
        "-map", "0:a:0", "-vn", "-sn", "-dn", "-t", str(_LONGEST_READ),
        "-ac", "1", "-ar", str(HIGHEST_RATE), "-f", "f32le", "pipe:1",
    ]  # fmt: skip
    raw = _run(arguments, DECODE_SECONDS, source)
    samples = np.frombuffer(raw[: len(raw) // 4 * 4], "<f4").astype(np.float32)
    return Waveform(samples, HIGHEST_RATE)


def _check_announced_length(path: Path, demuxer: str, source: str) -> None:
    """Refuse by the header's word, before decoding; the decoded length is checked as well."""
    ffprobe = shutil.which("ffprobe")
    if ffprobe is None:
        return
    arguments = [
        ffprobe, *_COMMON, "-f", demuxer, "-show_entries", "format=duration",
        "-of", "csv=p=0", "-i", _as_url(path),
    ]  # fmt: skip
    answer = _run(arguments, _PROBE_SECONDS, source).decode("ascii", "replace").strip()
    try:
        seconds = float(answer)
    except ValueError:
        return
    check_length(seconds, source)


def _as_url(path: Path) -> str:
    """Name the file so that no name can be read as an option or another protocol."""
    return f"file:{path.absolute()}"


def _run(arguments: list[str], seconds: float, source: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program; the name is an absolute file: URL
            arguments,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise MediaError(source, "takes too long to decode; convert it to WAV") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").split("\n")
        reason = next((line.strip() for line in reversed(lines) if line.strip()), "no reason given")
        raise MediaError(
            source, f"is a damaged or unsupported sound ({reason[:200]}); save it anew"
        ) from error
    except OSError as error:
        raise MediaError(source, f"cannot be decoded (ffmpeg: {error.strerror})") from error
    return done.stdout
