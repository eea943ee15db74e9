"""Each problem is found where it was made, and only there."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from skimage import data as photographs

from app.core.cleaning import CleaningProblem
from app.media.defects import (
    measure_picture,
    measure_sound,
    measure_text,
    picture_defects,
    sound_defects,
    text_defects,
)

RATE = 16_000
SPOTS = np.random.default_rng(0).normal(0, 25, (300, 451, 3))


def seen(image: Image.Image, detail: Image.Image | None = None) -> list[CleaningProblem]:
    part = None if detail is None else np.asarray(detail)
    return [one.problem for one in picture_defects(measure_picture(np.asarray(image), part))]


def heard(samples: NDArray[np.float64]) -> list[CleaningProblem]:
    found = sound_defects(measure_sound(samples.astype(np.float32), RATE))
    return [one.problem for one in found]


def cat() -> Image.Image:
    photograph: NDArray[np.uint8] = photographs.chelsea()  # type: ignore[no-untyped-call]
    return Image.fromarray(photograph)


def test_pictures() -> None:
    image = cat()
    assert seen(image) == []
    assert seen(image.filter(ImageFilter.GaussianBlur(5))) == [CleaningProblem.BLURRED]
    assert seen(Image.new("RGB", (64, 64), "red")) == [CleaningProblem.BLANK]
    spotted = Image.fromarray(np.clip(np.asarray(image) + SPOTS, 0, 255).astype(np.uint8))
    assert seen(spotted) == [CleaningProblem.NOISY_PICTURE]
    assert seen(spotted.crop((0, 0, 48, 48))) == [], "too small to tell"
    mosaic = image.resize((45, 30)).resize((450, 300), Image.Resampling.NEAREST)
    assert seen(mosaic) == [CleaningProblem.MOSAIC]
    blocks = io.BytesIO()
    image.save(blocks, "JPEG", quality=5)
    assert seen(Image.open(blocks).convert("RGB")) == [CleaningProblem.MOSAIC]


def test_grid_and_noise_are_looked_for_in_the_detail() -> None:
    image = cat()
    spotted = Image.fromarray(np.clip(np.asarray(image) + SPOTS, 0, 255).astype(np.uint8))
    assert seen(image, spotted) == [CleaningProblem.NOISY_PICTURE]


def test_measures_can_be_kept() -> None:
    tiny = measure_picture(np.zeros((2, 2, 3), np.uint8))
    assert np.isfinite(tiny).all()
    assert np.isfinite(measure_sound(np.zeros(1, np.float32), RATE)).all()


def test_sounds() -> None:
    rng = np.random.default_rng(0)
    time = np.arange(2 * RATE) / RATE
    voice = 0.2 * np.sin(2 * np.pi * 440 * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time))
    voice += rng.normal(0, 1e-3, len(time))
    assert heard(voice) == []
    assert heard(0 * voice) == [CleaningProblem.SILENT]
    assert heard(np.concatenate([0 * voice[: RATE // 2 + 200], voice])) == [
        CleaningProblem.SILENT_ENDS
    ]
    assert heard(np.clip(20 * voice, -1, 1)) == [CleaningProblem.CLIPPED]
    assert heard(voice / 20) == [CleaningProblem.QUIET]
    hum = sum(0.02 / k * np.sin(2 * np.pi * 50 * k * time) for k in (1, 2, 3))
    assert heard(voice + hum) == [CleaningProblem.HUM]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("A red apple", []),
        ("A red\x07 apple", [CleaningProblem.INVALID_CHARACTERS]),
        ("cafÃ© crÃ¨me", [CleaningProblem.MOJIBAKE]),
        ("<b>A</b> red apple", [CleaningProblem.MARKUP]),
        ("<b>cafÃ©</b>\ufffd", list(CleaningProblem)[4:7]),
    ],
)
def test_texts(text: str, problems: list[CleaningProblem]) -> None:
    found = text_defects(measure_text(text))
    assert [one.problem for one in found] == problems
    assert all(one.value >= one.threshold for one in found)
