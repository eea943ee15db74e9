"""From an image file to clean RGB pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from app.core.errors import MediaError
from app.core.notice import Notice
from app.media.detect import HEAD_BYTES, PICTURE_FORMATS, Format, sniff
from app.media.file import printable, read_file
from app.media.fingerprint import sha256_of_bytes
from app.media.quality import picture_notices

LONGEST_SIDE = 1024
SVG_SIDE = 512
LARGEST_FILE = 100 << 20
MOST_PIXELS = 50_000_000
"""Of a picture that must be decoded whole: 200 MB with transparency."""

MOST_JPEG_PIXELS = 89_478_485
"""Pillow's own limit; a JPEG is reduced while it is decoded."""

_PILLOW_FORMATS = {
    Format.PNG: "PNG",
    Format.JPEG: "JPEG",
    Format.WEBP: "WEBP",
    Format.GIF: "GIF",
    Format.BMP: "BMP",
    Format.TIFF: "TIFF",
    Format.HEIC: "HEIF",
}
_TOO_LARGE = "has too many pixels (more than 50 million); scale it down and try again"
_WHITE = (255, 255, 255)
_ORIENTATION_TAG = 0x0112

Take = Callable[[Image.Image], tuple[Image.Image, int, int]]


@dataclass(frozen=True)
class Picture:
    """A clean picture.

    Attributes
    ----------
    pixels
        (h, w, 3) RGB, upright, transparency on white, longest side at most 1024.
    sha256
        Of the file's bytes.
    source
        The file's printable path.
    width, height
        Size before it was reduced, in pixels, upright. For an SVG its own size.
    notices
        What a person should know about the picture.
    """

    pixels: NDArray[np.uint8]
    sha256: str
    source: str
    width: int
    height: int
    notices: tuple[Notice, ...] = ()


def load_picture(path: Path) -> Picture:
    """Open an image file: PNG, JPEG, WebP, GIF (first frame), BMP, TIFF, HEIC or SVG.

    Raises
    ------
    MediaError
        When the file cannot be read, is no picture, is damaged, or is larger than 100 MB or
        50 million pixels (a JPEG: 89 million).
    """
    source = printable(path)
    data = read_file(path, LARGEST_FILE)
    kind = sniff(data[:HEAD_BYTES])
    if kind not in PICTURE_FORMATS:
        is_a = f"is {kind.modality}, not a picture" if kind else "is not a picture"
        raise MediaError(source, f"{is_a}; choose a PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or SVG")
    if kind is Format.SVG:
        image, width, height = _rasterise(data, source)
    else:
        image, width, height = _decode(data, _PILLOW_FORMATS[kind], source)
    pixels = np.asarray(image)
    detail = image.size if kind is Format.SVG else (width, height)
    notices = picture_notices(pixels, *detail, source)
    return Picture(pixels, sha256_of_bytes(data), source, width, height, notices)


def load_detail(path: Path) -> NDArray[np.uint8]:
    """Return the middle of a picture as it is in the file, at most 1024 x 1024 pixels.

    Nothing is reduced or turned, so that grids and noise, which reducing hides, stay. An
    SVG has no pixels of its own and comes as :func:`load_picture` draws it.

    Raises
    ------
    MediaError
        As :func:`load_picture`.
    """
    data = read_file(path, LARGEST_FILE)
    kind = sniff(data[:HEAD_BYTES])
    if kind not in PICTURE_FORMATS or kind is Format.SVG:
        return load_picture(path).pixels
    image, _, _ = _decode(data, _PILLOW_FORMATS[kind], printable(path), _middle)
    return np.asarray(image)


def _middle(opened: Image.Image) -> tuple[Image.Image, int, int]:
    left, top = (max(0, (size - LONGEST_SIDE) // 2) for size in opened.size)
    right, bottom = (min(size, LONGEST_SIDE) for size in opened.size)
    part = opened.crop((left, top, left + right, top + bottom))
    return _reduced_on_white(part), *opened.size


def _rasterise(data: bytes, source: str) -> tuple[Image.Image, int, int]:
    from app.media.svg import rasterise_svg

    return rasterise_svg(data, SVG_SIDE, source)


def _decode(
    data: bytes, kind: str, source: str, take: Take | None = None
) -> tuple[Image.Image, int, int]:
    """Decode and reduce; whatever a decoder raises about damaged bytes becomes one error.

    ``take`` says what is taken of the opened image; by default all of it, upright.
    """
    _set_warnings()
    if kind == "HEIF":
        _add_heif()
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
            if kind != "JPEG" and opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            return (take or _upright_rgb)(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaError(source, _TOO_LARGE) from error
    except MemoryError as error:
        raise MediaError(source, "does not fit in memory; scale it down and try again") from error
    except Exception as error:  # decoders of damaged files raise nearly anything
        raise MediaError(
            source,
            f"is a damaged or unsupported {kind} picture ({_first_line(error)}); save it anew",
        ) from error


def _set_warnings() -> None:
    """Make Pillow raise at its pixel limit, and keep its other warnings off the terminal."""
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def _add_heif() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()


def _upright_rgb(opened: Image.Image) -> tuple[Image.Image, int, int]:
    width, height = opened.size
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    opened.load()
    orientation = _orientation(opened)
    image = _reduced_on_white(opened)
    turn = _TURNS.get(orientation)
    if turn is None:
        return image, width, height
    upright = image.transpose(turn)
    return (upright, height, width) if orientation >= 5 else (upright, width, height)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(opened: Image.Image) -> int:
    """EXIF orientation 1 to 8; 1 when there is none or the EXIF data is damaged."""
    try:
        value = opened.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # damaged EXIF data raises nearly anything and matters little
        return 1
    return value if isinstance(value, int) else 1


def _reduced_on_white(image: Image.Image) -> Image.Image:
    """Convert any mode to RGB, transparency on white; reduce before whatever needs copies."""
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        image = _scaled_to_8_bit(image)
    is_transparent = image.has_transparency_data
    plain = "RGBA" if is_transparent else "RGB"
    if image.mode != plain:
        image = image.convert(plain)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if not is_transparent:
        return image
    background = Image.new("RGBA", image.size, _WHITE)
    return Image.alpha_composite(background, image).convert("RGB")


def _scaled_to_8_bit(image: Image.Image) -> Image.Image:
    """Scale 16-bit, 32-bit and floating-point grey to 8 bits."""
    values = np.asarray(image).astype(np.float32)
    np.nan_to_num(values, copy=False, posinf=0.0, neginf=0.0)
    if image.mode == "F":
        low, high = min(0.0, float(values.min())), max(1.0, float(values.max()))
    else:
        low, high = 0.0, max(65535.0, float(values.max()))
    values -= low
    values *= 255.0 / (high - low)
    return Image.fromarray(values.astype(np.uint8))


def _first_line(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):  # it names an object of ours, not the file
        return "nothing of it can be read"
    return (str(error).splitlines() or [type(error).__name__])[0]
