"""Telling files by their content."""

from __future__ import annotations

import codecs
import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image
from pillow_heif import register_heif_opener

from app.core.errors import MediaError
from app.core.modality import Modality
from app.media.detect import Format, detect_format, detect_modality, sniff


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("PNG", Format.PNG),
        ("JPEG", Format.JPEG),
        ("WEBP", Format.WEBP),
        ("GIF", Format.GIF),
        ("BMP", Format.BMP),
        ("TIFF", Format.TIFF),
        ("HEIF", Format.HEIC),
    ],
)
def test_pictures(kind: str, expected: Format, tmp_path: Path) -> None:
    register_heif_opener()
    path = tmp_path / "misleading.wav"
    Image.new("RGB", (64, 64), "red").save(path, kind)
    assert detect_format(path) is expected
    assert detect_modality(path) is Modality.IMAGE


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("WAV", Format.WAV),
        ("RF64", Format.WAV),
        ("FLAC", Format.FLAC),
        ("OGG", Format.OGG),
        ("MP3", Format.MP3),
        ("AIFF", Format.AIFF),
        ("AU", Format.AU),
        ("CAF", Format.CAF),
    ],
)
def test_sounds(kind: str, expected: Format, tmp_path: Path) -> None:
    path = tmp_path / "misleading.png"
    soundfile.write(path, np.zeros(8000, np.float32), 8000, format=kind)
    assert detect_format(path) is expected
    assert detect_modality(path) is Modality.AUDIO


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [("m4a", Format.M4A), ("aac", Format.AAC), ("mka", Format.MATROSKA), ("wma", Format.ASF)],
)
def test_sounds_for_ffmpeg(suffix: str, expected: Format, tmp_path: Path) -> None:
    path = tmp_path / f"tone.{suffix}"
    tone = ["-f", "lavfi", "-i", "sine=duration=1"]
    subprocess.run(["ffmpeg", "-v", "error", *tone, path], check=True)
    assert detect_format(path) is expected


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '\n<?xml version="1.0"?>\n<!-- <html> --><svg></svg>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg/>',
        '<!DOCTYPE svg [<!ENTITY a "b"> ]>\n<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
    ],
)
def test_svg_is_told_by_its_root(text: str) -> None:
    assert sniff(text.encode()) is Format.SVG
    assert sniff(codecs.BOM_UTF8 + text.encode()) is Format.SVG


@pytest.mark.parametrize(
    "data",
    [
        b"a red fruit",
        "苹果".encode(),
        codecs.BOM_UTF8 + b"x",
        "fruit".encode("utf-16"),
        b"<html><svg></svg></html>",
        b"BM is not always a bitmap, and ftyp neither",
        ("é" * 9000).encode()[1:].removeprefix(b"\xa9"),
    ],
)
def test_texts(data: bytes) -> None:
    assert sniff(data[:8192]) is Format.TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03",
        b"\xff\xff\xff\xff\xff",
        b"caf\xe9",
        b"\x7fELF\x02\x01\x00",
        b"PK\x03\x04\xff",
    ],
)
def test_anything_else_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "thing.png"
    path.write_bytes(data)
    with pytest.raises(MediaError, match="is not a picture, sound or text"):
        detect_modality(path)


def test_a_regular_expression_cannot_be_made_slow() -> None:
    for head in (
        b"<!--" * 2048,
        b"<?" * 4096,
        b" " * 8192,
        b"<!DOCTYPE [" * 700,
        b"<!DOCTYPE[]" * 700,
    ):
        assert sniff(head) is Format.TEXT


def test_avif_is_not_taken_for_a_sound() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64)).save(buffer, "AVIF")
    assert sniff(buffer.getvalue()) is None
