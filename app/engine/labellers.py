"""What labels media without a person: each says what it sees, hears or reads, and how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.encoders.device import Device
from app.encoders.encoder import EncoderPack
from app.encoders.labels.guess import LabelGuess
from app.encoders.labels.image_classes import image_class
from app.encoders.labels.prosody import measure_prosody
from app.encoders.labels.sentiment import GIVER as SENTIMENT_GIVER
from app.encoders.labels.sentiment import SentimentLabeller
from app.encoders.labels.sound_kinds import GIVER as SOUND_GIVER
from app.encoders.labels.sound_kinds import SoundKind, read_sound_kinds, sound_kind
from app.encoders.labels.vocal_affect import GIVER as AFFECT_GIVER
from app.encoders.labels.vocal_affect import vocal_affect
from app.encoders.lite.audio import LiteAudioEncoder
from app.encoders.lite.image import LiteImageEncoder
from app.encoders.lite.text import LiteTextEncoder
from app.encoders.speech import VoiceDetector
from app.encoders.weights import WeightStore
from app.media.picture import Picture
from app.media.sound import Sound

IMAGE_CLASS = "image class"
TEXT_SENTIMENT = "text sentiment"
SOUND_KIND = "sound kind"
VOCAL_AFFECT = "vocal affect"

Guesses = dict[str, LabelGuess]
"""What was said of one medium, by the name of the set of labels."""


class Labellers:
    """The four labellers; their models load at their first use.

    Parameters
    ----------
    image
        The lite pack's encoder of pictures, which also classifies.
    audio
        The lite pack's encoder of sounds.

    Attributes
    ----------
    givers
        Who labels in each set.
    """

    def __init__(self, image: LiteImageEncoder, audio: LiteAudioEncoder) -> None:
        self._image = image
        self._audio = audio
        self._sentiment = SentimentLabeller()
        self._voices = VoiceDetector()
        self._kinds = read_sound_kinds()
        self.givers: Mapping[str, str] = {
            IMAGE_CLASS: image.identity.name,
            TEXT_SENTIMENT: SENTIMENT_GIVER,
            SOUND_KIND: SOUND_GIVER,
            VOCAL_AFFECT: AFFECT_GIVER,
        }

    def label_pictures(
        self, pictures: Sequence[Picture], cancellation: Cancellation
    ) -> list[Guesses]:
        """Return what each picture shows."""
        probabilities = self._image.classify(pictures, cancellation)
        return [{IMAGE_CLASS: image_class(row)} for row in probabilities]

    def label_texts(self, texts: Sequence[str], cancellation: Cancellation) -> list[Guesses]:
        """Return how each English text speaks of its thing."""
        return [{TEXT_SENTIMENT: self._sentiment.label(text)} for text in texts]

    def label_sounds(self, sounds: Sequence[Sound], cancellation: Cancellation) -> list[Guesses]:
        """Return of what kind each sound is, and how each voice among them speaks."""
        features = self._audio.encode(sounds, cancellation)
        return [self._label_sound(one, row) for one, row in zip(sounds, features, strict=True)]

    def _label_sound(self, sound: Sound, features: NDArray[np.float32]) -> Guesses:
        voice = self._voices.listen(sound)
        guess = sound_kind(sound, voice, features, self._kinds)
        affect = _affect_of(sound, voice) if guess.label == SoundKind.SPEECH.value else {}
        return {SOUND_KIND: guess, **affect}

    def label_voices(self, sounds: Sequence[Sound], cancellation: Cancellation) -> list[Guesses]:
        """Return how each voice speaks; nothing for a sound without one."""
        return [_affect_of(sound, self._voices.listen(sound)) for sound in sounds]


def _affect_of(sound: Sound, voice: NDArray[np.float32]) -> Guesses:
    prosody = measure_prosody(sound, voice)
    return {} if prosody is None else {VOCAL_AFFECT: vocal_affect(prosody)}


def open_labellers(pack: EncoderPack, weights: WeightStore, device: Device) -> Labellers:
    """Return the labellers, over the encoders in memory where these are the lite pack's."""
    image, audio = pack.image, pack.audio
    if not isinstance(image, LiteImageEncoder) or not isinstance(audio, LiteAudioEncoder):
        image = LiteImageEncoder(weights, LiteTextEncoder(weights, device), device)
        audio = LiteAudioEncoder(weights, device)
    return Labellers(image, audio)
