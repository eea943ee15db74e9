"""Notices about media, measured on real photographs and made sounds."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from skimage import data as photographs

from app.core.notice import NoticeCode
from app.media.quality import picture_notices, sound_notices
from app.media.sound import load_sound

RATE = 16_000


def codes(pixels: NDArray[np.uint8]) -> list[NoticeCode]:
    height, width = pixels.shape[:2]
    return [notice.code for notice in picture_notices(pixels, width, height, "x")]


def heard(samples: NDArray[np.float64]) -> list[NoticeCode]:
    return [notice.code for notice in sound_notices(samples.astype(np.float32), RATE, "x")]


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee", "rocket", "camera", "retina"])
def test_photographs_are_blurred_only_when_they_are(name: str) -> None:
    image = Image.fromarray(getattr(photographs, name)()).convert("RGB")
    image.thumbnail((1024, 1024))
    assert codes(np.asarray(image)) == []
    soft = image.filter(ImageFilter.GaussianBlur(3))
    assert codes(np.asarray(soft)) == [NoticeCode.BLURRED]


def test_blank_and_tiny_pictures() -> None:
    noise = np.random.default_rng(0).normal(200, 1, (64, 64, 1)).repeat(3, 2)
    assert codes(noise.astype(np.uint8)) == [NoticeCode.BLANK]
    dots = np.random.default_rng(0).integers(0, 255, (31, 90, 3), np.uint8)
    assert codes(dots) == [NoticeCode.TINY]
    assert codes(dots[:1, :1]) == [NoticeCode.TINY, NoticeCode.BLANK]


def test_sounds() -> None:
    time = np.arange(RATE) / RATE
    tone = np.sin(2 * np.pi * 440 * time)
    assert heard(0.3 * tone) == []
    assert heard(0.999 * tone) == []
    assert heard(0 * tone) == [NoticeCode.SILENT]
    assert heard(0.5 + 0 * tone) == [NoticeCode.SILENT]
    assert heard(1e-3 * tone) == [NoticeCode.SILENT]
    assert heard(np.clip(4 * tone, -1, 1)) == [NoticeCode.CLIPPED]
    assert heard(0.3 * tone[: RATE // 10]) == [NoticeCode.TOO_SHORT]
    assert heard(np.zeros(1)) == [NoticeCode.TOO_SHORT, NoticeCode.SILENT]


def test_speech_is_clipped_only_when_it_is(tmp_path: Path) -> None:
    path = tmp_path / "speech.wav"
    subprocess.run(["espeak-ng", "-w", path, "a red fruit on the table"], check=True)
    sound = load_sound(path)
    assert sound.notices == ()
    loud = np.clip(sound.samples / np.abs(sound.samples).max() * 4, -1, 1)
    found = sound_notices(loud, sound.rate, "x")
    assert [notice.code for notice in found] == [NoticeCode.CLIPPED]
