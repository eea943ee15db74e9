"""What a file is, by its content and never by its name."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from pathlib import Path

from app.core.errors import MediaError
from app.core.modality import Modality
from app.media.file import open_file, printable

HEAD_BYTES = 8192


class Format(str, Enum):
    """A file format that Triad knows."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WebP"
    GIF = "GIF"
    BMP = "BMP"
    TIFF = "TIFF"
    HEIC = "HEIC"
    SVG = "SVG"
    WAV = "WAV"
    FLAC = "FLAC"
    OGG = "OGG"
    MP3 = "MP3"
    AIFF = "AIFF"
    AU = "AU"
    CAF = "CAF"
    M4A = "M4A"
    AAC = "AAC"
    MATROSKA = "Matroska"
    ASF = "WMA"
    AMR = "AMR"
    TEXT = "text"

    @property
    def modality(self) -> Modality:
        """The modality that files of this format belong to."""
        if self is Format.TEXT:
            return Modality.TEXT
        return Modality.IMAGE if self in PICTURE_FORMATS else Modality.AUDIO


PICTURE_FORMATS = frozenset(
    {
        Format.PNG,
        Format.JPEG,
        Format.WEBP,
        Format.GIF,
        Format.BMP,
        Format.TIFF,
        Format.HEIC,
        Format.SVG,
    }
)

_PREFIXES: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"\xff\xd8\xff", Format.JPEG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"II*\x00", Format.TIFF),
    (b"MM\x00*", Format.TIFF),
    (b"II+\x00", Format.TIFF),
    (b"MM\x00+", Format.TIFF),
    (b"fLaC", Format.FLAC),
    (b"OggS", Format.OGG),
    (b"ID3", Format.MP3),
    (b".snd", Format.AU),
    (b"caff", Format.CAF),
    (b"\x1aE\xdf\xa3", Format.MATROSKA),
    (b"0&\xb2u\x8ef\xcf\x11", Format.ASF),
    (b"#!AMR", Format.AMR),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_OTHER_BRANDS = frozenset({b"avif", b"avis", b"crx ", b"jxl "})
_CONTAINERS: dict[tuple[bytes, bytes], Format] = {
    (b"RIFF", b"WAVE"): Format.WAV,
    (b"RIFX", b"WAVE"): Format.WAV,
    (b"RF64", b"WAVE"): Format.WAV,
    (b"RIFF", b"WEBP"): Format.WEBP,
    (b"FORM", b"AIFF"): Format.AIFF,
    (b"FORM", b"AIFC"): Format.AIFF,
}
_BITMAP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_BEFORE_ROOT = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL
)
_SVG_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]")


def sniff(head: bytes) -> Format | None:
    """Tell the format from the first :data:`HEAD_BYTES` bytes of a file.

    ``None`` when they fit no known format.
    """
    for prefix, found in _PREFIXES:
        if head.startswith(prefix):
            return found
    container = _CONTAINERS.get((head[:4], head[8:12]))
    if container is not None:
        return container
    if head[4:8] == b"ftyp":
        return _sniff_iso_media(head)
    return _sniff_bitmap(head) or _sniff_mpeg(head) or _sniff_text(head)


def detect_modality(path: Path) -> Modality:
    """Tell by a file's content whether it is a picture, a sound or a text.

    Raises
    ------
    MediaError
        When the file cannot be read or is none of the three.
    """
    return detect_format(path).modality


def detect_format(path: Path) -> Format:
    """Tell a file's format by its content.

    Raises
    ------
    MediaError
        When the file cannot be read or is of no known format.
    """
    with open_file(path) as stream:
        try:
            found = sniff(stream.read(HEAD_BYTES))
        except OSError as error:
            raise MediaError(printable(path), f"cannot be read ({error.strerror})") from error
    if found is None:
        raise MediaError(
            printable(path),
            "is not a picture, sound or text that Triad knows; convert it to PNG, WAV or UTF-8",
        )
    return found


def decode_text(data: bytes) -> str | None:
    """Decode UTF-8, or UTF-16 with a byte order mark; ``None`` when it is neither.

    Text that a reader could not see (NUL bytes) is not text.
    """
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _sniff_iso_media(head: bytes) -> Format | None:
    size = max(16, min(int.from_bytes(head[:4], "big"), 256))
    brands = {head[8:12], *(head[start : start + 4] for start in range(16, size, 4))}
    if head[8:12] in _OTHER_BRANDS or brands & {b"avif"}:
        return None
    return Format.HEIC if brands & _HEIC_BRANDS else Format.M4A


def _sniff_bitmap(head: bytes) -> Format | None:
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return Format.BMP
    return None


def _sniff_mpeg(head: bytes) -> Format | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    layer = head[1] >> 1 & 3
    if layer == 0:
        return Format.AAC if head[1] & 0xF0 == 0xF0 else None
    if layer == 3:  # layer I is extinct, and UTF-16 begins like it
        return None
    valid = head[1] >> 3 & 3 != 1 and head[2] >> 4 != 15 and head[2] >> 2 & 3 != 3
    return Format.MP3 if valid else None


def _sniff_text(head: bytes) -> Format | None:
    text = _decode_head(head)
    if text is None:  # XML may name an encoding of its own
        return Format.SVG if _has_svg_root(head.decode("latin-1")) else None
    return Format.SVG if _has_svg_root(text) else Format.TEXT


def _has_svg_root(text: str) -> bool:
    start = _BEFORE_ROOT.match(text)
    return bool(_SVG_ROOT.match(text, start.end() if start else 0))


def _decode_head(head: bytes) -> str | None:
    """Decode, forgiving a character that the end of the head cut in two."""
    if len(head) < HEAD_BYTES:
        return decode_text(head)
    for cut in range(4):
        text = decode_text(head[: len(head) - cut])
        if text is not None:
            return text
    return None
