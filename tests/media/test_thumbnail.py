"""Small PNGs."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from app.media.picture import Picture
from app.media.thumbnail import encode_png


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1024, 512), (256, 128)), ((100, 200), (100, 200)), ((1000, 1), (256, 1)), ((1, 1), (1, 1))],
)
def test_size_and_colour(size: tuple[int, int], expected: tuple[int, int]) -> None:
    pixels = np.full((size[1], size[0], 3), (10, 200, 30), np.uint8)
    data = encode_png(Picture(pixels, "", "x", *size))
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        assert image.size == expected
        assert image.mode == "RGB"
        assert image.getpixel((0, 0)) == (10, 200, 30)
