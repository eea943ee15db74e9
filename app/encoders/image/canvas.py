"""Pictures of one size: whole, in proportion, white around them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.media.picture import Picture


def on_white_square(picture: Picture, side: int) -> Image.Image:
    """Fit the whole picture into a white square of ``side`` pixels, RGB.

    A stamp or a product picture has its thing up to the edge and white around it, so
    nothing is cropped and the proportions stay.
    """
    height, width = picture.pixels.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    canvas = Image.new("RGB", (side, side), "white")
    fitted = Image.fromarray(picture.pixels).resize(size, Image.Resampling.BICUBIC)
    canvas.paste(fitted, ((side - size[0]) // 2, (side - size[1]) // 2))
    return canvas


def grey_at_most(picture: Picture, side: int) -> NDArray[np.uint8]:
    """Return the picture in grey, ``(h, w)`` uint8, its longest side at most ``side``."""
    grey = Image.fromarray(picture.pixels).convert("L")
    grey.thumbnail((side, side), Image.Resampling.LANCZOS)
    return np.asarray(grey)
