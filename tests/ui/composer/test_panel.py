from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.core.modality import Modality
from app.engine.messages import Answer, MediumReport
from app.ui.composer.picture_card import PictureTile
from app.ui.composer.sound_card import SoundRow
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.conftest import Media
from tests.ui.scripted_engine import square

PATIENCE = 20_000
PICTURE = MediumReport("dir/p.png", Modality.IMAGE, "1", "", preview=square())
SOUND = MediumReport("dir/s.wav", Modality.AUDIO, "2", "", peaks=(0.1, 0.9) * 128, seconds=65.0)


def answers_of(services: Services) -> list[Answer]:
    answers: list[Answer] = []
    services.asking.answered.connect(answers.append)
    return answers


def test_typing_and_return_search_at_once(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    answers = answers_of(services)
    field = session.recommend.composer.words.field
    QTest.keyClicks(field, "a red fruit")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert answers[-1].query.texts == ("a red fruit",)
    assert field.toPlainText() == "a red fruit"


def test_the_slider_moved_by_keys_re_ranks(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    answers = answers_of(services)
    services.model.add(PICTURE)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    slider = session.recommend.composer.picture.slider
    assert slider.isVisible()
    QTest.keyClick(slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: answers[-1].query.weights.image == 2.0, timeout=PATIENCE)
    assert session.recommend.composer.picture.value.text() == "2.00×"


def test_the_mute_switch_takes_a_modality_out_and_keeps_its_weight(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    answers = answers_of(services)
    services.model.add(PICTURE)
    services.model.set_words("a red fruit")
    services.model.set_weight(Modality.IMAGE, 1.5)
    card = session.recommend.composer.picture
    QTest.mouseClick(card.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: bool(answers) and answers[-1].query.weights.image == 0.0, timeout=PATIENCE
    )
    assert not card.slider.isEnabled()
    QTest.mouseClick(card.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: answers[-1].query.weights.image == 1.5, timeout=PATIENCE)


def test_weights_show_only_for_what_is_given(session: Session, services: Services) -> None:
    card = session.recommend.composer.sound
    assert not card.slider.isVisible()
    services.model.add(SOUND)
    assert card.slider.isVisible()


def test_several_pictures_and_sounds_can_be_added_and_removed(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    composer = session.recommend.composer
    second = MediumReport("q.png", Modality.IMAGE, "9", "", preview=square())
    for report in (PICTURE, second, SOUND):
        services.model.add(report)
    assert len(composer.picture.findChildren(PictureTile)) == 2
    remove = composer.picture.findChildren(PictureTile)[0].findChild(QToolButton)
    assert remove is not None
    assert remove.accessibleName() == "Remove p.png"
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert services.model.query.images == ("q.png",)
    QTest.mouseClick(composer.sound.findChildren(SoundRow)[0].remove, Qt.MouseButton.LeftButton)
    assert not services.model.query.sounds


def test_clear_forgets_the_whole_query(qtbot: QtBot, session: Session, services: Services) -> None:
    services.model.add(PICTURE)
    services.model.set_words("a red fruit")
    services.model.set_weight(Modality.TEXT, 0.3)
    composer = session.recommend.composer
    QTest.mouseClick(composer.clear, Qt.MouseButton.LeftButton)
    assert services.model.query.is_empty
    assert services.model.weight(Modality.TEXT) == 1.0
    assert composer.words.field.toPlainText() == ""


def test_warnings_of_a_picture_are_shown_and_go_with_it(
    qtbot: QtBot, session: Session, services: Services, media: Media
) -> None:
    health = session.recommend.composer.health
    services.intake.take_paths([str(media.blank)])
    qtbot.waitUntil(lambda: bool(health.sentences), timeout=PATIENCE)
    assert health.sentences == ("blank.png: the picture is almost a single colour",)
    services.model.remove(services.model.media(Modality.IMAGE)[0])
    assert not health.sentences


def test_a_file_that_cannot_be_used_is_told_in_its_place_until_dismissed(
    qtbot: QtBot, session: Session, services: Services, media: Media
) -> None:
    health = session.recommend.composer.health
    services.intake.take_paths([str(media.missing)])
    qtbot.waitUntil(lambda: bool(health.sentences), timeout=PATIENCE)
    assert health.sentences == ("no.png: is not a file; choose another",)
    dismiss = health.findChild(QToolButton)
    assert dismiss is not None
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert not health.sentences


def test_recording_shows_level_and_time_and_its_sound_is_asked_with(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    composer = session.recommend.composer
    bar = composer.sound.bar
    QTest.mouseClick(bar.record, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.elapsed.text() == "0:03", timeout=PATIENCE)
    assert bar.meter.isVisible()
    assert max(bar.meter.heights()) > 0.4
    QTest.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(services.model.query.sounds), timeout=PATIENCE)
    assert services.model.query.sounds[0].endswith("recording.wav")
    assert bar.record.isVisible()


def test_a_microphone_that_fails_is_told_and_the_window_lives_on(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    health = session.recommend.composer.health
    services.recorder.record("broken", True)
    qtbot.waitUntil(lambda: bool(health.sentences), timeout=PATIENCE)
    assert "unplugged" in health.sentences[0]
    assert not services.recorder.is_recording


def test_the_heard_words_can_be_edited_switched_off_and_removed(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    answers = answers_of(services)
    chip = session.recommend.composer.sound.chip
    services.model.add(SOUND)
    qtbot.waitUntil(chip.isVisible, timeout=PATIENCE)
    assert chip.field.text() == "a red fruit"
    chip.field.selectAll()
    QTest.keyClicks(chip.field, "a green fruit")
    QTest.keyClick(chip.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answers[-1].query.transcript == "a green fruit", timeout=PATIENCE)
    QTest.mouseClick(chip.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: answers[-1].query.transcript == "", timeout=PATIENCE)
    QTest.mouseClick(chip.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: answers[-1].query.transcript == "a green fruit", timeout=PATIENCE)
    QTest.mouseClick(chip.remove, Qt.MouseButton.LeftButton)
    assert not chip.isVisible()
    qtbot.waitUntil(lambda: answers[-1].query.transcript == "", timeout=PATIENCE)
