from __future__ import annotations

import math
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from app.core.errors import Cancelled, DeviceError, FusionError, StorageError
from app.core.lab import Schedule, TrainingPoint
from app.core.progress import Cancellation, Progress
from app.training.checkpoint import BEST, LAST, points_of, read_saved
from app.training.trainer import fit
from tests.training.line_task import SETTINGS, GameTask, LineTask, SmallMemoryTask


def curve_in(checkpoints: Path) -> tuple[TrainingPoint, ...]:
    path = checkpoints / LAST
    return points_of(path, read_saved(path).facts)


def test_training_learns_and_the_best_weights_stay() -> None:
    task = LineTask()
    history = fit(task, SETTINGS)
    scores = [point.validation_score for point in history.points]
    assert [point.epoch for point in history.points] == list(range(13))
    assert scores[history.best_epoch] == max(scores) > scores[0] / 3
    assert task.validate().score == max(scores)
    assert math.isnan(history.points[0].training_loss) and history.points[-1].training_loss < 0.3


def test_a_seed_gives_the_same_numbers_and_draws_from_nobody_else() -> None:
    torch.manual_seed(11)
    before, threads = torch.get_rng_state(), torch.get_num_threads()
    first, second = fit(LineTask(), SETTINGS), fit(LineTask(), SETTINGS)
    assert torch.equal(torch.get_rng_state(), before) and torch.get_num_threads() == threads
    assert repr(first.points) == repr(second.points)
    other = fit(LineTask(), replace(SETTINGS, seed=1))
    assert repr(other.points) != repr(first.points)


@pytest.mark.parametrize("stop", [1, 2, 7])
@pytest.mark.parametrize("schedule", list(Schedule))
def test_an_interrupted_run_goes_on_to_the_same_numbers(
    tmp_path: Path, stop: int, schedule: Schedule
) -> None:
    settings = replace(SETTINGS, schedule=schedule)
    whole, parted = LineTask(), LineTask()
    expected = fit(whole, settings)
    cancellation = Cancellation()

    def cancel(point: TrainingPoint) -> None:
        if point.epoch == stop:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        fit(parted, settings, observe=cancel, cancellation=cancellation, checkpoints=tmp_path)
    assert len(curve_in(tmp_path)) == stop + 1
    seen: list[TrainingPoint] = []
    resumed = LineTask()
    history = fit(resumed, settings, observe=seen.append, checkpoints=tmp_path)
    assert repr(history.points) == repr(expected.points) and seen[0].epoch == stop + 1
    for name, tensor in whole.network.state_dict().items():
        assert torch.equal(tensor, resumed.network.state_dict()[name]), name
    again = fit(LineTask(), settings, checkpoints=tmp_path)
    assert repr(again.points) == repr(history.points)


CHILD = """
import sys
from pathlib import Path
from tests.training.line_task import SETTINGS, LineTask
from app.training.trainer import fit
fit(LineTask(), SETTINGS, checkpoints=Path(sys.argv[1]),
    observe=lambda point: print(point.epoch, flush=True))
"""


def test_a_killed_run_goes_on_to_the_same_numbers(tmp_path: Path) -> None:
    whole, resumed = LineTask(), LineTask()
    expected = fit(whole, SETTINGS)
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() == "3":
                os.kill(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    assert len(curve_in(tmp_path)) >= 4
    history = fit(resumed, SETTINGS, checkpoints=tmp_path)
    assert repr(history.points) == repr(expected.points)
    for name, tensor in whole.network.state_dict().items():
        assert torch.equal(tensor, resumed.network.state_dict()[name]), name


def test_a_loss_that_is_no_number_stops_and_keeps_the_best(tmp_path: Path) -> None:
    task = LineTask(poison=8)
    with pytest.raises(FusionError, match=r"epoch 3, batch 2 of 3: the loss is nan") as caught:
        fit(task, SETTINGS, checkpoints=tmp_path)
    points = curve_in(tmp_path)
    best = max(points, key=lambda point: point.validation_score)
    assert f"weights of epoch {best.epoch} are kept" in str(caught.value)
    assert task.validate().score == best.validation_score


@contextmanager
def small_files_only() -> Iterator[None]:
    """Let no file of this process grow beyond 100 bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_the_last_good_checkpoint(tmp_path: Path) -> None:
    with ExitStack() as stack:

        def fill(point: TrainingPoint) -> None:
            if point.epoch == 2:
                stack.enter_context(small_files_only())

        with pytest.raises(StorageError) as caught:
            fit(LineTask(), SETTINGS, checkpoints=tmp_path, observe=fill)
    assert "not saved (File too large); the last good one stays" in str(caught.value)
    assert sorted(one.name for one in tmp_path.iterdir()) == [BEST, LAST]
    assert [point.epoch for point in curve_in(tmp_path)] == [0, 1, 2]
    expected = fit(LineTask(), SETTINGS)
    assert repr(fit(LineTask(), SETTINGS, checkpoints=tmp_path).points) == repr(expected.points)


def test_a_folder_that_may_not_be_written_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="checkpoint not saved"):
        fit(LineTask(), SETTINGS, checkpoints=tmp_path / "file")


def test_a_checkpoint_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    short = replace(SETTINGS, epochs=2)
    fit(LineTask(), short, checkpoints=tmp_path)
    content = (tmp_path / LAST).read_bytes()
    wide = LineTask(width=9)
    before = {name: one.clone() for name, one in wide.network.state_dict().items()}
    with pytest.raises(FusionError, match="another shape"):
        fit(wide, short, checkpoints=tmp_path)
    assert all(torch.equal(one, wide.network.state_dict()[name]) for name, one in before.items())
    with pytest.raises(FusionError, match="other settings"):
        fit(LineTask(), SETTINGS, checkpoints=tmp_path)
    with pytest.raises(FusionError, match="other items"):
        fit(LineTask(30), short, checkpoints=tmp_path)
    assert (tmp_path / LAST).read_bytes() == content
    (tmp_path / LAST).write_bytes(content.replace(b'schema\\": 1', b'schema\\": 9'))
    with pytest.raises(FusionError, match="another version"):
        fit(LineTask(), short, checkpoints=tmp_path)
    (tmp_path / LAST).write_bytes(content[:100])
    with pytest.raises(FusionError, match="damaged"):
        fit(LineTask(), short, checkpoints=tmp_path)


def test_the_adversary_steps_first_and_both_losses_are_told() -> None:
    task = GameTask()
    history = fit(task, SETTINGS)
    assert task.order[:4] == ["adversary", "network", "adversary", "network"]
    last, first = history.points[-1], history.points[1]
    assert last.generator_loss == 2.5 and first.discriminator_loss is not None
    assert last.discriminator_loss is not None
    assert last.discriminator_loss < first.discriminator_loss
    assert fit(LineTask(), replace(SETTINGS, epochs=1)).points[1].discriminator_loss is None


def test_batches_are_halved_when_memory_is_too_small() -> None:
    task = SmallMemoryTask(20)
    history = fit(task, replace(SETTINGS, batch_size=64, epochs=2))
    assert set(task.batches) == {16} and len(history.points) == 3
    assert history.notes == tuple(
        f"the memory of cpu was too small: batches of {size}" for size in (32, 16)
    )
    with pytest.raises(DeviceError, match="out of memory"):
        fit(SmallMemoryTask(2), replace(SETTINGS, batch_size=64))


def test_training_stops_early_and_tells_the_time_left() -> None:
    seen: list[Progress] = []
    settings = replace(SETTINGS, learning_rate=1e-6, warmup_epochs=0, patience=3, epochs=1000)
    settings = replace(settings, learning_rate=1.0, gradient_clip=0.0)
    history = fit(LineTask(), settings, report=seen.append)
    assert len(history.points) < 200
    assert history.points[-1].epoch == history.best_epoch + 3
    assert seen[3].seconds_left is not None and seen[3].seconds_left > 0
    assert seen[-1].done == seen[-1].total and seen[-1].seconds_left == 0


def test_moments_and_random_states_are_in_the_checkpoint(tmp_path: Path) -> None:
    fit(LineTask(), replace(SETTINGS, epochs=1), checkpoints=tmp_path)
    names = set(read_saved(tmp_path / LAST).tensors)
    assert {"random/cpu", "network/0.weight", "network.optimizer/0/exp_avg_sq"} <= names


def test_what_cannot_be_trained_is_refused() -> None:
    with pytest.raises(FusionError, match="1 rows"):
        fit(LineTask(1), SETTINGS)
    with pytest.raises(DeviceError, match="is not there"):
        fit(LineTask(), SETTINGS, device="cuda:7")
