from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.core.modality import Modality, PerModality
from app.core.query import Query
from app.engine.messages import MediumReport
from app.ui.query_model import QueryModel, Transcript

PICTURE = MediumReport("p.png", Modality.IMAGE, "1", "")
SOUND = MediumReport("s.wav", Modality.AUDIO, "2", "")
TEXT = MediumReport("t.txt", Modality.TEXT, "3", "", text="from a file")


def test_media_words_and_weights_become_the_query() -> None:
    model = QueryModel()
    model.add(PICTURE)
    model.add(SOUND)
    model.set_words("a duck")
    model.add(TEXT)
    model.set_weight(Modality.IMAGE, 0.5)
    model.set_muted(Modality.AUDIO, True)
    assert model.query == Query(
        ("p.png",), ("a duck", "from a file"), ("s.wav",), None, PerModality(0.5, 1.0, 0.0)
    )


def test_a_text_file_fills_the_empty_words_field() -> None:
    model = QueryModel()
    model.add(TEXT)
    assert model.words == "from a file"
    assert model.media(Modality.TEXT) == ()


def test_the_same_medium_is_taken_once() -> None:
    model = QueryModel()
    model.add(PICTURE)
    model.add(PICTURE)
    assert model.query.images == ("p.png",)


@pytest.mark.parametrize(("given", "kept"), [(-1.0, 0.0), (3.0, 2.0), (1.25, 1.25)])
def test_weights_stay_between_0_and_2(given: float, kept: float) -> None:
    model = QueryModel()
    model.set_weight(Modality.TEXT, given)
    assert model.query.weights.text == kept


def test_muting_keeps_the_slider(qtbot: QtBot) -> None:
    model = QueryModel()
    model.set_weight(Modality.TEXT, 1.5)
    with qtbot.waitSignal(model.query_changed):
        model.set_muted(Modality.TEXT, True)
    assert model.query.weights.text == 0.0
    assert model.weight(Modality.TEXT) == 1.5


def test_another_sound_forgets_what_was_heard() -> None:
    model = QueryModel()
    model.add(SOUND)
    model.hear("hello")
    assert model.query.transcript == "hello"
    model.remove(SOUND)
    assert model.transcript is None
    assert model.query.transcript is None


def test_a_removed_transcript_is_not_asked_for_again() -> None:
    model = QueryModel()
    model.add(SOUND)
    model.hear("hello")
    model.set_transcript(Transcript(""))
    model.hear("hello")
    assert model.query.transcript == ""
