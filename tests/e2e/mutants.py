"""Random and mutated media files, always the same for one seed."""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import soundfile
from PIL import Image

EXTENSIONS = (
    "png",
    "jpg",
    "webp",
    "gif",
    "bmp",
    "tiff",
    "heic",
    "svg",
    "wav",
    "flac",
    "ogg",
    "mp3",
    "m4a",
    "txt",
    "PNG",
    "exe",
)
NAMES = ("plain", "with space", "ünï-cødé", "图片", "line\nbreak", "-dash", "quote'\"", "a" * 120)
TEXTS = (
    "a red fruit",
    "",
    "   \t ",
    "\x00\x01\x02",
    "\ud800 lone surrogate",
    "🦆" * 50,
    "word " * 3000,
    "Ã©tÃ© mojibake",
    "\u202eright to left",
    "'; DROP TABLE items; --",
    "%s %n {0} ${HOME}",
)
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>
<rect width="64" height="64" fill="url(#g)"/><text x="4" y="40">duck</text></svg>"""

Mutation = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True)
class Seeds:
    """Whole files to start from."""

    pictures: tuple[bytes, ...]
    sounds: tuple[bytes, ...]


def make_seeds() -> Seeds:
    """Write one small file of every format that Triad reads."""
    return Seeds(_pictures(), _sounds())


def write_queries(folder: Path, count: int, seed: int) -> list[dict[str, Any]]:
    """Write ``count`` media files and return one batch query for each."""
    chance = random.Random(seed)
    seeds = make_seeds()
    return [_query(folder, chance, seeds, number) for number in range(count)]


def _query(folder: Path, chance: random.Random, seeds: Seeds, number: int) -> dict[str, Any]:
    is_picture = chance.random() < 0.6
    whole = chance.choice(seeds.pictures if is_picture else seeds.sounds)
    name = f"{number:04} {chance.choice(NAMES)}.{chance.choice(EXTENSIONS)}"
    path = folder / name
    path.write_bytes(mutate(chance, whole, seeds))
    # One in ten goes where it does not belong.
    key = "image" if is_picture is not (chance.random() < 0.1) else "audio"
    query: dict[str, Any] = {"id": number, key: [str(path)]}
    if chance.random() < 0.15:
        query["text"] = chance.choice(TEXTS)
    return query


def mutate(chance: random.Random, whole: bytes, seeds: Seeds) -> bytes:
    """Damage a file in one to three ways; one in twelve stays whole."""
    if chance.random() < 1 / 12:
        return whole
    other = chance.choice(seeds.pictures + seeds.sounds)
    for _ in range(chance.randint(1, 3)):
        whole = chance.choice(MUTATIONS)(chance, whole)
    return other[: chance.randint(4, 32)] + whole[32:] if chance.random() < 0.05 else whole


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randint(0, len(data))]


def _flip_bits(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 32))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _blot(chance: random.Random, data: bytes) -> bytes:
    start = chance.randint(0, len(data))
    length = chance.randint(1, 64)
    return data[:start] + chance.choice((b"\0", b"\xff")) * length + data[start + length :]


def _huge_number_in_the_head(chance: random.Random, data: bytes) -> bytes:
    start = chance.randint(0, min(64, len(data)))
    number = chance.choice((b"\xff\xff\xff\x7f", b"\x7f\xff\xff\xff", b"\xff" * 4, b"\0" * 4))
    return data[:start] + number + data[start + 4 :]


def _repeat_a_piece(chance: random.Random, data: bytes) -> bytes:
    start = chance.randint(0, len(data))
    piece = data[start : start + chance.randint(1, 256)]
    return data[:start] + piece * chance.randint(2, 8) + data[start:]


def _only_noise(chance: random.Random, data: bytes) -> bytes:
    return chance.randbytes(min(len(data), 4096))


def _noise_after_the_head(chance: random.Random, data: bytes) -> bytes:
    return data[:64] + chance.randbytes(min(len(data), 4096))


def _nothing(_chance: random.Random, _data: bytes) -> bytes:
    return b""


MUTATIONS: tuple[Mutation, ...] = (
    _cut,
    _cut,
    _flip_bits,
    _flip_bits,
    _flip_bits,
    _blot,
    _huge_number_in_the_head,
    _huge_number_in_the_head,
    _repeat_a_piece,
    _only_noise,
    _noise_after_the_head,
    _nothing,
)


def _pictures() -> tuple[bytes, ...]:
    ramp = np.linspace(0, 255, 64, dtype=np.uint8)
    pixels = np.stack([np.tile(ramp, (48, 1))] * 4, axis=-1)
    pixels[10:30, 20:40] = (200, 30, 30, 255)
    picture = Image.fromarray(pixels, "RGBA")
    files = [SVG]
    for kind in ("PNG", "WEBP", "TIFF"):
        files.append(_saved(picture, kind))
    for kind in ("JPEG", "BMP", "GIF"):
        files.append(_saved(picture.convert("RGB"), kind))
    frames = io.BytesIO()
    picture.convert("RGB").save(
        frames, "GIF", save_all=True, append_images=[picture.convert("RGB").rotate(90)] * 3
    )
    heic = io.BytesIO()
    pillow_heif.from_pillow(picture.convert("RGB")).save(heic)
    return (*files, frames.getvalue(), heic.getvalue())


def _saved(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def _sounds() -> tuple[bytes, ...]:
    time = np.arange(16_000) / 16_000
    tone = (0.4 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    files = []
    for kind, subtype in (
        ("WAV", "PCM_16"),
        ("WAV", "FLOAT"),
        ("FLAC", "PCM_16"),
        ("OGG", "VORBIS"),
        ("MP3", "MPEG_LAYER_III"),
    ):
        stream = io.BytesIO()
        soundfile.write(stream, tone, 16_000, format=kind, subtype=subtype)
        files.append(stream.getvalue())
    encoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "-", "-f", "adts", "-c:a", "aac", "-"],
        input=files[0],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return (*files, encoded.stdout)
