"""Speech becomes words; nothing else does."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled, WeightsError
from app.core.home import Home
from app.core.progress import Cancellation
from app.encoders.device import CPU
from app.encoders.speech import Transcriber
from app.encoders.weights import WeightStore
from app.media.sound import load_sound
from tests.encoders.conftest import sound_of

STAMPS = Path("/usr/share/tuxpaint/stamps")
# Recordings of people among the effects: letters, numbers, a radio message, exclamations.
SPOKEN = re.compile(r"umlaut|eszett|dreydl|apollo|^\d|happy|mad|sad")
RATE = 16_000


@pytest.fixture(scope="module")
def transcriber(lite_store: WeightStore) -> Transcriber:
    return Transcriber(lite_store, CPU)


def music(seconds: float) -> NDArray[np.float32]:
    """Chords of plucked strings with a beat."""
    time = np.arange(int(RATE * seconds)) / RATE
    beat = time % 0.5
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220.0, 277.2, 329.6, 440.0))
    return (0.2 * chord * np.exp(-5 * beat)).astype(np.float32)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
def test_a_spoken_phrase_becomes_words(transcriber: Transcriber, tmp_path: Path) -> None:
    path = tmp_path / "spoken phrase.wav"
    phrase = "I am looking for a red apple and a yellow banana"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", str(path), phrase], check=True)
    heard = transcriber.transcribe(load_sound(path))
    assert {"red", "apple", "yellow", "banana"} <= set(re.findall(r"\w+", heard.text.lower()))
    assert heard.speech_probability > 0.8


@pytest.mark.parametrize("kind", ["silence", "nothing", "noise", "tone", "music", "click"])
def test_what_is_not_speech_has_no_words(transcriber: Transcriber, kind: str) -> None:
    random, count = np.random.default_rng(1), 3 * RATE
    samples = {
        "silence": np.zeros(count, np.float32),
        "nothing": np.zeros(1, np.float32),
        "noise": random.normal(0, 0.2, count).astype(np.float32),
        "tone": np.sin(2 * np.pi * 440 * np.arange(count) / RATE).astype(np.float32),
        "music": music(6.0),
        "click": np.eye(1, count, 900, dtype=np.float32)[0],
    }[kind]
    assert transcriber.transcribe(sound_of(samples, RATE)).text == ""


def test_no_voice_needs_no_weights(home: Home) -> None:
    heard = Transcriber(WeightStore(home), CPU).transcribe(sound_of(music(1.0), RATE))
    assert heard.text == ""


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
def test_missing_weights_are_named(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    subprocess.run(["espeak-ng", "-w", str(path), "hello there, how are you today"], check=True)
    with pytest.raises(WeightsError, match="triad models fetch lite-speech"):
        Transcriber(WeightStore(home), CPU).transcribe(load_sound(path))


def test_a_cancelled_transcription_ends(transcriber: Transcriber) -> None:
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        transcriber.transcribe(sound_of(music(1.0), RATE), flag)


def _caption(description: Path) -> str:
    path = description.with_name(description.name.replace("_desc.ogg", ".txt"))
    return path.read_text("utf-8").splitlines()[0] if path.is_file() else ""


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not STAMPS.is_dir(), reason="needs the Tux Paint stamps")
def test_spoken_names_of_stamps_are_heard(transcriber: Transcriber) -> None:
    heard = 0
    right = 0
    named = {path: _caption(path) for path in sorted(STAMPS.rglob("*_desc.ogg"))}
    paths = [path for path, caption in named.items() if caption]
    assert len(paths) >= 60
    for path in paths:
        text = transcriber.transcribe(load_sound(path)).text.lower()
        name = re.findall(r"\w+", named[path].lower())[-1]
        heard += bool(text)
        right += name.rstrip("s") in text
    print(f"of {len(paths)} spoken names {heard} gave words, {right} the right noun")  # noqa: T201
    assert heard >= 0.85 * len(paths)
    assert right >= 0.4 * len(paths)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not STAMPS.is_dir(), reason="needs the Tux Paint stamps")
def test_animals_and_machines_say_no_words(transcriber: Transcriber) -> None:
    effects = [
        path
        for path in sorted(STAMPS.rglob("*.ogg"))
        if path.with_suffix(".png").exists() or path.with_suffix(".svg").exists()
    ]
    effects = [path for path in effects if not SPOKEN.search(path.stem)]
    assert len(effects) >= 90
    words = {path.name: transcriber.transcribe(load_sound(path)).text for path in effects}
    false = {name: text for name, text in words.items() if text}
    print(f"of {len(effects)} sounds without speech {len(false)} gave words: {false}")  # noqa: T201
    assert len(false) <= 2, false
