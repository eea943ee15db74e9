"""Train any kind of fusion by one call; and what it is worth untrained."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.lab import FusionKind, NetworkSettings, TrainerSettings, TrainingPoint
from app.core.modality import MODALITIES
from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.fusion.features import FeatureTable
from app.fusion.front import aligned, cross_aligned, fit_front, space_map, untrained_front
from app.fusion.model import FusionModel, TowerFusion
from app.fusion.reduction import reduce_present
from app.fusion.settings import ContrastConfig, TrainingConfig
from app.fusion.splitting import split_items
from app.fusion.tower import unit_rows
from app.fusion.training import (
    TrainedFusion,
    TrainingData,
    caption_groups,
    category_numbers,
    train,
)

if TYPE_CHECKING:
    from app.fusion.contrastive_task import ContrastiveTask, Views
    from app.fusion.joint import FusionNetwork
    from app.training.trainer import History

FEWEST_ITEMS = 8
Observe = Callable[[TrainingPoint], None]
Finish = Callable[[], FusionModel]


def ignore_point(_: TrainingPoint) -> None:
    """Tell nobody."""


def train_fusion(
    kind: FusionKind,
    data: TrainingData,
    network: NetworkSettings,
    trainer: TrainerSettings,
    *,
    device: str = "cpu",
    observe: Observe = ignore_point,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
    checkpoints: Path | None = None,
) -> TrainedFusion:
    """Train a fusion of any kind.

    A share of the caption groups validates; nothing is fitted to it. The towers are the
    exception: they are made in closed form from all items, of the trainer's settings they
    heed the seed and the number of epochs, and they keep no checkpoints.

    Parameters
    ----------
    kind
        Which fusion.
    data
        Items; those without any feature are left out.
    network, trainer
        Shape and training of networks.
    device
        Where networks are trained, ``cpu`` or a graphics card.
    observe
        Told each point of the curve.
    report, cancellation
        Progress out, cancel in.
    checkpoints
        A folder that makes the training of a network go on where it was; see
        :func:`app.training.trainer.fit`.

    Raises
    ------
    FusionError
        With fewer than 8 usable items, or when there is nothing to tell apart: neither
        pairs to contrast nor two categories.
    StorageError, DeviceError, Cancelled
        See :func:`app.training.trainer.fit`.
    """
    split = _split(data, trainer)
    if kind is FusionKind.TOWERS:
        return _train_towers(data, trainer, observe, report, cancellation)
    from app.training.trainer import fit

    task, finish = _prepare(kind, split, network, trainer)
    start = finish()
    history = fit(
        task,
        trainer,
        device=device,
        observe=observe,
        report=report,
        cancellation=cancellation,
        checkpoints=checkpoints,
    )
    model, metrics = finish(), _metrics(kind, split, trainer, history)
    if kind is FusionKind.ADVERSARIAL:
        raw = untrained_fusion(kind, data, network, trainer.seed)
        metrics["modality_gap"] = _gaps(split, trainer, before=raw, start=start, after=model)
    return TrainedFusion(model, metrics, points=history.points)


def _train_towers(
    data: TrainingData,
    trainer: TrainerSettings,
    observe: Observe,
    report: ReportProgress,
    cancellation: Cancellation | None,
) -> TrainedFusion:
    contrast = ContrastConfig(epochs=trainer.epochs)
    config = TrainingConfig(seed=trainer.seed, contrast=contrast)
    trained = train(data, config, report, cancellation)
    for point in trained.points:
        observe(point)
    return trained


def untrained_fusion(
    kind: FusionKind, data: TrainingData, network: NetworkSettings, seed: int
) -> FusionModel:
    """Return a fusion that knows how its features are scaled, and nothing else.

    Its maps have seen no pair, and its network has the weights that it was drawn with:
    what a trained fusion has to beat.

    Raises
    ------
    FusionError
        With fewer than 8 usable items.
    """
    split = _split(data, TrainerSettings(seed=seed))
    if kind is FusionKind.REFERENCE:
        return _reference(split, network, TrainerSettings(seed=seed))[1]()
    front = untrained_front(split.table, data.layout, seed)
    if kind is FusionKind.TOWERS:
        return front
    from app.fusion.network_fusion import NetworkFusion

    fusion = _network(kind, front, network, seed, 0)
    return NetworkFusion(kind, network, front, fusion)


@dataclass(frozen=True)
class _Split:
    """Usable items, and which of them train and validate."""

    table: FeatureTable
    data: TrainingData
    groups: NDArray[np.int64]
    categories: NDArray[np.int64]
    training: NDArray[np.int64]
    validation: NDArray[np.int64]


def _split(data: TrainingData, trainer: TrainerSettings) -> _Split:
    usable = np.flatnonzero(data.table.checked().subsets > 0)
    if len(usable) < FEWEST_ITEMS:
        raise FusionError(
            "training",
            f"needs {FEWEST_ITEMS} items with usable media and has {len(usable)}; import more",
        )
    groups = caption_groups(data.captions)[usable]
    categories = category_numbers(data.categories)[usable]
    table = data.table.rows(usable)
    _check_contrast(table, groups, categories, trainer)
    rows = split_items(data.captions, usable, trainer.validation_share, trainer.seed)
    training, validation = (np.searchsorted(usable, side) for side in rows)
    return _Split(table, data, groups, categories, training, validation)


def _check_contrast(
    table: FeatureTable,
    groups: NDArray[np.int64],
    categories: NDArray[np.int64],
    trainer: TrainerSettings,
) -> None:
    """Refuse items of which nothing is to be told apart.

    Raises
    ------
    FusionError
        Saying what is missing.
    """
    _, counts = np.unique(groups, return_counts=True)
    several = np.stack([there for _, there in table.present.items()]).sum(axis=0) > 1
    has_pairs = len(counts) > 1 and (bool(several.any()) or counts.max() > 1)
    has_names = len(np.unique(categories[categories >= 0])) > 1
    if not (has_pairs and trainer.contrastive_weight) and not (
        has_names and trainer.classification_weight
    ):
        raise FusionError(
            "training",
            "has nothing to tell apart: a single category, and no items of two modalities or of "
            "one caption; add items of other categories, or pictures with words",
        )


def _prepare(
    kind: FusionKind, split: _Split, network: NetworkSettings, trainer: TrainerSettings
) -> tuple[ContrastiveTask, Finish]:
    """Fit the front on the training split; return the task, and what makes a model of it."""
    from app.fusion.contrastive_task import ContrastiveTask
    from app.fusion.network_fusion import NetworkFusion
    from app.training.chance import own_chance

    if kind is FusionKind.REFERENCE:
        return _reference(split, network, trainer)
    training = split.table.rows(split.training)
    front = fit_front(training, split.data.layout, trainer.seed)
    views = _views(front, split, trainer.seed)
    named = int(views.categories.max(initial=-1)) + 1 if trainer.classification_weight else 0
    fusion = _network(kind, front, network, trainer.seed, named if named > 1 else 0)
    seen = [one[split.training] for one in views.inputs]
    fusion.start_from(space_map(front, seen, network.dimension))

    def finish() -> FusionModel:
        return NetworkFusion(kind, network, front, copy.deepcopy(fusion))

    if kind is not FusionKind.ADVERSARIAL:
        return ContrastiveTask(fusion, views, split.training, split.validation, trainer), finish
    from app.fusion.adversarial_task import AdversarialTask

    with own_chance(trainer.seed):
        task = AdversarialTask(fusion, views, split.training, split.validation, trainer)
    return task, finish


def _reference(
    split: _Split, network: NetworkSettings, trainer: TrainerSettings
) -> tuple[ContrastiveTask, Finish]:
    """Return the reference network's task, and what makes a model of it."""
    from app.fusion.contrastive_task import ContrastiveTask, Views
    from app.fusion.reference import ReferenceNetwork, raw_inputs, vocabulary_size
    from app.fusion.reference_fusion import ReferenceFusion
    from app.training.chance import own_chance

    table, categories = split.table, split.categories
    inputs, present = raw_inputs(table), np.stack([there for _, there in table.present.items()], 1)
    # Word numbers tell no likeness of captions, so items of other captions are all unlike.
    words = np.zeros((len(table), 1), dtype=np.float32)
    views = Views(inputs, present, split.groups, categories, words)
    named = int(categories.max(initial=-1)) + 1 if trainer.classification_weight else 0
    with own_chance(trainer.seed):
        vocabulary = vocabulary_size(table.rows(split.training))
        fusion = ReferenceNetwork(vocabulary, network, named if named > 1 else 0)
    task = ContrastiveTask(fusion, views, split.training, split.validation, trainer)
    return task, lambda: ReferenceFusion(copy.deepcopy(fusion), table.sizes)


def _gaps(split: _Split, trainer: TrainerSettings, **models: FusionModel) -> dict[str, Any]:
    """Return how far modalities differ untrained, in closed form, and after training."""
    from app.fusion.adversarial_gap import modality_gap

    return {
        when: modality_gap(model, split.table, split.validation, trainer.seed)
        for when, model in models.items()
    }


def _views(front: TowerFusion, split: _Split, seed: int) -> Views:
    from app.fusion.contrastive_task import Views

    table, rows = split.table, split.training
    inputs = aligned(front, table)
    honest = cross_aligned(front, table.rows(rows), split.groups[rows], seed)
    for one, fresh in zip(inputs, honest, strict=True):
        one[rows] = fresh
    present = np.stack([table.present[m] for m in MODALITIES], axis=1)
    words = reduce_present(front.reductions.text, table.values.text, table.present.text)
    return Views(inputs, present, split.groups, split.categories, unit_rows(words))


def _network(
    kind: FusionKind, front: TowerFusion, network: NetworkSettings, seed: int, categories: int
) -> FusionNetwork:
    from app.fusion.joint import FusionNetwork, make_joint
    from app.training.chance import own_chance

    with own_chance(seed):
        joint = make_joint(kind, [front.dimension] * len(MODALITIES), network)
        return FusionNetwork(joint, len(front.members), categories)


def _metrics(
    kind: FusionKind, split: _Split, trainer: TrainerSettings, history: History
) -> dict[str, Any]:
    """Return what training measured, as JSON values."""
    best = next(one for one in history.points if one.epoch == history.best_epoch)
    return {
        "strategy": kind.value,
        "items": len(split.table),
        "caption_groups": len(np.unique(split.groups)),
        "seed": trainer.seed,
        "epochs": len(history.points) - 1,
        "best_epoch": history.best_epoch,
        "validation_items": len(split.validation),
        "validation_recall@10": round(best.validation_score, 4),
        "validation_curve": _rounded([one.validation_score for one in history.points]),
        "notes": list(history.notes),
        "seconds": history.seconds,
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in values]
