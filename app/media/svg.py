"""SVG to pixels. First version: renders; the defences follow."""

from __future__ import annotations

import io

import resvg_py
from PIL import Image

from app.core.errors import MediaError


def rasterise_svg(data: bytes, longest: int, source: str) -> tuple[Image.Image, int, int]:
    """Render an SVG on white."""
    try:
        text = data.decode("utf-8")
        png = resvg_py.svg_to_bytes(svg_string=text, width=longest, dpi=96, background="#ffffff")
        image = Image.open(io.BytesIO(bytes(png)), formats=("PNG",)).convert("RGB")
    except ValueError as error:
        raise MediaError(source, f"is a damaged SVG picture ({error}); save it anew") from error
    return image, image.width, image.height
