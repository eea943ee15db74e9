from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.home import Home
from app.core.modality import Modality
from app.core.settings import Settings, Theme
from app.engine.messages import Answer, MediumReport, PrepareCatalog
from app.ui.composer.picture_card import PictureTile
from app.ui.main_window import MainWindow
from app.ui.page_names import PageName
from app.ui.preferences import Preferences
from app.ui.services import Services, make_services
from app.ui.session import Session
from app.ui.stall_monitor import StallMonitor
from app.ui.theme import DARK, LIGHT, ThemeController
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls
from tests.ui.conftest import Media, scripted
from tests.ui.scripted_engine import square

PATIENCE = 20_000
PICTURE = MediumReport("dir/p.png", Modality.IMAGE, "1", "", preview=square())
SOUND = MediumReport("dir/s.wav", Modality.AUDIO, "2", "", peaks=(0.1, 0.9) * 128, seconds=65.0)


def answers_of(services: Services) -> list[Answer]:
    answers: list[Answer] = []
    services.asking.answered.connect(answers.append)
    return answers


def ask_everything(qtbot: QtBot, services: Services) -> None:
    answers = answers_of(services)
    services.model.add(PICTURE)
    services.model.add(SOUND)
    services.model.set_words("a red fruit")
    services.asking.ask()
    qtbot.waitUntil(
        lambda: bool(answers) and bool(answers[-1].query.transcript) and services.asking.is_idle,
        timeout=PATIENCE,
    )


def drop(window: MainWindow, mime: QMimeData) -> bool:
    """Drag over the window and let go, as the window system does."""
    at = QPointF(window.rect().center())
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with warnings.catch_warnings():  # the signature that follows came with Qt 6.12 only
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(at.toPoint(), copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    assert window.overlay.isVisible()
    event = QDropEvent(at, copy, mime, left, none)
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def test_a_dropped_picture_is_previewed_and_asked_with(
    qtbot: QtBot, window: MainWindow, services: Services, media: Media, session: Session
) -> None:
    answers = answers_of(services)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(media.picture))])
    assert drop(window, mime)
    assert not window.overlay.isVisible()
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert answers[-1].query.images == (str(media.picture),)
    assert session.recommend.frame.middle.currentWidget() is session.recommend.panels.results


def test_a_drop_of_nothing_usable_is_not_taken(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setData("application/x-nothing", b"?")
    assert not drop(window, mime)


@pytest.mark.parametrize("focused", [True, False])
def test_ctrl_v_takes_files_whether_or_not_the_words_have_focus(
    qtbot: QtBot,
    window: MainWindow,
    services: Services,
    media: Media,
    focused: bool,
    session: Session,
) -> None:
    field = session.recommend.composer.words.field
    (field if focused else window.header.navigation[PageName.RECOMMEND]).setFocus()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(media.picture))])
    QGuiApplication.clipboard().setMimeData(mime)
    if focused:
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        session.paste()
    qtbot.waitUntil(lambda: bool(services.model.media(Modality.IMAGE)), timeout=PATIENCE)
    assert services.model.words == ""


def test_pasted_text_becomes_words(session: Session, services: Services) -> None:
    QGuiApplication.clipboard().setText("a red fruit")
    session.paste()
    assert services.model.words == "a red fruit"


def test_the_best_item_of_a_new_question_is_explained_and_sliders_keep_the_choice(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    ask_everything(qtbot, services)
    panels = session.recommend.panels
    answer = panels.answer
    assert answer is not None
    assert panels.results.view.current_item() == answer.results[0].item_id
    chosen = answer.results[3].item_id
    panels.results.select_item(chosen)
    with qtbot.waitSignal(services.asking.completed, timeout=PATIENCE):
        services.model.set_weight(Modality.IMAGE, 0.1)
    assert panels.results.view.current_item() == chosen
    services.model.set_words("another thing")
    with qtbot.waitSignal(services.asking.completed, timeout=PATIENCE):
        services.asking.ask()
    assert panels.answer is not None
    assert panels.results.view.current_item() == panels.answer.results[0].item_id


def test_an_example_asks(qtbot: QtBot, session: Session, services: Services) -> None:
    answers = answers_of(services)
    session.recommend.frame.examples.example_chosen.emit("a red fruit")
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert answers[-1].query.texts == ("a red fruit",)
    assert services.model.words == "a red fruit"


def test_the_status_line_says_where_the_time_went(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    assert "engine ready" in window.status_line.text.text()
    ask_everything(qtbot, services)
    assert "encode 58 ms" in window.status_line.text.text()


def test_a_killed_engine_is_told_restarted_and_what_hung_is_answered(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    answers = answers_of(services)
    pid = services.engine.pid
    assert pid is not None
    services.model.set_words("slow")
    services.asking.ask()
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE)
    assert "stopped" in window.banner.text.text()
    assert "restarting" in window.status_line.text.text()
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert services.engine.pid != pid
    qtbot.waitUntil(lambda: "was restarted" in window.banner.text.text(), timeout=PATIENCE)
    assert services.model.words == "slow"


def test_an_engine_that_was_given_up_can_be_restarted_by_hand(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    services.engine.stop()
    services.engine.gave_up.emit()
    assert window.banner.restart.isVisible()
    with qtbot.waitSignal(services.engine.ready, timeout=PATIENCE):
        QTest.mouseClick(window.banner.restart, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()


def test_escape_stops_a_recording(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    services.recorder.record("", True)
    with qtbot.waitSignal(services.recorder.recorded, timeout=PATIENCE):
        QTest.keyClick(window, Qt.Key.Key_Escape)


def test_the_theme_switch_changes_colours_at_once_and_is_remembered(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    services.preferences.changed.connect(lambda settings: services.theme.set_choice(settings.theme))
    services.theme.set_choice(Theme.LIGHT)
    services.preferences.change(theme=Theme.LIGHT)
    light = window.grab().toImage().pixelColor(700, 890)
    QTest.mouseClick(window.header.theme_switch, Qt.MouseButton.LeftButton)
    dark = window.grab().toImage().pixelColor(700, 890)
    assert light.name().upper() == LIGHT.surface
    assert dark.name().upper() == DARK.surface
    assert Settings.read(services.home.settings_file).theme is Theme.DARK


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(
    qtbot: QtBot, window: MainWindow, session: Session, services: Services
) -> None:
    ask_everything(qtbot, services)
    assert nameless_controls(window) == []
    assert unreachable_controls(window) == []
    session.show_page("first-run")
    assert nameless_controls(window) == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_nothing_is_clipped(
    qtbot: QtBot, window: MainWindow, services: Services, size: tuple[int, int], scale: float
) -> None:
    services.theme.set_text_scale(scale)
    window.resize(*size)
    ask_everything(qtbot, services)
    QCoreApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert clipped_labels(window) == []


def test_answers_and_slider_moves_never_stall_the_window(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    ask_everything(qtbot, services)
    answers = answers_of(services)
    monitor = StallMonitor()
    monitor.start()
    for step in range(20):
        with qtbot.waitSignal(services.asking.completed, timeout=PATIENCE):
            services.model.set_weight(Modality.IMAGE, 0.1 * step)
    assert len(answers) == 20
    assert monitor.stop() < 250


@pytest.fixture
def empty_session(qtbot: QtBot, theme: ThemeController, home: Home) -> Iterator[Session]:
    """A session of a home without any catalog."""
    services = make_services(
        theme, Preferences(home), home, start_engine=scripted(home), start_microphone=scripted(home)
    )
    window = MainWindow(theme, services.preferences)
    qtbot.addWidget(window)
    made = Session(window, services)
    window.show()
    with qtbot.waitSignal(services.watch.status_changed, timeout=PATIENCE):
        services.engine.start()
    yield made
    services.stop()


def test_without_a_catalog_the_first_page_makes_one_and_leads_to_the_answer_page(
    qtbot: QtBot, empty_session: Session
) -> None:
    window, page = empty_session.window, empty_session.first_run_page
    assert window.pages.currentWidget() is page
    assert "228 MB" in page.promise.text()
    QTest.mouseClick(page.stamps.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: window.pages.currentWidget() is window.recommend_frame, timeout=PATIENCE
    )
    qtbot.waitUntil(lambda: "1033" in window.header.catalogs.currentText(), timeout=PATIENCE)


def test_an_import_can_be_cancelled_and_says_so(qtbot: QtBot, empty_session: Session) -> None:
    page = empty_session.first_run_page
    page.begin(PrepareCatalog("folder", "/endless", "mine"))
    qtbot.waitUntil(lambda: page.stages.bar.maximum() == 1033, timeout=PATIENCE)
    assert page.stages.time_left.text().startswith("about 25 second")
    assert empty_session.window.status_line.progress.isVisible()
    QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert "Cancelled" in page.message.text()
    assert not empty_session.window.status_line.progress.isVisible()


def test_files_that_an_import_left_out_are_listed(qtbot: QtBot, empty_session: Session) -> None:
    page = empty_session.first_run_page
    page.begin(PrepareCatalog("folder", "/bad", "mine"))
    qtbot.waitUntil(page.summary.isVisible, timeout=PATIENCE)
    assert "bad.png: is empty" in page.summary.text()
    QTest.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert empty_session.window.pages.currentWidget() is empty_session.window.recommend_frame


def test_a_low_window_shows_all_cards_and_the_record_button_at_once(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    session.window.resize(1024, 700)
    services.model.add(PICTURE)
    services.model.add(SOUND)
    services.model.set_words("a red fruit")
    QCoreApplication.processEvents()
    composer = session.recommend.composer
    record, viewport = composer.sound.bar.record, composer.column.viewport()
    bottom = record.mapTo(viewport, record.rect().bottomLeft()).y()
    assert record.isVisible()
    assert bottom < viewport.height()
    assert composer.column.verticalScrollBar().maximum() == 0


def test_a_preview_shows_the_whole_picture_beside_its_remove_button(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    services.model.add(PICTURE)
    tile = session.recommend.composer.picture.findChildren(PictureTile)[0]
    QCoreApplication.processEvents()
    button = QRectF(tile.remove.geometry())
    covered = tile.picture_area.intersected(button)
    whole = tile.picture_area.width() * tile.picture_area.height()
    assert QRectF(tile.rect()).contains(tile.picture_area)
    assert covered.width() * covered.height() < 0.05 * whole


def test_a_sound_of_the_query_can_be_played_and_paused(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    services.model.add(replace(SOUND, playable="/safe/s.wav", seconds=0.4))
    card = session.recommend.composer.sound
    row = card.rows[0]
    assert row.play.isVisibleTo(row)
    assert row.play.accessibleName() == "Play s.wav"
    assert any(text.text() == "0.4 s" for text in row.findChildren(QLabel))
    card.player.playing_changed.emit("/safe/s.wav")
    assert row.play.accessibleName() == "Pause s.wav"


def test_asking_with_what_an_item_lacks_says_so(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    ask_everything(qtbot, services)
    panels = session.recommend.panels
    item = panels.results.view.current_item()
    with qtbot.waitSignal(panels.failed, timeout=PATIENCE):
        panels.results.ask_with_item.emit(item, Modality.AUDIO)
    assert any("has no sound" in text for text in session.recommend.composer.health.sentences)
