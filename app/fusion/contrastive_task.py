"""What fusion networks learn: a query with some of an item's modalities finds the item.

The loss is InfoNCE (van den Oord et al. 2018) in both directions between the items of a
batch. A batch asks one question: a random subset of modalities. What is missing must not tell
the wanted item from others. So either all items of a batch hide what is asked with, as far as
something else remains, or none does; and what hiding does to the cosines with unrelated items
is drawn to 0 in the mean. Items of one caption are positives, and items whose
captions nearly agree are never negatives; a part of the target goes to items of similar
captions (as Gao et al. 2024, SoftCLIP). Beside it stands the cross-entropy of a linear head
that names categories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.core.lab import TrainerSettings
from app.core.modality import MODALITIES
from app.fusion.contrast import Likeness
from app.fusion.features import WHOLE
from app.fusion.joint import NamingNetwork
from app.fusion.settings import ContrastConfig
from app.fusion.tower import Array
from app.training.task import Validation

_BLOCKED = -1e4
_DEPTH = 10
_MOST_VALIDATED = 2000
"""So many validation items ask, among so many others, at most: time and memory."""
_HEAD_SHARPNESS = 10.0
QUESTION_CHANCES = (0.0, 0.38, 0.38, 0.08, 0.1, 0.03, 0.03, 0.0)
"""How often a batch asks with each subset, in bit order (image 1, text 2, audio 4)."""
_SHOWS_ALL = 0.5
"""How often the items of a batch hide nothing."""
_PARITY = 30.0
"""What it costs when hidden and whole items of other captions differ."""


@dataclass(frozen=True)
class Views:
    """Items as a network takes them, and what they are to be found by.

    Attributes
    ----------
    inputs
        Prepared features of each modality, shape (n, r), float32.
    present
        Shape (n, 3), bool.
    groups
        Number of each item's caption group, shape (n,).
    categories
        Number of each item's category, -1 for none, shape (n,).
    captions
        Unit rows, zeros for items without words; shape (n, d), float32.
    """

    inputs: Sequence[Array]
    present: NDArray[np.bool_]
    groups: NDArray[np.int64]
    categories: NDArray[np.int64]
    captions: Array


class ContrastiveTask:
    """Trains a fusion network on some rows and validates on others.

    Parameters
    ----------
    network
        What is trained.
    views
        Training and validation items.
    training, validation
        Their rows; no caption group is in both.
    settings
        Weights of the losses, temperature, modality dropout.
    """

    def __init__(
        self,
        network: NamingNetwork,
        views: Views,
        training: NDArray[np.int64],
        validation: NDArray[np.int64],
        settings: TrainerSettings,
    ) -> None:
        self.network, self._settings = network, settings
        self._inputs = [torch.from_numpy(one) for one in views.inputs]
        self._present = torch.from_numpy(views.present)
        self._categories = torch.from_numpy(views.categories)
        self._groups = torch.from_numpy(views.groups)
        self._likeness = Likeness(views.captions, views.groups, ContrastConfig())
        self._training = torch.from_numpy(training)
        self._asking = torch.from_numpy(validation[:_MOST_VALIDATED])
        self._gallery = torch.from_numpy(
            np.concatenate([validation[:_MOST_VALIDATED], training[:_MOST_VALIDATED]])
        )
        self._chances = _possible_chances(views.present[training])

    @property
    def rows(self) -> int:
        """Number of training items."""
        return len(self._training)

    def loss(self, rows: Tensor) -> Tensor:
        """Return the weighted sum of the contrastive and the classification loss."""
        items, settings = self._training[rows], self._settings
        present, question = self._present[items], self._draw_question()
        asks = (present | ~question).all(dim=1)
        queries = self.embed(items, _or_all(present & question & asks[:, None], present))
        whole = self.embed(items, present)
        hidden = self.embed(items, _or_all(present & ~question, present))
        contrast = self._contrast(items[asks], queries[asks], whole[asks], hidden[asks])
        names = self._classification(items, queries) + self._classification(items, whole)
        return settings.contrastive_weight * contrast + settings.classification_weight * names / 2

    def _draw_question(self) -> Tensor:
        """Return with which modalities this batch asks, shape (3,), bool; all is as it is."""
        asks_less = torch.rand(()) < self._settings.modality_dropout
        subset = torch.multinomial(self._chances, 1) if asks_less else torch.tensor([WHOLE])
        return (subset >> torch.arange(len(MODALITIES))) % 2 == 1

    def embed(self, items: Tensor, shown: Tensor) -> Tensor:
        """Return unit vectors of items of which some modalities are shown; (b, dimension)."""
        device = next(self.network.parameters()).device
        there = shown.to(device).float()
        vectors: Tensor = self.network([one[items].to(device) for one in self._inputs], there)
        return vectors

    def _contrast(self, items: Tensor, queries: Tensor, whole: Tensor, hidden: Tensor) -> Tensor:
        if len(items) < 2:
            return queries.sum() * 0
        likeness, every = self._likeness.among(items), torch.arange(len(items))
        near, own = likeness.near(every), likeness.own(every)
        targets = likeness.targets(every, ~near).to(queries.device)
        with_whole, with_hidden = queries @ whole.T, queries @ hidden.T
        cosines = (with_whole if torch.rand(()) < _SHOWS_ALL else with_hidden).float()
        others = ~own.to(cosines.device)
        bias = _mean_of(with_hidden.float() - with_whole.float(), others).square().mean()
        logits = cosines / self._settings.temperature
        logits = logits.masked_fill(near.to(logits.device), _BLOCKED)
        forth = -(targets * logits.log_softmax(dim=1)).sum(dim=1).mean()
        back = -(targets.T * logits.log_softmax(dim=0)).sum(dim=0).mean()
        return (forth + back) / 2 + _PARITY * bias

    def _classification(self, items: Tensor, vectors: Tensor) -> Tensor:
        head, names = self.network.head, self._categories[items].to(vectors.device)
        if head is None or not (names >= 0).any():
            return vectors.sum() * 0
        logits = _HEAD_SHARPNESS * head(vectors)
        return nn.functional.cross_entropy(logits.float(), names, ignore_index=-1)

    def validate(self) -> Validation:
        """Ask with one modality of each validation item, which hides that modality then.

        All others hide it as well, so that what is missing says nothing. The score is recall
        at 10; where no query can be answered, the accuracy of the head.
        """
        found = [self._ask(place) for place in range(len(MODALITIES))]
        ranks, losses = (torch.cat(one) for one in zip(*found, strict=True))
        if len(ranks):
            return Validation(float(losses.mean()), float((ranks <= _DEPTH).double().mean()))
        return self._validate_names()

    def _ask(self, place: int) -> tuple[Tensor, Tensor]:
        """Return the rank and the loss of each query that has an answer."""
        items = self._asking[self._present[self._asking, place]]
        question = torch.arange(len(MODALITIES)) == place
        present = self._present[self._gallery]
        own = self._groups[items][:, None] == self._groups[self._gallery][None, :]
        rest = present & ~question
        queries = self.embed(items, question.expand(len(items), -1)).cpu()
        scores = queries @ self.embed(self._gallery, _or_all(rest, present)).cpu().T
        scores = scores.masked_fill(own & ~rest.any(dim=1), -2.0)
        answerable = (own & rest.any(dim=1)).any(dim=1)
        scores, own = scores[answerable], own[answerable] & rest.any(dim=1)
        best = scores.masked_fill(~own, -2.0).amax(dim=1, keepdim=True)
        ranks = 1 + ((scores >= best) & ~own).sum(dim=1)
        chances = (scores / self._settings.temperature).log_softmax(dim=1)
        return ranks, -chances.masked_fill(~own, -torch.inf).logsumexp(dim=1)

    def _validate_names(self) -> Validation:
        items = self._asking[self._categories[self._asking] >= 0]
        if self.network.head is None or not len(items):
            return Validation(float("nan"), 0.0)
        vectors = self.embed(items, self._present[items])
        logits = (_HEAD_SHARPNESS * self.network.head(vectors)).cpu()
        names = self._categories[items]
        loss = float(nn.functional.cross_entropy(logits, names))
        return Validation(loss, float((logits.argmax(dim=1) == names).double().mean()))


def _mean_of(values: Tensor, chosen: Tensor) -> Tensor:
    """Return the mean of each row's chosen values, 0 of none; shape (q,)."""
    return (values * chosen).sum(dim=1) / chosen.sum(dim=1).clamp_min(1)


def _or_all(shown: Tensor, present: Tensor) -> Tensor:
    """Return what is shown, or all where that is nothing; shape (b, 3), bool."""
    return torch.where(shown.any(dim=1, keepdim=True), shown, present)


def _possible_chances(present: NDArray[np.bool_]) -> Tensor:
    """Return the chance of each question that some item can ask; the whole one without any."""
    bits = present @ np.array([1, 2, 4])
    chances = [
        chance if ((bits & subset) == subset).any() else 0.0
        for subset, chance in enumerate(QUESTION_CHANCES)
    ]
    chances[WHOLE] = float(not any(chances))
    return torch.tensor(chances)
