"""Speech becomes words beside the query."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled
from app.core.modality import PerModality
from app.core.progress import Cancellation
from app.core.query import Query
from app.core.recommendation import Answer
from app.encoders.speech import Transcript
from app.engine.engine import Engine
from app.engine.listening import Listener
from app.engine.messages import Level, Recommend
from app.media.sound import Sound
from tests.engine.conftest import DRAKE, VIOLIN, no_partial

Early = list["Answer | Level"]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("speech") / "spoken.wav"
    words = "I am looking for a red apple"
    subprocess.run(["espeak-ng", "-s", "130", "-w", str(path), words], check=True, timeout=60)
    return str(path)


def test_words_that_were_heard_count_as_text(own_engine: Engine, spoken: str) -> None:
    early: Early = []
    job = Recommend(Query(sounds=(spoken,)), top=20)
    answer = own_engine.recommend(job, early.append)
    (first,) = early
    assert isinstance(first, Answer)
    assert first.query.transcript is None
    assert all(result.contributions.text == 0.0 for result in first.results)
    assert "apple" in (answer.query.transcript or "").lower()
    assert answer.timings.transcribe > 0
    assert any("apple" in result.title.lower() for result in answer.results[:5])
    for result in answer.results:
        assert result.contributions.text != 0.0
        total = sum(share for _, share in result.contributions.items())
        assert result.baseline + total == pytest.approx(result.score, abs=1e-5)
    again = own_engine.recommend(job, no_partial)
    assert again.query.transcript == answer.query.transcript


def test_only_the_words_count_when_the_sound_is_muted(own_engine: Engine, spoken: str) -> None:
    query = Query(sounds=(spoken,), weights=PerModality(1.0, 1.0, 0.0))
    answer = own_engine.recommend(Recommend(query), no_partial)
    assert all(result.contributions.audio == 0.0 for result in answer.results)
    for result in answer.results:
        assert result.contributions.text == pytest.approx(result.score, abs=1e-9)


def test_animals_and_music_say_nothing(own_engine: Engine) -> None:
    for sound in (DRAKE, VIOLIN):
        early: Early = []
        answer = own_engine.recommend(Recommend(Query(sounds=(sound,))), early.append)
        assert answer.query.transcript == ""
        (first,) = early
        assert isinstance(first, Answer)
        assert answer.results == first.results


class PatientTranscriber:
    """Hears the name of the rate of the sound, once its gate is open."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.started = threading.Semaphore(0)
        self.heard: list[str] = []

    def transcribe(self, sound: Sound, cancellation: Cancellation) -> Transcript:
        self.heard.append(Path(sound.source).name)
        self.started.release()
        cancellation.when_cancelled(self.gate.set)
        self.gate.wait(20)
        cancellation.check()
        return Transcript(f" heard {Path(sound.source).stem} ", 1.0)

    def once_started(self, act: Callable[[], None]) -> None:
        """Act as soon as another sound is being listened to."""
        assert self.started.acquire(timeout=20)
        act()


@pytest.fixture
def transcriber() -> Iterator[PatientTranscriber]:
    patient = PatientTranscriber()
    yield patient
    patient.gate.set()


@pytest.fixture
def listener(transcriber: PatientTranscriber) -> Iterator[Listener]:
    listening = Listener(lambda: transcriber)  # type: ignore[arg-type, return-value]
    yield listening
    transcriber.gate.set()
    listening.close()


def test_who_stops_waiting_does_not_stop_the_listening(
    listener: Listener, transcriber: PatientTranscriber
) -> None:
    impatient = Cancellation()
    sounds = {"drake": DRAKE}
    waiting = threading.Thread(target=lambda: transcriber.once_started(impatient.cancel))
    waiting.start()
    with pytest.raises(Cancelled):
        listener.words_in(sounds, impatient)
    waiting.join()
    assert listener.known(sounds) is None
    transcriber.gate.set()
    assert listener.words_in(sounds, Cancellation()) == "heard drake"
    assert transcriber.heard == ["drake.ogg"]
    assert listener.known(sounds) == "heard drake"


def test_another_sound_takes_the_place_of_the_old_one(
    listener: Listener, transcriber: PatientTranscriber
) -> None:
    impatient = Cancellation()
    waiting = threading.Thread(target=lambda: transcriber.once_started(impatient.cancel))
    waiting.start()
    with pytest.raises(Cancelled):
        listener.words_in({"drake": DRAKE}, impatient)
    waiting.join()
    opener = threading.Thread(target=lambda: transcriber.once_started(transcriber.gate.set))
    opener.start()
    assert listener.words_in({"violin": VIOLIN}, Cancellation()) == "heard violin"
    opener.join()
    assert listener.known({"drake": DRAKE}) is None


def test_words_of_several_sounds_are_joined(
    listener: Listener, transcriber: PatientTranscriber
) -> None:
    transcriber.gate.set()
    words = listener.words_in({"drake": DRAKE, "violin": VIOLIN}, Cancellation())
    assert words == "heard drake heard violin"


def test_an_error_is_not_remembered(transcriber: PatientTranscriber) -> None:
    transcriber.gate.set()
    models: list[object] = [ZeroDivisionError("once"), transcriber]

    def give() -> object:
        model = models.pop(0)
        if isinstance(model, Exception):
            raise model
        return model

    listening = Listener(give)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        listening.words_in({"drake": DRAKE}, Cancellation())
    assert listening.words_in({"drake": DRAKE}, Cancellation()) == "heard drake"
    listening.close()
