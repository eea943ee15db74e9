"""Small PNGs of pictures that are safe to open anywhere."""

from __future__ import annotations

import io

from PIL import Image

from app.media.picture import Picture


def encode_png(picture: Picture, longest: int = 256) -> bytes:
    """Return a PNG of the picture whose longest side has at most ``longest`` pixels."""
    image = Image.fromarray(picture.pixels)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
