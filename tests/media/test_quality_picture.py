"""Grid and noise, measured on real photographs with faults made on purpose."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import data as photographs

from app.media.quality_picture import grid_share, laplacian_variance, luminance, noise_deviation

PHOTOGRAPHS = ("astronaut", "chelsea", "coffee", "retina", "grass")


def photograph(name: str) -> Image.Image:
    image = Image.fromarray(getattr(photographs, name)()).convert("RGB")
    image.thumbnail((600, 600))
    return image


def luma(image: Image.Image) -> NDArray[np.float32]:
    return luminance(np.asarray(image))


def pixelated(image: Image.Image, size: int) -> Image.Image:
    small = image.resize((image.width // size, image.height // size), Image.Resampling.BOX)
    large = (small.width * size, small.height * size)
    return small.resize(large, Image.Resampling.NEAREST)


def as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def noisy(image: Image.Image, deviation: float) -> Image.Image:
    noise = np.random.default_rng(0).normal(0, deviation, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_grid_is_found_at_its_own_period_whatever_its_phase(name: str) -> None:
    image = photograph(name)
    assert grid_share(luma(image)) < 0.03
    for size in (5, 13, 32):
        mosaic = luma(pixelated(image, size))
        assert grid_share(mosaic) == pytest.approx(1.0)
        assert grid_share(mosaic[3:, 2:]) == pytest.approx(1.0)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_the_blocks_of_a_jpeg_show_when_its_quality_is_low(name: str) -> None:
    image = photograph(name)
    shares = [grid_share(luma(as_jpeg(image, quality))) for quality in (90, 30, 5)]
    assert shares[0] < 0.05
    assert shares[2] > 0.12
    assert shares[0] < shares[1] < shares[2]


def test_one_edge_a_few_stripes_and_tiny_pictures_are_no_grid() -> None:
    edge = np.zeros((128, 128), np.float32)
    edge[64:, 64:] = 200
    assert grid_share(edge) == 0.0
    stripes = np.tile(np.repeat([0.0, 200.0], 8), 8).astype(np.float32)
    assert grid_share(np.tile(stripes, (128, 1))) == 0.0, "stripes have columns but no rows"
    for side in (1, 2, 5, 15):
        assert grid_share(np.zeros((side, side), np.float32)) == 0.0


def test_noise_is_measured_in_grey_levels() -> None:
    grey = Image.new("L", (256, 256), 128)
    noise = np.random.default_rng(0).normal(0, 1, (256, 256))
    for deviation in (2.0, 8.0, 20.0):
        pixels = np.asarray(grey, np.float32) + (noise * deviation).astype(np.float32)
        assert noise_deviation(pixels) == pytest.approx(deviation, rel=0.15)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_noise_is_told_from_edges_and_texture(name: str) -> None:
    image = photograph(name)
    assert noise_deviation(luma(image)) < 10
    assert noise_deviation(luma(noisy(image, 20))) > 10
    half_white = np.asarray(noisy(image, 20)).copy()
    half_white[: image.height // 2] = 255
    assert noise_deviation(luminance(half_white)) > 10, "a white ground hides nothing"


def test_nothing_is_infinite_but_the_sharpness_of_no_picture() -> None:
    assert laplacian_variance(np.zeros((2, 9), np.float32)) == float("inf")
    assert noise_deviation(np.zeros((4, 4), np.float32)) == 0.0
    assert noise_deviation(np.full((64, 64), 255, np.float32)) == 0.0
