from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.core.errors import FusionError
from app.core.home import Home
from app.core.item import MediumRole
from app.core.modality import Modality
from app.encoders.device import CPU
from app.encoders.encoder import EncoderPack
from app.encoders.labels.guess import LabelGuess
from app.encoders.labels.sound_kinds import (
    LEARNT_KINDS,
    SoundKind,
    fit_sound_kinds,
    read_sound_kinds,
    sound_kind,
)
from app.encoders.lite.audio import LiteAudioEncoder
from app.encoders.speech import VoiceDetector
from app.encoders.weights import WeightStore
from app.media.sound import Sound
from tests.encoders.conftest import sound_of
from tests.encoders.labels.speaking import spoken

RATE = 44_100
SPOKEN = ("symbols/", "seasonal/hanukkah", "seasonal/halloween/ghost", "space/apollo_lander")
PLAYED = ("hobbies/music", "military/final-roll-call")
SILENT = ("nandou", "iguana", "giraffe", "wombat")
CALLED = ("animals/", "seasonal/halloween/blackcat", "seasonal/halloween/bat_left")


@dataclass(frozen=True)
class Recordings:
    """Features of Tux Paint's recordings that are neither speech nor silence, each once."""

    features: NDArray[np.float32]
    kinds: list[SoundKind]

    def rows(self, rows: NDArray[np.int64]) -> Recordings:
        return Recordings(self.features[rows], [self.kinds[row] for row in rows.tolist()])


@pytest.fixture(scope="module")
def recordings(prepared_home: Home, lite_pack: EncoderPack) -> Recordings:
    features, kinds, seen = [], [], set()
    with Catalog.open(prepared_home.catalogs / "tuxpaint", read_only=True) as catalog:
        for item in catalog.items():
            for medium in item.media:
                is_content = medium.role is MediumRole.CONTENT
                if medium.modality is not Modality.AUDIO or not is_content:
                    continue
                vector = catalog.feature(medium.sha256, lite_pack.audio.identity.digest)
                if vector is None or medium.sha256 in seen or is_left_out(item.item_id):
                    continue
                seen.add(medium.sha256)
                features.append(vector)
                kinds.append(kind_of(item.item_id))
    return Recordings(np.stack(features), kinds)


def is_left_out(item_id: str) -> bool:
    return item_id.startswith(SPOKEN) or item_id.endswith(SILENT)


def kind_of(item_id: str) -> SoundKind:
    if item_id.startswith(PLAYED):
        return SoundKind.MUSIC
    return SoundKind.ANIMAL if item_id.startswith(CALLED) else SoundKind.OBJECT


@pytest.fixture
def audio(weights_home: Home) -> LiteAudioEncoder:
    return LiteAudioEncoder(WeightStore(weights_home), CPU)


def heard(audio: LiteAudioEncoder, sound: Sound) -> LabelGuess:
    features = audio.encode([sound])[0]
    return sound_kind(sound, VoiceDetector().listen(sound), features, read_sound_kinds())


def chords() -> NDArray[np.float32]:
    """Return four chords, each note with five overtones that fade."""
    time = np.arange(round(0.6 * RATE)) / RATE
    chords = [(261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6)]
    notes = [
        sum(
            np.sin(2 * np.pi * pitch * overtone * time) / overtone
            for pitch in chord
            for overtone in range(1, 6)
        )
        * np.exp(-2 * time)
        for chord in chords
    ]
    samples = np.concatenate(notes)
    levelled: NDArray[np.float32] = (0.5 * samples / np.abs(samples).max()).astype(np.float32)
    return levelled


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
def test_a_voice_is_speech(audio: LiteAudioEncoder, tmp_path: Path) -> None:
    guess = heard(audio, spoken(tmp_path))
    assert guess.label == SoundKind.SPEECH.value
    assert guess.confidence > 0.845


def test_chords_are_music_and_clicks_are_an_object(audio: LiteAudioEncoder) -> None:
    assert heard(audio, sound_of(chords(), RATE)).label == SoundKind.MUSIC.value
    clicks = np.zeros(2 * RATE, np.float32)
    clicks[:: RATE // 4] = 0.8
    assert heard(audio, sound_of(clicks, RATE)).label == SoundKind.OBJECT.value


@pytest.mark.parametrize("level", [0.0, 5e-4])
def test_what_nobody_hears_is_silence(audio: LiteAudioEncoder, level: float) -> None:
    noise = np.random.default_rng(0).normal(0, level, RATE).astype(np.float32)
    assert heard(audio, sound_of(noise, RATE)) == LabelGuess(SoundKind.SILENCE.value, 1.0)


def test_a_half_that_was_not_fitted_to_is_told_apart(recordings: Recordings) -> None:
    """Repeat in part what the module says: recall of each kind over random halves."""
    numbers = np.array([LEARNT_KINDS.index(kind) for kind in recordings.kinds])
    confusion = np.zeros((3, 3))
    for seed in range(20):
        order = np.random.default_rng(seed).permutation(len(numbers))
        fitted = np.concatenate(
            [order[numbers[order] == kind][::2] for kind in range(len(LEARNT_KINDS))]
        )
        held_out = np.setdiff1d(order, fitted)
        half = recordings.rows(fitted)
        found = fit_sound_kinds(half.features, half.kinds).chances(recordings.features[held_out])
        np.add.at(confusion, (numbers[held_out], found.argmax(axis=1)), 1)
    recalls = np.diag(confusion) / confusion.sum(axis=1)
    assert recalls.min() > 0.5
    assert recalls.mean() > 0.7


def test_the_directions_that_come_along_are_those_of_the_recordings(
    recordings: Recordings,
) -> None:
    fitted, shipped = fit_sound_kinds(recordings.features, recordings.kinds), read_sound_kinds()
    cosines = (fitted.directions * shipped.directions).sum(axis=1)
    assert cosines.min() > 0.98


def test_a_kind_without_an_example_and_other_features_are_refused() -> None:
    with pytest.raises(FusionError, match="no example of music"):
        fit_sound_kinds(np.ones((2, 4), np.float32), [SoundKind.ANIMAL, SoundKind.OBJECT])
    with pytest.raises(FusionError, match="need 512 features"):
        read_sound_kinds().chances(np.ones((1, 4), np.float32))
