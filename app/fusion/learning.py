"""One member: gradient steps on the contrastive loss, watched on items it does not see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.core.modality import PerModality
from app.core.progress import Cancellation
from app.fusion.alignment import Alignment
from app.fusion.features import FeatureTable
from app.fusion.loss import contrastive_loss
from app.fusion.model import Member
from app.fusion.network import TowerNetwork, fuse
from app.fusion.settings import TrainingConfig
from app.fusion.views import Views, as_mask, draw_views

Features = tuple[Tensor, Tensor, Tensor]
Watch = Callable[[int, float], None]


@dataclass(frozen=True)
class Task:
    """What a member learns from.

    Attributes
    ----------
    features
        Reduced features of all items, zeros where absent.
    available
        What each item has, in bit order, shape (n,).
    groups
        Caption group of each item, shape (n,).
    targets
        Soft targets, shape (n, n).
    learn, watch
        Rows to learn from, and rows to stop early by; no group is in both.
    """

    features: Features
    available: NDArray[np.int64]
    groups: NDArray[np.int64]
    targets: Tensor
    learn: NDArray[np.int64]
    watch: NDArray[np.int64]


def reduced_features(table: FeatureTable, alignment: Alignment) -> Features:
    """Return reduced features of all items as tensors, zeros where absent."""

    def one(values: NDArray[np.float32], present: NDArray[np.bool_], place: int) -> Tensor:
        reduction = list(alignment.reductions.items())[place][1]
        reduced = np.zeros((len(values), reduction.basis.shape[1]), dtype=np.float32)
        if present.any():
            reduced[present] = reduction.apply(values[present])
        return torch.from_numpy(reduced)

    tensors = [
        one(table.values[m], present, place)
        for place, (m, present) in enumerate(table.present.items())
    ]
    return (tensors[0], tensors[1], tensors[2])


class Learner:
    """Trains one member.

    Parameters
    ----------
    task
        What to learn from.
    maps
        Closed-form maps to start from.
    config
        How.
    seed
        Of this member.
    """

    def __init__(
        self, task: Task, maps: PerModality[NDArray[np.float32]], config: TrainingConfig, seed: int
    ) -> None:
        self._task, self._config = task, config
        self._chance = np.random.default_rng(seed)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self._network = TowerNetwork(maps, config.hidden, config.dropout, config.sharpness)
        self._noise_seed = seed
        parameters = list(self._network.parameters())
        self._optimizer = torch.optim.AdamW(
            parameters, lr=config.rate, weight_decay=config.weight_decay
        )

    def run(self, report: Watch, cancellation: Cancellation) -> tuple[Member, list[float]]:
        """Learn until the epochs are over or watched items get worse.

        Returns
        -------
        tuple
            The best member, and the mean reciprocal rank on watched items at each look.

        Raises
        ------
        Cancelled
            When asked to stop.
        """
        best, best_score, history = self._network.member(), self._watched(), [self._watched()]
        steps = max(1, -(-len(self._task.learn) // self._config.batch))
        total = self._config.epochs * steps
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, self._config.rate, total_steps=total + 1, pct_start=0.15
        )
        stale = 0
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self._noise_seed)
            for epoch in range(self._config.epochs):
                cancellation.check()
                self._epoch(schedule)
                if (epoch + 1) % self._config.look_every and epoch + 1 < self._config.epochs:
                    continue
                score = self._watched()
                history.append(score)
                stale = 0 if score > best_score else stale + 1
                if score > best_score:
                    best, best_score = self._network.member(), score
                report(epoch + 1, score)
                if stale >= self._config.patience:
                    break
        return best, history

    def _epoch(self, schedule: torch.optim.lr_scheduler.OneCycleLR) -> None:
        self._network.train()
        order = self._chance.permutation(self._task.learn)
        for rows in np.array_split(order, max(1, -(-len(order) // self._config.batch))):
            loss = self._loss(rows)
            self._optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            schedule.step()

    def _loss(self, rows: NDArray[np.int64]) -> Tensor:
        task = self._task
        views = draw_views(task.available[rows], self._chance)
        chosen = torch.from_numpy(rows)
        contributions = self._network.contributions(_rows(task.features, chosen))
        queries = fuse(contributions, torch.from_numpy(as_mask(views.query)))
        if self._config.second_draw:
            contributions = self._network.contributions(_rows(task.features, chosen))
        logits = self._gallery_logits(queries, contributions, views, task.groups[rows])
        return contrastive_loss(logits, task.targets[chosen][:, chosen])

    def _gallery_logits(
        self,
        queries: Tensor,
        contributions: Tensor,
        views: Views,
        groups: NDArray[np.int64],
    ) -> Tensor:
        rest = fuse(contributions, torch.from_numpy(as_mask(views.rest)))
        whole = fuse(contributions, torch.from_numpy(as_mask(views.whole)))
        own = torch.from_numpy(groups[:, None] == groups[None, :])
        cosines = torch.where(own, queries @ rest.T, queries @ whole.T)
        return cosines * self._network.log_sharpness.exp()

    def _watched(self) -> float:
        """Return the mean reciprocal rank of watched items asked for by words and by picture."""
        self._network.eval()
        with torch.inference_mode():
            scores = [
                reciprocal_ranks(self._network, self._task, bit) for bit in (1, 2)
            ]
        found = np.concatenate(scores)
        return float(found.mean()) if len(found) else 0.0


def reciprocal_ranks(network: TowerNetwork, task: Task, asked: int) -> NDArray[np.float64]:
    """Return 1 / rank of each watched item's group, asked with one subset, found by the rest."""
    rest = task.available & ~asked
    rows = task.watch[((task.available & asked) == asked)[task.watch] & (rest > 0)[task.watch]]
    contributions = network.contributions(task.features)
    mask = np.full(len(rest), asked, dtype=np.int64)
    queries = fuse(contributions[:, rows], torch.from_numpy(as_mask(mask[rows])))
    own = task.groups[rows][:, None] == task.groups[None, :]
    partial = queries @ fuse(contributions, torch.from_numpy(as_mask(rest))).T
    whole = queries @ fuse(contributions, torch.from_numpy(as_mask(task.available))).T
    cosines = np.where(own, partial.numpy(), whole.numpy())
    cosines = np.where(own & (rest == 0)[None, :], -np.inf, cosines)
    best = np.where(own, cosines, -np.inf).max(axis=1)
    ranks = 1 + ((cosines > best[:, None]) & ~own).sum(axis=1)
    reciprocal: NDArray[np.float64] = 1.0 / ranks
    return reciprocal


def _rows(features: Features, rows: Tensor) -> Features:
    return (features[0][rows], features[1][rows], features[2][rows])
