"""Small pictures and sounds of a few kinds, and how well a feature tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.encoders.extractor import Extractor, FitData, Vector
from app.media.picture import Picture
from app.media.sound import Sound
from tests.encoders.conftest import picture_of, sound_of

RATE = 16_000
M = TypeVar("M")


@dataclass(frozen=True)
class Samples(Generic[M]):
    """Media and the kind of each."""

    media: list[M]
    categories: list[str]

    def half(self, first: bool) -> Samples[M]:
        """Return every other one."""
        start = 0 if first else 1
        return Samples(self.media[start::2], self.categories[start::2])


def pictures(each: int = 8, seed: int = 0) -> Samples[Picture]:
    """Draw discs, ladders, stars and bricks in any grey, at any place, of similar size."""
    chance = np.random.default_rng(seed)
    drawn = [
        (_picture(kind, chance), kind)
        for kind in ("disc", "ladder", "star", "bricks")
        for _ in range(each)
    ]
    return Samples([one for one, _ in drawn], [kind for _, kind in drawn])


def _picture(kind: str, chance: np.random.Generator) -> Picture:
    image = Image.new("L", (160, 160), int(chance.integers(200, 256)))
    draw = ImageDraw.Draw(image)
    x, y = (int(chance.integers(0, 20)) for _ in range(2))
    size, ink = int(chance.integers(110, 140)), int(chance.integers(0, 90))
    if kind == "disc":
        draw.ellipse((x, y, x + size, y + size), fill=ink)
    elif kind == "ladder":
        for step in range(6):
            draw.rectangle((x, y + step * size / 6, x + size, y + step * size / 6 + 8), fill=ink)
    elif kind == "star":
        turns = np.arange(10) * np.pi / 5
        radius = np.where(np.arange(10) % 2, 0.2, 0.5) * size
        middle = np.array([x, y]) + size / 2
        points = middle + radius[:, None] * np.stack([np.sin(turns), -np.cos(turns)], axis=1)
        draw.polygon([tuple(point) for point in points.tolist()], fill=ink)
    else:
        for row in range(6):
            for column in range(4):
                left = x + (column + row % 2 / 2) * size / 4
                top = y + row * size / 6
                draw.rectangle((left, top, left + size / 5, top + size / 8), outline=ink, width=3)
    grain = chance.normal(0, 4, (160, 160, 1))
    pixels = np.asarray(image.convert("RGB"), np.float32) + grain
    return picture_of(np.clip(pixels, 0, 255).astype(np.uint8))


def sounds(each: int = 8, seed: int = 0) -> Samples[Sound]:
    """Make hums, whistles, noise and knocks of any level, 0.4 to 1.2 s long."""
    chance = np.random.default_rng(seed)
    made = [
        (_sound(kind, chance), kind)
        for kind in ("hum", "whistle", "noise", "knocks")
        for _ in range(each)
    ]
    return Samples([one for one, _ in made], [kind for _, kind in made])


def _sound(kind: str, chance: np.random.Generator) -> Sound:
    count = int(chance.integers(int(0.4 * RATE), int(1.2 * RATE)))
    time = np.arange(count) / RATE
    if kind == "hum":
        pitch = chance.uniform(90, 140)
        wave = sum(np.sin(2 * np.pi * pitch * part * time) / part for part in range(1, 6))
    elif kind == "whistle":
        pitch = chance.uniform(1500, 2500)
        wave = np.sin(2 * np.pi * pitch * time + 3 * np.sin(2 * np.pi * 5 * time))
    elif kind == "noise":
        wave = chance.normal(size=count)
    else:
        gap = chance.uniform(0.08, 0.12)
        wave = chance.normal(size=count) * np.exp(-(time % gap) * 120)
    noise = 0.01 * chance.normal(size=count)
    level = chance.uniform(0.05, 0.9)
    samples = np.asarray(wave) / np.abs(wave).max() + noise
    return sound_of((level * samples).astype(np.float32), RATE)


def neighbour_accuracy(
    extractor: Extractor[M, Vector], samples: Samples[M], seed: int = 0
) -> float:
    """Fit to one half; return how often the nearest of that half is of the other's own kind."""
    known, asked = samples.half(first=True), samples.half(first=False)
    described = extractor.describe(known.media)
    model = extractor.fit(described, FitData(known.categories, seed))
    gallery = model.transform(described)
    queries = model.transform(extractor.describe(asked.media))
    return nearest_accuracy(gallery, known.categories, queries, asked.categories)


def nearest_accuracy(
    gallery: NDArray[np.float32],
    kinds: Sequence[str],
    queries: NDArray[np.float32],
    wanted: Sequence[str],
) -> float:
    """Return how often the row of the gallery with the highest cosine is of the wanted kind."""
    nearest = (unit(queries) @ unit(gallery).T).argmax(axis=1)
    return float(np.mean([kinds[row] == kind for row, kind in zip(nearest, wanted, strict=True)]))


def unit(rows: NDArray[Any]) -> NDArray[Any]:
    """Return rows of length 1; zeros stay."""
    lengths: NDArray[Any] = np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    scaled: NDArray[Any] = rows / lengths
    return scaled


def separation(features: NDArray[np.float32], kinds: Sequence[str]) -> float:
    """Return the part of the features' variance that lies between kinds, 0 to 1."""
    names = np.array(kinds)
    means = np.stack([features[names == name].mean(axis=0) for name in names])
    return float(means.var(axis=0).sum() / features.var(axis=0).sum())
