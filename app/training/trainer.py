"""The one trainer: warm-up and schedule, clipping, early stopping, checkpoints, resume."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from app.core.errors import DeviceError, FusionError
from app.core.lab import TrainerSettings, TrainingPoint
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.training.chance import own_chance, random_states, restore_random_states
from app.training.checkpoint import (
    BEST,
    LAST,
    Saved,
    facts_of,
    points_of,
    read_saved,
    write_saved,
)
from app.training.learner import Learner, NotFiniteError, StepLosses
from app.training.schedule import learning_rate
from app.training.task import Task, Validation

SMALLEST_BATCH = 8
"""A card that cannot hold so few rows is left for the processor."""


@dataclass(frozen=True)
class History:
    """What a training run measured.

    Attributes
    ----------
    points
        One for each epoch; number 0 is the state before the first step.
    best_epoch
        Whose weights the network carries.
    seconds
        Spent, those before an interruption included.
    notes
        What a person should know, such as smaller batches than were asked for.
    """

    points: tuple[TrainingPoint, ...]
    best_epoch: int
    seconds: float
    notes: tuple[str, ...] = ()


def ignore_point(_: TrainingPoint) -> None:
    """Tell nobody."""


def fit(
    task: Task,
    settings: TrainerSettings,
    *,
    device: str = "cpu",
    observe: Callable[[TrainingPoint], None] = ignore_point,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
    checkpoints: Path | None = None,
) -> History:
    """Train a task's network until its validation score rises no more.

    The network carries the weights of the best epoch afterwards, also when training ends
    by an error. The same task and settings give the same numbers on a processor, whether
    or not the run was interrupted and resumed in between.

    Parameters
    ----------
    task
        Network and data; its network's initial weights are the caller's.
    settings
        How to train.
    device
        ``cpu`` or a graphics card such as ``cuda:0``; when its memory is too small, batches
        are halved, and at last the processor is taken.
    observe
        Told each new point; not those from before a resume.
    report, cancellation
        Progress after each epoch; cancel is looked at between batches.
    checkpoints
        A folder. After each epoch the run is written there, and a run that is there is
        gone on with. ``None`` keeps nothing.

    Raises
    ------
    FusionError
        With fewer than 2 rows; when a loss is not a number; when the checkpoint is damaged,
        of another schema, another shape or other settings.
    StorageError
        When a checkpoint cannot be written; the last good one stays.
    DeviceError
        When the device is not there.
    Cancelled
        When asked to stop; the checkpoint of the last whole epoch stays.
    """
    if task.rows < 2:
        raise FusionError("training", f"has {task.rows} rows; add items until there are more")
    _check_device(device)
    with own_chance(settings.seed, device):
        run = _Run(task, settings, device, checkpoints)
        return run.finish(observe, report, cancellation or Cancellation())


def _check_device(device: str) -> None:
    is_card = torch.device(device).type == "cuda"
    if is_card and (torch.device(device).index or 0) >= torch.cuda.device_count():
        raise DeviceError(device, "is not there; train on the processor")


class _Run:
    """One run from its first epoch, or from its checkpoint, to its end."""

    def __init__(
        self, task: Task, settings: TrainerSettings, device: str, checkpoints: Path | None
    ) -> None:
        self._task, self._settings, self._folder = task, settings, checkpoints
        self._points: tuple[TrainingPoint, ...] = ()
        self._notes: tuple[str, ...] = ()
        self._batch_size, self._before = settings.batch_size, 0.0
        self._started = time.monotonic()
        # The checkpoint is read and checked before anything is touched.
        saved = self._read()
        self._learner = Learner(task, settings, device)
        self._saved, self._best = saved or self._state(), self._weights()
        if saved is not None:
            self._check_shapes(saved)
            self._best = self._read_best(saved)
            self._restore(saved)
            self._points = points_of(self._path(LAST), saved.facts)
            self._before = float(saved.facts["seconds"])

    def finish(
        self,
        observe: Callable[[TrainingPoint], None],
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> History:
        """Train to the end; the best weights are in the network however it ends."""
        first = len(self._points)
        try:
            while not self._is_over():
                cancellation.check()
                report(self._progress(first))
                self._epoch(cancellation)
                observe(self._points[-1])
        finally:
            self._task.network.load_state_dict(self._best)
            self._task.network.eval()
        done = self._settings.epochs
        report(Progress(Stage.TRAIN, done, done, "", 0.0))
        return History(self._points, self._best_epoch(), self._seconds(), self._notes)

    def _is_over(self) -> bool:
        if not self._points:
            return False
        epoch = self._points[-1].epoch
        patience = self._settings.patience
        return epoch >= self._settings.epochs or epoch - self._best_epoch() >= patience

    def _best_epoch(self) -> int:
        return max(self._points, key=_merit).epoch

    def _seconds(self) -> float:
        return round(self._before + time.monotonic() - self._started, 2)

    def _progress(self, first: int) -> Progress:
        number, total = len(self._points), self._settings.epochs
        done, spent = number - first, time.monotonic() - self._started
        left = spent / done * (total + 1 - number) if done else None
        return Progress(Stage.TRAIN, max(number - 1, 0), total, f"epoch {number}", left)

    def _epoch(self, cancellation: Cancellation) -> None:
        """Train and validate one epoch, with smaller batches if memory is too small."""
        while True:
            try:
                point = self._train(cancellation) if self._points else self._measure([], 0.0)
                break
            except torch.cuda.OutOfMemoryError as error:
                self._yield_memory(error)
        self._points = (*self._points, point)
        if point.epoch == self._best_epoch():
            self._best = self._weights()
            self._write(BEST, Saved(self._best, {"epoch": point.epoch}))
        self._saved = self._state()
        self._write(LAST, self._saved)

    def _train(self, cancellation: Cancellation) -> TrainingPoint:
        epoch, count = len(self._points), self._task.rows
        pieces = max(min(-(-count // self._batch_size), count // 2), 1)
        # Batches of one size, as far as that goes: no last one of a single row.
        batches = torch.tensor_split(torch.randperm(count), pieces)
        losses, rate = [], 0.0
        for place, rows in enumerate(batches):
            cancellation.check()
            rate = learning_rate(self._settings, self._points, epoch - 1 + place / pieces)
            try:
                losses.append(self._learner.step(rows, rate))
            except NotFiniteError as error:
                raise self._not_a_number(f"batch {place + 1} of {pieces}", str(error)) from error
        return self._measure(losses, rate)

    def _measure(self, losses: Sequence[StepLosses], rate: float) -> TrainingPoint:
        self._task.network.eval()
        with torch.no_grad():
            found: Validation = self._task.validate()
        if not math.isfinite(found.score):
            raise self._not_a_number("validation", f"the score is {found.score:g}")
        return TrainingPoint(
            len(self._points),
            _mean([one.loss for one in losses], math.nan),
            found.loss,
            found.score,
            rate,
            _mean([one.generator for one in losses], None),
            _mean([one.discriminator for one in losses], None),
        )

    def _not_a_number(self, where: str, what: str) -> FusionError:
        kept = f"the weights of epoch {self._best_epoch()} are kept" if self._points else ""
        return FusionError(
            f"training, epoch {len(self._points)}, {where}",
            f"{what}{kept and '; ' + kept}: train with a lower learning rate or clip gradients",
        )

    def _yield_memory(self, error: BaseException) -> None:
        """Go back to the start of the epoch with smaller batches, or to the processor."""
        device = self._learner.device
        if self._batch_size >= 2 * SMALLEST_BATCH:
            self._batch_size //= 2
            note = f"the memory of {device} was too small: batches of {self._batch_size}"
        elif torch.device(device).type != "cpu":
            self._learner.move("cpu")
            self._batch_size = self._settings.batch_size
            note = f"the memory of {device} was too small: trained on the processor"
        else:
            raise DeviceError(device, "is out of memory; choose a smaller network") from error
        self._notes = (*self._notes, note)
        self._restore(self._saved)

    def _weights(self) -> dict[str, Tensor]:
        state = self._task.network.state_dict()
        return {name: one.detach().cpu().clone() for name, one in state.items()}

    def _state(self) -> Saved:
        device = self._learner.device
        facts = {
            "settings": _plain(self._settings),
            "rows": self._task.rows,
            "batch_size": self._batch_size,
            "points": facts_of(self._points),
            "notes": list(self._notes),
            "seconds": self._seconds(),
        }
        return Saved({**self._learner.state(), **random_states(device)}, facts)

    def _restore(self, saved: Saved) -> None:
        self._learner.restore(saved.tensors)
        restore_random_states(saved.tensors, self._learner.device)

    def _path(self, name: str) -> Path:
        return (self._folder or Path()) / name

    def _write(self, name: str, saved: Saved) -> None:
        if self._folder is not None:
            write_saved(self._path(name), saved)

    def _read(self) -> Saved | None:
        path = self._path(LAST)
        if self._folder is None or not path.exists():
            return None
        saved = read_saved(path)
        if saved.facts.get("settings") != _plain(self._settings):
            raise FusionError(path, "was trained with other settings; use those, or a new run")
        if saved.facts.get("rows") != self._task.rows:
            raise FusionError(path, "was trained on other items; start a new run")
        self._batch_size = int(saved.facts["batch_size"])
        self._notes = tuple(str(note) for note in saved.facts["notes"])
        return saved

    def _check_shapes(self, saved: Saved) -> None:
        shapes = self._learner.shapes()
        needed = {name for name in shapes if ".optimizer/" not in name}
        other = [
            name
            for name, one in saved.tensors.items()
            if name in shapes and tuple(one.shape) != shapes[name]
        ]
        strange = [
            name
            for name in saved.tensors
            if name not in shapes
            and name.startswith(("network", "adversary"))
            and not name.endswith(".scale")
        ]
        problem = [*other, *strange, *sorted(needed - set(saved.tensors))]
        if problem:
            raise FusionError(
                self._path(LAST), f"holds a network of another shape ({problem[0]}); {_NEW_RUN}"
            )

    def _read_best(self, saved: Saved) -> dict[str, Tensor]:
        best = read_saved(self._path(BEST)).tensors
        weights = self._weights()
        if {name: one.shape for name, one in best.items()} != {
            name: one.shape for name, one in weights.items()
        }:
            raise FusionError(self._path(BEST), f"holds a network of another shape; {_NEW_RUN}")
        return best


_NEW_RUN = "start a new run"
_Nothing = TypeVar("_Nothing", float, None)


def _merit(point: TrainingPoint) -> tuple[float, float]:
    """Order points by score; the lower loss decides between equal scores."""
    loss = point.validation_loss
    return point.validation_score, -loss if math.isfinite(loss) else -math.inf


def _mean(values: Sequence[float | None], nothing: _Nothing) -> float | _Nothing:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else nothing


def _plain(settings: TrainerSettings) -> dict[str, Any]:
    """Return settings as JSON gives them back."""
    return {name: getattr(value, "value", value) for name, value in asdict(settings).items()}
