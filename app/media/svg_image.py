"""Bitmaps embedded in an SVG."""

from __future__ import annotations

import base64
import binascii
import io
import re

from PIL import Image

from app.core.errors import MediaError

_MOST_PIXELS = 16_000_000
_DATA_URL = re.compile(r"data:image/[\w.+-]+\s*;\s*base64\s*,", re.IGNORECASE)
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def kept_image(url: str, source: str) -> str:
    """Return a ``data:`` URL of a bitmap, cleaned; empty when it is no bitmap that we know.

    Raises
    ------
    MediaError
        When the bitmap has more than 16 million pixels.
    """
    prefix = _DATA_URL.match(url)
    if not prefix:
        return ""
    try:
        data = base64.b64decode(url[prefix.end() :])
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            pixels, kind = image.width * image.height, str(image.format)
    except (binascii.Error, ValueError, OSError, SyntaxError, EOFError):
        return ""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pixels, kind = _MOST_PIXELS + 1, ""
    if pixels > _MOST_PIXELS:
        raise MediaError(source, "is an SVG with a picture in it that is too large; shrink it")
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data).decode('ascii')}"
