"""How a reranker is trained: with users whose last like the parts were not told."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.recommend.held_out import RerankerSettings
from app.recommend.reranking import Features, Reranker
from app.training.chance import own_chance


def train_reranker(
    features: Features,
    wanted: NDArray[np.bool_],
    popularity: NDArray[np.float32],
    settings: RerankerSettings,
    *,
    seed: int,
    report: ReportProgress,
    cancellation: Cancellation,
) -> Reranker:
    """Train the networks to put first what was held out.

    Parameters
    ----------
    features
        Of each user's candidates, shape (u, c, f).
    wanted
        Which candidate was held out, shape (u, c); one a row at most, rows of none teach nothing.
    popularity
        Logarithm of 1 + likes of each item, shape (n,).
    """
    flat = features.reshape(-1, features.shape[-1])
    mean, spread = flat.mean(axis=0), flat.std(axis=0)
    spread = np.where(spread > 1e-6, spread, 1).astype(np.float32)
    taught = wanted.any(axis=1)
    inputs = torch.from_numpy((features[taught] - mean) / spread)
    targets = torch.from_numpy(wanted[taught].argmax(axis=1))
    networks = []
    for member in range(settings.members):
        cancellation.check()
        report(Progress(Stage.TRAIN, member, settings.members, "blend"))
        with own_chance(seed * settings.members + member):
            networks.append(_train(inputs, targets, settings))
    inner, bias, outer = (np.stack(one) for one in zip(*networks, strict=True))
    return Reranker(popularity, mean.astype(np.float32), spread, inner, bias, outer)


def _train(
    inputs: torch.Tensor, targets: torch.Tensor, settings: RerankerSettings
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights of one network, as :class:`Reranker` has them."""
    first, last = nn.Linear(inputs.shape[-1], settings.hidden), nn.Linear(settings.hidden, 1)
    network = nn.Sequential(first, nn.ReLU(), nn.Dropout(settings.dropout), last)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=settings.learning_rate, weight_decay=settings.decay
    )
    for _ in range(settings.epochs):
        order = torch.randperm(len(inputs))
        for start in range(0, len(order), settings.batch):
            drawn = order[start : start + settings.batch]
            loss = functional.cross_entropy(network(inputs[drawn])[..., 0], targets[drawn])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    weights = (first.weight.T, first.bias, last.weight[0])
    return tuple(one.detach().numpy().copy() for one in weights)
