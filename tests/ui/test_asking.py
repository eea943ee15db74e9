from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.core.modality import Modality
from app.core.query import Query
from app.engine.messages import Answer, Failure, MediumReport, Recommend
from app.ui.engine_client import EngineClient
from app.ui.query_model import Transcript
from app.ui.services import Services

PATIENCE = 20_000
SOUND = MediumReport("s.wav", Modality.AUDIO, "1", "a sound")
PICTURE = MediumReport("p.png", Modality.IMAGE, "2", "a picture")


def collect(services: Services) -> list[Answer]:
    answers: list[Answer] = []
    services.asking.answered.connect(answers.append)
    services.engine.start()
    return answers


def count_submissions(services: Services) -> list[object]:
    """Watch what is submitted without changing what happens."""
    jobs: list[object] = []
    engine = services.engine
    submit = engine.submit

    def watched(*arguments: object, **options: object) -> int:
        if isinstance(arguments[0], Recommend):
            jobs.append(arguments[0])
        return submit(*arguments, **options)  # type: ignore[arg-type]

    engine.submit = watched  # type: ignore[method-assign]
    return jobs


def test_typed_words_are_asked_after_a_pause_and_only_once(
    qtbot: QtBot, services: Services
) -> None:
    answers = collect(services)
    jobs = count_submissions(services)
    for words in ("a", "a r", "a red fruit"):
        services.model.set_words(words)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert [answer.query.texts for answer in answers] == [("a red fruit",)]
    assert len(jobs) == 1


def test_a_storm_of_slider_moves_has_one_request_in_flight_and_ends_at_the_last(
    qtbot: QtBot, services: Services
) -> None:
    answers = collect(services)
    services.model.add(PICTURE)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    jobs = count_submissions(services)
    for step in range(200):
        services.model.set_weight(Modality.IMAGE, step / 100)
    qtbot.waitUntil(lambda: answers[-1].query.weights.image == 1.99, timeout=PATIENCE)
    assert len(jobs) <= 3
    assert services.asking.is_idle


def test_a_late_answer_to_an_older_query_is_never_shown(qtbot: QtBot, services: Services) -> None:
    answers = collect(services)
    services.model.set_words("slow")
    services.asking.ask()
    services.model.set_words("apple")
    services.asking.ask()
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    services.model.set_words("pear")
    services.asking.ask()
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE)
    assert [answer.query.texts for answer in answers] == [("apple",), ("pear",)]


def test_heard_words_come_with_a_second_answer_and_are_not_asked_again(
    qtbot: QtBot, services: Services
) -> None:
    answers = collect(services)
    jobs = count_submissions(services)
    services.model.add(SOUND)
    with qtbot.waitSignal(services.asking.completed, timeout=PATIENCE):
        pass
    assert [answer.query.transcript for answer in answers] == [None, "a red fruit"]
    assert services.model.transcript == Transcript("a red fruit")
    assert len(jobs) == 1


def test_an_edited_transcript_is_asked_and_a_switched_off_one_is_silent(
    qtbot: QtBot, services: Services
) -> None:
    answers = collect(services)
    services.model.add(SOUND)
    with qtbot.waitSignal(services.asking.completed, timeout=PATIENCE):
        pass
    services.model.set_transcript(Transcript("a green fruit"))
    qtbot.waitUntil(lambda: answers[-1].query.transcript == "a green fruit", timeout=PATIENCE)
    services.model.set_transcript(Transcript("a green fruit", enabled=False))
    qtbot.waitUntil(lambda: answers[-1].query.transcript == "", timeout=PATIENCE)


def test_nothing_is_asked_when_everything_is_muted_or_gone(
    qtbot: QtBot, services: Services
) -> None:
    answers = collect(services)
    services.model.set_words("apple")
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    with qtbot.waitSignal(services.asking.emptied):
        services.model.set_muted(Modality.TEXT, True)
    services.model.set_muted(Modality.TEXT, False)
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE)
    with qtbot.waitSignal(services.asking.emptied):
        services.model.clear()
        services.asking.ask()
    assert services.model.query == Query()


def test_a_refusal_is_told_once_and_the_next_query_works(qtbot: QtBot, services: Services) -> None:
    answers = collect(services)
    refusals: list[Failure] = []
    services.asking.refused.connect(refusals.append)
    services.model.set_words("refuse")
    qtbot.waitUntil(lambda: bool(refusals), timeout=PATIENCE)
    services.model.set_words("apple")
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert len(refusals) == 1


def test_withdraw_cancels_what_hangs(qtbot: QtBot, services: Services) -> None:
    engine: EngineClient = services.engine
    with qtbot.waitSignal(engine.ready, timeout=PATIENCE):
        engine.start()
    services.model.set_words("hang")
    services.asking.ask()
    with qtbot.waitSignal(services.asking.completed, timeout=PATIENCE):
        services.asking.withdraw()
