"""Media that cannot be used, one file for each way that a person may meet."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

Writer = Callable[[Path], None]

EXTERNAL_ENTITY = """<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><text y="20">&secret;</text></svg>
"""
BILLION_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY l0 "ha">\n'
    + "\n".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + ']>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&l9;</text></svg>'
)
REMOTE_REFERENCE = """<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<image width="64" height="64" xlink:href="http://192.0.2.1/tracker.png"/></svg>"""


def png(width: int, height: int) -> bytes:
    """Return a valid PNG of noise that is not tiny."""
    noise = np.random.default_rng(0).integers(0, 255, (height, width, 3), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noise).save(stream, "PNG")
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def image_bomb() -> bytes:
    """Return a few bytes that claim to be a picture of 40,000 by 40,000."""
    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1 << 20))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", pixels)
        + _chunk(b"IEND", b"")
    )


def _write_wav(path: Path, samples: list[float]) -> None:
    soundfile.write(path, np.array(samples, np.float32), 16_000, format="WAV", subtype="FLOAT")


def _write_three_hours(path: Path) -> None:
    hour = np.zeros(8000 * 3600, np.int16)
    with soundfile.SoundFile(path, "w", 8000, 1, format="FLAC") as stream:
        for _ in range(3):
            stream.write(hour)


PICTURES: dict[str, Writer] = {
    "empty.png": lambda path: path.touch(),
    "folder.png": lambda path: path.mkdir(),
    "truncated.png": lambda path: _write(path, png(64, 64)[:2000]),
    "words named.jpg": lambda path: _write(path, b"these are words"),
    "sound named.png": lambda path: _write_wav(path, [0.1] * 16_000),
    "bomb.png": lambda path: _write(path, image_bomb()),
    "entity.svg": lambda path: _write(path, EXTERNAL_ENTITY.encode()),
    "laughs.svg": lambda path: _write(path, BILLION_LAUGHS.encode()),
    "remote.svg": lambda path: _write(path, REMOTE_REFERENCE.encode()),
    "missing ü.png": lambda path: None,
}
SOUNDS: dict[str, Writer] = {
    "empty.wav": lambda path: path.touch(),
    "folder.wav": lambda path: path.mkdir(),
    "no samples.wav": lambda path: _write_wav(path, []),
    "not numbers.wav": lambda path: _write_wav(path, [0.1, float("nan"), 0.2] * 4000),
    "three hours.flac": _write_three_hours,
    "picture named.wav": lambda path: _write(path, png(64, 64)),
    "missing ü.wav": lambda path: None,
}


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
