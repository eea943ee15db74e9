"""Spoil media in a way that can be repeated: a bad JPEG, a noisy microphone, hasty typing."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import Encoder, EncoderPack, FeaturePart
from app.media.picture import Picture
from app.media.sound import Sound
from app.media.words import Words

JPEG_QUALITY = 10
NOISE_DECIBELS = 10.0
"""Signal-to-noise ratio of a spoilt sound."""

TYPO_SHARE = 0.2
"""Chance that a character of a spoilt text is wrong."""

M = TypeVar("M")

_RECIPE = "JPEG 10, white noise at 10 dB, 20 % typos; 1"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def spoilt_picture(picture: Picture, seed: int = 0) -> Picture:
    """Return the picture after JPEG compression at quality 10; the seed does not matter."""
    buffer = io.BytesIO()
    Image.fromarray(picture.pixels).save(buffer, "JPEG", quality=JPEG_QUALITY)
    with Image.open(buffer) as opened:
        return replace(picture, pixels=np.asarray(opened.convert("RGB")))


def spoilt_sound(sound: Sound, seed: int = 0) -> Sound:
    """Return the sound with white noise, 10 dB below it; silence stays silent.

    Parameters
    ----------
    seed
        Draws the noise, together with the sound's sha256.
    """
    power = float(np.mean(np.square(sound.samples, dtype=np.float64)))
    deviation = np.sqrt(power / 10 ** (NOISE_DECIBELS / 10))
    noise = _chance(sound.sha256, seed).normal(0.0, deviation, len(sound.samples))
    return replace(sound, samples=(sound.samples + noise).astype(np.float32))


def spoilt_words(words: Words, seed: int = 0) -> Words:
    """Return the text with about every fifth character mistyped.

    Each is, with equal chances, replaced by a letter, left out, doubled, or swapped with the
    next one. At least one character stays.

    Parameters
    ----------
    seed
        Draws the typos, together with the text's sha256.
    """
    chance, letters = _chance(words.sha256, seed), list(words.text)
    typed: list[str] = []
    place = 0
    while place < len(letters):
        taken, written = 1, letters[place]
        if chance.random() < TYPO_SHARE:
            taken, written = _mistyped(letters[place : place + 2], chance)
        typed.append(written)
        place += taken
    return replace(words, text="".join(typed).strip() or words.text)


def _mistyped(letters: Sequence[str], chance: np.random.Generator) -> tuple[int, str]:
    """Return how many letters are used up, and what is written for them."""
    kind = int(chance.integers(4))
    if kind == 0:
        return 1, _LETTERS[int(chance.integers(len(_LETTERS)))]
    if kind == 1:
        return 1, ""
    if kind == 2:
        return 1, letters[0] * 2
    return len(letters), "".join(reversed(letters))


def _chance(sha256: str, seed: int) -> np.random.Generator:
    drawn = hashlib.sha256(f"{seed} {sha256}".encode()).digest()
    return np.random.default_rng(int.from_bytes(drawn[:8], "big"))


@dataclass(frozen=True)
class SpoiltEncoder(Generic[M]):
    """An encoder that sees every medium spoilt; its features have a digest of their own.

    Attributes
    ----------
    encoder
        What encodes.
    spoil
        What spoils, given a medium and the seed.
    seed
        Draws noise and typos.
    """

    encoder: Encoder[M]
    spoil: Callable[[M, int], M]
    seed: int

    @property
    def identity(self) -> ModelIdentity:
        """The encoder's own, with another digest."""
        own = self.encoder.identity
        seen = f"{own.digest} {_RECIPE} {self.seed}"
        return replace(own, digest=hashlib.sha256(seen.encode()).hexdigest())

    @property
    def device(self) -> Device:
        """Where the encoder runs."""
        return self.encoder.device

    @property
    def modality(self) -> Modality:
        """What it encodes."""
        return self.encoder.modality

    @property
    def dimension(self) -> int:
        """Columns of a feature vector."""
        return self.encoder.dimension

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """The encoder's own."""
        return self.encoder.parts

    def encode(
        self, media: Sequence[M], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return the features of the spoilt media, shape (n, dimension), float32."""
        return self.encoder.encode([self.spoil(one, self.seed) for one in media], cancellation)


def spoilt_pack(pack: EncoderPack, seed: int = 0) -> EncoderPack:
    """Return a pack that sees every medium spoilt."""
    return EncoderPack(
        f"{pack.name}, spoilt",
        SpoiltEncoder(pack.image, spoilt_picture, seed),
        SpoiltEncoder(pack.text, spoilt_words, seed),
        SpoiltEncoder(pack.audio, spoilt_sound, seed),
    )
