"""Speed and memory of the engine's process, as the window sees them through the pipe."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

from app.core.errors import InputError
from app.core.home import Home
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.core.query import Query
from app.core.recommendation import Answer
from app.core.settings import DeviceChoice
from app.engine.client import ServiceClient
from app.engine.messages import ChooseDevice, EngineStatus, Recommend
from app.recommend.index import ExactIndex

SOUND_SECONDS = 5
SOUND_RATE = 44_100
PICTURE_SIDE = 512
SEARCHED_ITEMS = 100_000
VECTOR_LENGTH = 256

WORDS = (
    "a red fruit", "something to make music with", "an animal with feathers", "a fast car",
    "a small house by the sea", "a yellow flower", "tools for the garden", "a cold drink",
    "a happy face", "a big old tree", "a fish in the water", "a train with a steam engine",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One thing that was measured.

    Attributes
    ----------
    name, unit
        What, and in which unit.
    median, p95
        Of all rounds.
    must
        What the design asks for, or ``None``.
    ratio_to_must
        The figure that counts, divided by ``must``: below 1 is good.
    hope
        What would be better still, or ``None``.
    """

    name: str
    unit: str
    median: float
    p95: float
    must: float | None = None
    ratio_to_must: float | None = None
    hope: float | None = None


def measure(
    home: Home,
    catalog: str,
    *,
    rounds: int,
    device: DeviceChoice | None,
    report: ReportProgress,
    cancellation: Cancellation,
) -> tuple[Figure, ...]:
    """Measure everything in a fresh engine process.

    Parameters
    ----------
    home
        The state folder, with weights and a catalog that is ready.
    catalog
        Its name.
    rounds
        Measurements of each figure.
    device
        Where encoders run; ``None`` leaves it to the settings.
    """
    steps: list[Callable[[_Bench], Figure]] = [
        _Bench.text_query, _Bench.three_modalities, _Bench.slider, _Bench.inside_slider,
        _Bench.catalog_search, _Bench.large_search, _Bench.memory,
    ]  # fmt: skip
    figures = []
    with ServiceClient("engine", home.root) as client, _scratch() as folder:
        if device is not None:
            client.ask(ChooseDevice(device), EngineStatus)
        bench = _Bench(client, catalog, rounds, folder)
        bench.warm_up()
        for number, step in enumerate(steps):
            cancellation.check()
            report(Progress(Stage.EVALUATE, number, len(steps)))
            figures.append(step(bench))
    report(Progress(Stage.EVALUATE, len(steps), len(steps)))
    return tuple(figures)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="triad-bench-") as folder:
        yield Path(folder)


@dataclass
class _Bench:
    """The measurements, on one child."""

    client: ServiceClient
    catalog: str
    rounds: int
    folder: Path

    def warm_up(self) -> None:
        """Load every model and the catalog."""
        self._ask(self._mixed_query(self.rounds))

    def text_query(self) -> Figure:
        times = [
            self._timed(Query(texts=(f"{WORDS[number % len(WORDS)]} {number}",)))
            for number in range(self.rounds)
        ]
        return figure_of("text query", times, must=25, hope=10)

    def three_modalities(self) -> Figure:
        times = [self._timed(self._mixed_query(number)) for number in range(self.rounds)]
        return figure_of("picture + words + 5 s of sound", times, must=250, hope=100)

    def slider(self) -> Figure:
        times = [self._timed(query) for query in self._slider_queries()]
        return figure_of(
            "slider, through the pipe (95 % counts)", times, must=16, hope=8, by_p95=True
        )

    def inside_slider(self) -> Figure:
        times = [self._ask(query).timings.total for query in self._slider_queries()]
        return figure_of(
            "slider, inside the engine (95 % counts)", times, must=16, hope=8, by_p95=True
        )

    def catalog_search(self) -> Figure:
        times = [self._ask(query).timings.search for query in self._slider_queries()]
        return figure_of("search of the catalog, 8 subsets", times)

    def large_search(self) -> Figure:
        chance = np.random.default_rng(0)
        vectors = chance.standard_normal((SEARCHED_ITEMS, VECTOR_LENGTH), dtype=np.float32)
        index = ExactIndex([str(row) for row in range(SEARCHED_ITEMS)], vectors)
        queries = chance.standard_normal((self.rounds, 1, VECTOR_LENGTH), dtype=np.float32)
        times = [_milliseconds(partial(index.scores, query)) for query in queries]
        return figure_of(f"exact search, {SEARCHED_ITEMS:,} x {VECTOR_LENGTH}", times)

    def memory(self) -> Figure:
        megabytes = _resident_megabytes(self.client.pid)
        return figure_of("memory of the engine", [megabytes], must=1500, unit="MB")

    def _slider_queries(self) -> Iterator[Query]:
        query = self._mixed_query(self.rounds)
        for number in range(max(self.rounds, 40)):
            weights = PerModality(1.0, 0.05 + number % 40 / 20, 1.0)
            yield replace(query, weights=weights)

    def _mixed_query(self, number: int) -> Query:
        picture, sound = self.folder / f"{number}.png", self.folder / f"{number}.wav"
        if not picture.exists():
            _write_picture(picture, number)
            _write_sound(sound, number)
        words = f"{WORDS[number % len(WORDS)]} with a sound {number}"
        return Query((str(picture),), (words,), (str(sound),), transcript="")

    def _ask(self, query: Query) -> Answer:
        return self.client.ask(Recommend(query, catalog=self.catalog), Answer)

    def _timed(self, query: Query) -> float:
        return _milliseconds(lambda: self._ask(query))


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def figure_of(
    name: str,
    values: list[float],
    *,
    must: float | None = None,
    hope: float | None = None,
    unit: str = "ms",
    by_p95: bool = False,
) -> Figure:
    """Return median and 95th percentile of what was measured, and what they must be."""
    median, p95 = statistics.median(values), float(np.percentile(values, 95))
    counts = p95 if by_p95 else median
    return Figure(name, unit, median, p95, must, None if must is None else counts / must, hope)


def _write_picture(path: Path, seed: int) -> None:
    """Write a picture that no cache can know: smooth patches of colour."""
    patches = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    side = (PICTURE_SIDE, PICTURE_SIDE)
    Image.fromarray(patches).resize(side, Image.Resampling.BICUBIC).save(path)


def _write_sound(path: Path, seed: int) -> None:
    """Write five seconds of a chord over noise."""
    chance = np.random.default_rng(seed)
    seconds = np.arange(SOUND_SECONDS * SOUND_RATE) / SOUND_RATE
    tones = [np.sin(2 * np.pi * pitch * seconds) for pitch in chance.uniform(110, 880, 3)]
    samples = 0.2 * np.sum(tones, axis=0) + 0.02 * chance.standard_normal(len(seconds))
    soundfile.write(path, samples.astype(np.float32), SOUND_RATE)


def _resident_megabytes(pid: int) -> float:
    """Return the memory that a process holds now, in MB (10^6 bytes).

    Raises
    ------
    InputError
        Where the system does not tell.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError as error:
        raise InputError("memory", "this system does not tell it; run on Linux") from error
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6
