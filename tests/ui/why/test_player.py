from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.ui.theme import ThemeController
from app.ui.why.sounds import SoundList
from tests.microphone import VirtualMicrophone

PLAY = """
import json, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from app.ui.controls.sound_player import SoundPlayer
before = "PySide6.QtMultimedia" in sys.modules
application = QGuiApplication([])
player, seen = SoundPlayer(), []
player.playing_changed.connect(lambda path: seen.append(["playing", path]))
player.problem.connect(lambda text: (seen.append(["problem", text]), application.quit()))
def at(milliseconds, total):
    if milliseconds > 300 and ["paused"] not in seen:
        seen.append(["paused"])
        seen.append(["total", total])
        player.pause()
        QTimer.singleShot(0, application.quit)
player.position_changed.connect(at)
QTimer.singleShot(0, lambda: player.play(sys.argv[1]))
QTimer.singleShot(15000, application.quit)
application.exec()
player.stop()
print(json.dumps({"early": before, "seen": seen}))
"""


@pytest.fixture
def wav(tmp_path: Path) -> str:
    path = tmp_path / "quack.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\x00\x10" * 32_000)
    return str(path)


@pytest.mark.slow
def test_a_sound_is_played_paused_and_located(
    virtual_microphone: VirtualMicrophone, wav: str
) -> None:
    """The real library plays to a real sound server."""
    assert virtual_microphone.environment
    done = subprocess.run(
        [sys.executable, "-c", PLAY, wav], capture_output=True, text=True, timeout=60, check=True
    )
    report = json.loads(done.stdout.splitlines()[-1])
    assert not report["early"], "the library is loaded when a sound is first played"
    seen = report["seen"]
    assert seen[0] == ["playing", wav]
    assert ["total", 2000] in seen
    assert ["playing", ""] in seen[seen.index(["paused"]) :]


@pytest.mark.qt_log_ignore("pipewire")
def test_without_a_sound_output_the_panel_says_what_to_do(
    qtbot: QtBot, theme: ThemeController, wav: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia")
    monkeypatch.setattr(multimedia.QMediaDevices, "defaultAudioOutput", multimedia.QAudioDevice)
    sounds = SoundList(theme)
    qtbot.addWidget(sounds)
    sounds.show_sounds((("", wav),))
    button = sounds.rows[0].findChild(QToolButton)
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def shown() -> list[str]:
        labels = sounds.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisibleTo(sounds)]

    qtbot.waitUntil(
        lambda: any(text.startswith("No sound output was found. Connect") for text in shown()),
        timeout=20_000,
    )
    assert button.accessibleName() == "Play: Sound"


def test_rows_show_place_and_whether_they_play(qtbot: QtBot, theme: ThemeController) -> None:
    sounds = SoundList(theme)
    qtbot.addWidget(sounds)
    sounds.show_sounds((("", "/a.wav"), ("zh_CN", "/b.wav")))
    first, second = sounds.rows
    first.show_position(61_000, 125_000)
    assert any(label.text() == "1:01 / 2:05" for label in first.findChildren(QLabel))
    sounds.player.playing_changed.emit("/b.wav")
    names = [
        button.accessibleName()
        for row in (first, second)
        for button in row.findChildren(QToolButton)
    ]
    assert names[0] == "Play: Sound"
    assert names[1].startswith("Pause: ")
