"""What kind of sound it is: silence, speech, music, an animal or an object.

Silence is a matter of level, speech of the voice gate. The rest goes to the nearest of three
directions in the space of aiSFX, the lite pack's sound encoder: the square roots of its features,
of unit length, less the mean of the three kinds' means; a kind's direction is its mean there.
The directions in ``resources/sound_kinds.safetensors`` were fitted to Tux Paint's recordings, 64 of
animals, 7 of music and 25 of objects, each file once.

Held out, measured 100 times on a random half that the directions were not fitted to
(``tests/encoders/labels/test_sound_kinds.py`` repeats it in part):

======  ======  =====  ======
truth   animal  music  object
======  ======  =====  ======
animal    0.82   0.01    0.17
music     0.07   0.92    0.01
object    0.32   0.07    0.62
======  ======  =====  ======

That is right for 78 % of the recordings; always saying "animal" would be right for 67 % of them and
for one kind of three. Music rests on seven recordings of instruments, so its figure is rough. The
voice gate hears 64 of 66 English spoken descriptions and 60 of 60 in other languages; of the
recordings it takes one of an animal or object for speech, a very short one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load as read_tensors

from app.core.errors import FusionError
from app.encoders.labels.guess import LabelGuess
from app.encoders.speech import VoiceGate
from app.media.quality import SILENT_RMS
from app.media.quality_sound import loudness
from app.media.sound import Sound

GIVER = "aisfx, voice gate"
RESOURCE = "sound_kinds.safetensors"
_SHARPNESS = 20.0
"""Turns cosines into chances; with 20 the mean confidence is 0.74, near the share of hits."""


class SoundKind(str, Enum):
    """What a sound comes from."""

    SPEECH = "speech"
    MUSIC = "music"
    ANIMAL = "animal"
    OBJECT = "object"
    SILENCE = "silence"


LEARNT_KINDS = (SoundKind.ANIMAL, SoundKind.MUSIC, SoundKind.OBJECT)


@dataclass(frozen=True)
class SoundKindModel:
    """Directions of animals, music and objects.

    Attributes
    ----------
    origin
        Shape (d,), float32: the mean of the kinds' means.
    directions
        Shape (3, d), float32, unit rows, in the order of :data:`LEARNT_KINDS`.
    """

    origin: NDArray[np.float32]
    directions: NDArray[np.float32]

    def chances(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the chance of each of :data:`LEARNT_KINDS`, ``(n, 3)``, of aiSFX features."""
        if features.ndim != 2 or features.shape[1] != len(self.origin):
            raise FusionError(
                "kinds of sound",
                f"need {len(self.origin)} features a sound, not {features.shape}; use the lite "
                "pack's sound encoder",
            )
        scores = _SHARPNESS * (_rooted(features) - self.origin) @ self.directions.T
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return chances


def fit_sound_kinds(features: NDArray[np.float32], kinds: Sequence[SoundKind]) -> SoundKindModel:
    """Fit directions to sounds whose kind is known.

    Parameters
    ----------
    features
        Shape (n, d), float32, of aiSFX.
    kinds
        n kinds, each of :data:`LEARNT_KINDS` at least once.

    Raises
    ------
    FusionError
        When there is no sound of a kind.
    """
    rooted = _rooted(features)
    means = []
    for kind in LEARNT_KINDS:
        rows = [row for row, one in enumerate(kinds) if one is kind]
        if not rows:
            raise FusionError("kinds of sound", f"have no example of {kind.value}; add one")
        means.append(rooted[rows].mean(axis=0))
    origin = np.mean(means, axis=0)
    away = np.stack(means) - origin
    directions = away / np.linalg.norm(away, axis=1, keepdims=True)
    return SoundKindModel(origin.astype(np.float32), directions.astype(np.float32))


def read_sound_kinds() -> SoundKindModel:
    """Return the directions that come with the program."""
    arrays = read_tensors(files("resources").joinpath(RESOURCE).read_bytes())
    return SoundKindModel(arrays["origin"], arrays["directions"])


def sound_kind(
    sound: Sound,
    voice: NDArray[np.float32],
    features: NDArray[np.float32],
    model: SoundKindModel,
    gate: VoiceGate | None = None,
) -> LabelGuess:
    """Return the kind of a sound.

    The confidence of silence is 1; of speech, the surest probability of a voice; of the others, the
    chance among the three.

    Parameters
    ----------
    sound
        For its level.
    voice
        Probability of a voice in each 32 ms, as
        :meth:`~app.encoders.speech.VoiceDetector.listen` gives it.
    features
        Shape (d,), of the lite pack's sound encoder.
    model
        As :func:`read_sound_kinds` returns it.
    gate
        When a sound counts as speech.
    """
    if loudness(sound.samples) < SILENT_RMS:
        return LabelGuess(SoundKind.SILENCE.value, 1.0)
    if (gate or VoiceGate()).hears(voice):
        return LabelGuess(SoundKind.SPEECH.value, float(voice.max()))
    chances = model.chances(features[None, :])[0]
    best = int(chances.argmax())
    return LabelGuess(LEARNT_KINDS[best].value, float(chances[best]))


def _rooted(features: NDArray[np.float32]) -> NDArray[np.float32]:
    roots = np.sqrt(np.maximum(features, 0.0))
    lengths = np.linalg.norm(roots, axis=1, keepdims=True)
    return (roots / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
