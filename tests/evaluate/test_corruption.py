from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import CPU
from app.encoders.encoder import FeaturePart
from app.evaluate.corruption import SpoiltEncoder, spoilt_picture, spoilt_sound, spoilt_words
from app.media.picture import Picture
from app.media.sound import Sound
from app.media.words import Words, clean_text

HUES = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
SMOOTH = np.asarray(Image.fromarray(HUES).resize((128, 128), Image.Resampling.BICUBIC))
PHOTO = Picture(SMOOTH, "p", "photo", 128, 128)
TONE = Sound(
    np.sin(np.arange(22_050) / 8).astype(np.float32) * np.float32(0.3), 22_050, 1.0, "s", "tone"
)
LONG = clean_text("The quick brown fox jumps over the lazy dog. " * 20)


def test_a_picture_is_as_jpeg_leaves_it_at_quality_ten() -> None:
    spoilt = spoilt_picture(PHOTO)
    buffer = io.BytesIO()
    Image.fromarray(PHOTO.pixels).save(buffer, "JPEG", quality=10)
    np.testing.assert_array_equal(spoilt.pixels, np.asarray(Image.open(buffer)))
    error = np.abs(spoilt.pixels.astype(float) - PHOTO.pixels).mean()
    assert 2 < error < 20
    assert spoilt.sha256 == PHOTO.sha256


def test_noise_is_ten_decibels_below_the_sound() -> None:
    noise = spoilt_sound(TONE).samples - TONE.samples
    ratio = 10 * np.log10(np.mean(TONE.samples**2) / np.mean(noise**2))
    assert ratio == pytest.approx(10, abs=0.2)
    assert abs(np.corrcoef(noise[1:], noise[:-1])[0, 1]) < 0.05  # white
    silent = Sound(np.zeros(100, dtype=np.float32), 100, 1.0, "z", "silence")
    assert not spoilt_sound(silent).samples.any()


def test_about_every_fifth_character_is_mistyped() -> None:
    spoilt = spoilt_words(LONG).text
    assert 0.15 < edits(LONG.text, spoilt) / len(LONG.text) < 0.3  # a swap is two edits
    assert abs(len(spoilt) - len(LONG.text)) < 0.05 * len(LONG.text)


def edits(one: str, other: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, wanted in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (letter != wanted)),
            )
    return row[-1]


def test_a_short_text_keeps_a_character() -> None:
    for number in range(60):
        assert spoilt_words(Words("a", f"{number}", "text")).text


def test_the_seed_and_the_medium_draw() -> None:
    assert spoilt_words(LONG, 1) == spoilt_words(LONG, 1) != spoilt_words(LONG, 2)
    one, two = spoilt_sound(TONE, 1).samples, spoilt_sound(TONE, 2).samples
    np.testing.assert_array_equal(one, spoilt_sound(TONE, 1).samples)
    assert not np.array_equal(one, two)


class Lengths:
    """Encodes a text by its length."""

    identity = ModelIdentity("lengths", "d" * 64, "cpu")
    device, modality, dimension = CPU, Modality.TEXT, 1
    parts = (FeaturePart("length", 1),)

    def encode(
        self, media: Sequence[Words], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        return np.array([[len(words.text)] for words in media], dtype=np.float32)


def test_an_encoder_sees_spoilt_media_and_says_so() -> None:
    encoder = SpoiltEncoder(Lengths(), spoilt_words, 3)
    assert encoder.encode([LONG])[0, 0] == len(spoilt_words(LONG, 3).text)
    digests = {
        Lengths.identity.digest,
        encoder.identity.digest,
        SpoiltEncoder(Lengths(), spoilt_words, 4).identity.digest,
    }
    assert len(digests) == 3 and encoder.identity.name == "lengths"
