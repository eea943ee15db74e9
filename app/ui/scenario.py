"""The real window at work while its event loop is watched: what a person does, timed."""

from __future__ import annotations

import os
import signal
import struct
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import sin, tau
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from app.core.home import Home
from app.core.lab import FusionKind, RunPlan, TrainerSettings
from app.core.modality import Modality
from app.engine.messages import (
    Answer,
    GetItem,
    ImportReport,
    ItemDetails,
    Outcome,
    PrepareCatalog,
)
from app.ui.application import Program
from app.ui.engine_client import Handlers
from app.ui.page_names import PageName
from app.ui.running import Running
from app.ui.stall_monitor import StallMonitor

PATIENCE_MS = 60_000
SLIDER_MOVES = 100
WORDS = "a red bird that sings"
TYPED = " and swims in the water"
KEY_MS = 40
RATE = 44_100
PICTURES = 24
CATALOG = "bench"
EPOCHS = 20


class TimedOut(Exception):
    """Something that was awaited did not happen."""


@dataclass
class Observed:
    """What the scenario saw.

    Attributes
    ----------
    stalls
        Longest stall of the event loop, in milliseconds, for each job.
    slider_ms
        From a move of the slider to the painted rows, in milliseconds.
    memory_mb
        Resident and proportional memory of window and engine, in MB (10^6 bytes); empty
        where the system does not tell.
    """

    stalls: dict[str, float] = field(default_factory=dict)
    slider_ms: list[float] = field(default_factory=list)
    memory_mb: dict[str, float] = field(default_factory=dict)


class Scenario(QObject):
    """Plays the jobs one after the other in a running window.

    Parameters
    ----------
    program
        The window; its engine is up.
    home
        Its state folder, which receives a small catalog.
    folder
        Where made media are written.
    """

    def __init__(self, program: Program, home: Home, folder: Path) -> None:
        super().__init__()
        if program.running is None or program.running.session is None:
            raise TimedOut("the window has not begun to work")
        self._running: Running = program.running
        self._session = program.running.session
        self._home = home
        self._folder = folder
        self._monitor = StallMonitor(self)
        self.observed = Observed()

    def make_media(self) -> None:
        """Write what the scenario asks with and imports."""
        write_picture(self._folder / "asked.png", PICTURES)
        write_sound(self._folder / "asked.wav", 1.0, 0)
        for number in range(PICTURES):
            source = self._folder / "catalog" / ("even", "odd")[number % 2]
            source.mkdir(parents=True, exist_ok=True)
            write_picture(source / f"thing {number}.png", number)
            (source / f"thing {number}.txt").write_text(f"thing number {number}", "utf-8")

    def play(self) -> None:
        """Do everything; fills :attr:`observed`."""
        self.make_media()
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("first answer to picture, words and sound", self._first_answer),
            (f"{SLIDER_MOVES} slider moves", self._move_slider),
            ("typing", self._type),
            ("transcription", self._transcribe),
            ("first play of a sound", self._play_sound),
            ("import of a catalog", self._import),
            ("opening the catalog, the map, the evaluations and the lab", self._open_pages),
            ("a training run with live curves", self._train),
            ("crash and restart of the engine", self._crash),
        )
        for name, step in steps:
            self._monitor.start()
            step()
            self._rest(100)
            self.observed.stalls[name] = self._monitor.stop()
            if name == "transcription":
                self.observed.memory_mb = memory_of(os.getpid(), self._running.services.engine.pid)

    # --- what a person does --------------------------------------------------------------

    def _first_answer(self) -> None:
        services = self._running.services
        picture, sound = self._folder / "asked.png", self._folder / "asked.wav"
        services.intake.take_paths([str(picture)], Modality.IMAGE)
        services.intake.take_paths([str(sound)], Modality.AUDIO)
        services.model.set_words(WORDS)
        self._until(lambda: not services.intake.looking)
        services.asking.ask()
        self._until(lambda: services.asking.is_idle)

    def _move_slider(self) -> None:
        asking = self._running.services.asking
        shown = _Painted(self._session.recommend.panels.results.view.viewport())
        asking.answered.connect(shown.await_next)
        for number in range(SLIDER_MOVES):
            started = time.perf_counter()
            slider = self._session.recommend.composer.picture.slider
            shown.await_next()
            slider.setValue(5 + number * 37 % 190)
            self._until(lambda: asking.is_idle and shown.is_painted)
            self.observed.slider_ms.append((time.perf_counter() - started) * 1000)
        asking.answered.disconnect(shown.await_next)
        shown.close()

    def _type(self) -> None:
        for letter in TYPED:
            self._session.recommend.composer.words.field.insertPlainText(letter)
            self._rest(KEY_MS)
        self._rest(300)
        self._until(lambda: self._running.services.asking.is_idle)

    def _transcribe(self) -> None:
        """Ask with a spoken description of the catalog, if there is one."""
        services = self._running.services
        path = self._spoken()
        if not path:
            return
        services.model.clear()
        services.intake.take_paths([path], Modality.AUDIO)
        self._until(lambda: not services.intake.looking)
        self._until(lambda: services.asking.is_idle)

    def _spoken(self) -> str:
        answer = self._session.recommend.panels.answer
        for recommendation in answer.results if answer is not None else ():
            details = self._details(answer, recommendation.item_id)
            for language, path in details.playable if details is not None else ():
                if language.startswith("en"):
                    return path
        return ""

    def _details(self, answer: Answer | None, item_id: str) -> ItemDetails | None:
        found: list[Outcome] = []
        job = GetItem(answer.catalog if answer is not None else "", item_id)
        ended: list[object] = []
        self._running.services.engine.submit(job, Handlers(found.append, ended.append))
        self._until(lambda: bool(found or ended))
        return next((one for one in found if isinstance(one, ItemDetails)), None)

    def _play_sound(self) -> None:
        player = self._session.recommend.panels.why.sounds.player
        player.play(str(self._folder / "asked.wav"))
        self._rest(600)
        player.stop()

    def _import(self) -> None:
        services = self._running.services
        reports: list[ImportReport] = []
        ended: list[object] = []
        services.preparing.imported.connect(reports.append)
        services.preparing.failed.connect(ended.append)
        services.preparing.start(PrepareCatalog("folder", str(self._folder / "catalog"), CATALOG))
        self._until(lambda: bool(reports or ended))

    def _open_pages(self) -> None:
        self._running.services.preferences.change(catalog=CATALOG, fusion="")
        shown: list[PageName] = []
        for name in (PageName.CATALOG, PageName.MAP, PageName.EVALUATE, PageName.LAB):
            self._session.work_page(name).settled.connect(partial(shown.append, name))
            self._session.show_page(name.value)
            self._until(partial(shown.__contains__, name))
            self._rest(300)

    def _train(self) -> None:
        training = self._running.services.training
        trainer = TrainerSettings(epochs=EPOCHS, patience=EPOCHS)
        training.start(CATALOG, RunPlan(fusion=FusionKind.PARALLEL_DENSE, trainer=trainer))
        self._until(lambda: not training.is_busy)

    def _crash(self) -> None:
        engine = self._running.services.engine
        pid = engine.pid
        if pid is None:
            return
        ready: list[bool] = []
        engine.ready.connect(lambda: ready.append(True))
        os.kill(pid, signal.SIGKILL)
        self._until(lambda: bool(ready))
        self._rest(1500)

    # --- waiting -------------------------------------------------------------------------

    def _rest(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _until(self, happened: Callable[[], bool]) -> None:
        """Run the event loop until something happened."""
        wait_until(happened)


def wait_until(happened: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
    """Run the event loop until something happened.

    Raises
    ------
    TimedOut
        After ``patience_ms``.
    """
    deadline = time.monotonic() + patience_ms / 1000
    loop = QEventLoop()
    while not happened():
        if time.monotonic() > deadline:
            raise TimedOut("the window gave no answer")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class _Painted(QObject):
    """Takes note of the next paint of a widget."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self._watched = watched
        self.is_painted = True
        watched.installEventFilter(self)

    def await_next(self) -> None:
        """Forget the paints so far."""
        self.is_painted = False

    def close(self) -> None:
        """Watch no more."""
        self._watched.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of a paint."""
        if event.type() is QEvent.Type.Paint:
            self.is_painted = True
        return False


def write_picture(path: Path, seed: int) -> None:
    """Write a picture that no cache knows: bands of colour."""
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, 256, 64 + 8 * seed % 192)
    for step in range(6):
        gradient.setColorAt(step / 5, QColor.fromHsv((seed * 47 + step * 71) % 360, 180, 220))
    painter.fillRect(image.rect(), gradient)
    painter.end()
    image.save(str(path))


def write_sound(path: Path, seconds: float, seed: int) -> None:
    """Write a tone that rises."""
    count = int(seconds * RATE)
    samples = (
        int(9000 * sin(tau * (300 + 10 * seed + 200 * index / count) * index / RATE))
        for index in range(count)
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


def memory_of(*pids: int | None) -> dict[str, float]:
    """Return ``rss`` and ``pss`` of processes in MB (10^6 bytes); empty where it is not told."""
    totals = {"rss": 0.0, "pss": 0.0}
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            return {}
        for line in lines:
            name, _, rest = line.partition(":")
            if name.lower() in totals:
                totals[name.lower()] += int(rest.split()[0]) * 1024 / 1e6
    return totals
