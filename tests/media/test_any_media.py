"""Whatever bytes come, the answer is a medium or a clear error, and it comes soon."""

from __future__ import annotations

import io
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pillow_heif import register_heif_opener

from app.core.errors import MediaError
from app.media.detect import detect_modality
from app.media.picture import load_picture
from app.media.sound import load_sound
from app.media.words import load_text

LONGEST_SECONDS = 60.0
"""What takes longer hangs; quick or slow is another matter."""
LOADERS: tuple[Callable[[Path], object], ...] = (
    detect_modality,
    load_picture,
    load_sound,
    load_text,
)
SVG = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    b'<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g id="g"><rect width="9" '
    b'height="9" style="fill:url(#p);stroke-dasharray:1 2" filter="url(#f)"/></g>'
    b'<pattern id="p" width="2" height="2"><path d="M0 0L9 9z"/></pattern>'
    b'<use href="#g" x="9"/><text>words</text></svg>'
)


def make_seeds(folder: Path) -> tuple[bytes, ...]:
    register_heif_opener()
    random = np.random.default_rng(0)
    image = Image.fromarray(random.integers(0, 255, (40, 60, 3), np.uint8))
    seeds = [SVG, "a red fruit é 苹果".encode()]
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "HEIF"):
        buffer = io.BytesIO()
        image.save(buffer, kind)
        seeds.append(buffer.getvalue())
    samples = random.normal(0, 0.1, 4000).astype(np.float32)
    for kind in ("WAV", "FLAC", "OGG", "MP3", "AIFF"):
        buffer = io.BytesIO()
        soundfile.write(buffer, samples, 8000, format=kind)
        seeds.append(buffer.getvalue())
    m4a = folder / "tone.m4a"
    tone = ["-f", "lavfi", "-i", "sine=duration=0.3"]
    subprocess.run(["ffmpeg", "-v", "error", *tone, m4a], check=True)
    return (*seeds, m4a.read_bytes())


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, ...]:
    return make_seeds(tmp_path_factory.mktemp("seeds"))


def mutated(data: bytes, changes: list[tuple[float, bytes]], kept: float) -> bytes:
    changed = bytearray(data)
    for place, patch in changes:
        start = int(place * len(changed))
        changed[start : start + len(patch)] = patch
    return bytes(changed[: max(1, int(kept * len(changed)))])


def load_every_way(path: Path) -> None:
    for load in LOADERS:
        start = time.monotonic()
        try:
            load(path)
        except MediaError as error:
            assert error.why
            assert str(error).isprintable()
        assert time.monotonic() - start < LONGEST_SECONDS


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(0, 14),
    changes=st.lists(
        st.tuples(st.floats(0, 0.999) | st.floats(0, 0.1), st.binary(min_size=1, max_size=8)),
        min_size=1,
        max_size=6,
    ),
    kept=st.just(1.0) | st.floats(0.01, 1.0),
)
def test_mutated_files(
    number: int,
    changes: list[tuple[float, bytes]],
    kept: float,
    seeds: tuple[bytes, ...],
    tmp_path: Path,
) -> None:
    path = tmp_path / "medium"
    path.write_bytes(mutated(seeds[number], changes, kept))
    load_every_way(path)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(data=b"\xff\xfb\x90\x00" * 500)
@example(data=b"\xff\xf1P\x80" * 500)
@example(data=b"\x1aE\xdf\xa3" + bytes(500))
@given(
    data=st.builds(
        bytes.__add__,
        st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"fLaC", b"OggS"]),
        st.binary(min_size=1, max_size=300),
    )
)
def test_random_files(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "medium"
    path.write_bytes(data)
    load_every_way(path)
