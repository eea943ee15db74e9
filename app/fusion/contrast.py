"""Learn by contrast how far each closed-form map is to be believed.

Every query of an inner fold (a random non-empty subset of a held-out item's modalities)
shall find its own item among all items. The loss is cross-entropy over cosines (InfoNCE,
van den Oord et al. 2018) with targets softened by the likeness of captions (as Gao et al.
2024, SoftCLIP); items whose captions nearly agree are never negatives. Modality dropout
works on both sides: gallery items lose modalities at random, the wanted item mostly hides
what is asked with. Learnt are a factor for each term of each tower, a gain for each
dimension of a member, the members' shares and a temperature, all starting at the closed
form; they are multiplied into the maps, so that nothing new happens when a query comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from app.core.modality import MODALITIES, PerModality
from app.fusion.model import Member
from app.fusion.settings import ContrastConfig, TrainingConfig
from app.fusion.stacking import InnerFold
from app.fusion.tower import Array

SUBSET_CHANCES = (0.0, 0.36, 0.28, 0.06, 0.2, 0.04, 0.04, 0.02)
"""How often a query consists of each subset, in bit order (image 1, text 2, audio 4)."""
_BLOCKED = -1e4
_BETTER = 1e-4


@dataclass(frozen=True)
class Epoch:
    """One row of the validation curve; number 0 is the closed form as it starts.

    Attributes
    ----------
    number
        From 0.
    loss
        Mean training loss; not a number for 0.
    mrr, recall_at_10
        Of validation queries of one modality each, 0 to 1.
    """

    number: int
    loss: float
    mrr: float
    recall_at_10: float


@dataclass(frozen=True)
class Adjustment:
    """What was learnt of one member.

    Attributes
    ----------
    factors
        Shape (3, 2), float32: of each modality's two terms.
    gains
        Shape (k,), float32.
    share
        From 0 to 1.
    """

    factors: Array
    gains: Array
    share: float

    def apply(self, member: Member) -> Member:
        """Return the member with everything learnt multiplied in."""
        towers = PerModality(
            *(
                member.towers[modality].adjusted(float(straight), float(bent), self.gains)
                for modality, (straight, bent) in zip(MODALITIES, self.factors, strict=True)
            )
        )
        return Member(towers, np.array([self.share], dtype=np.float32))


class Likeness:
    """Which items a query wants, and which it must not push away.

    Parameters
    ----------
    captions
        Unit rows, zeros for items without words; shape (n, d), float32.
    groups
        Number of each item's caption group, shape (n,).
    config
        Softness, temperature and the limit of near-duplicates.
    """

    def __init__(self, captions: Array, groups: NDArray[np.int64], config: ContrastConfig) -> None:
        self._captions, self._groups = torch.from_numpy(captions), torch.from_numpy(groups)
        self._has_words = self._captions.any(dim=1)
        self._config = config

    def own(self, rows: Tensor) -> Tensor:
        """Return which items are of each row's caption group, shape (q, n), bool."""
        return self._groups[rows][:, None] == self._groups[None, :]

    def near(self, rows: Tensor) -> Tensor:
        """Return which items nearly have each row's caption, own ones aside; (q, n), bool."""
        return (self._cosines(rows) > self._config.near_duplicate) & ~self.own(rows)

    def targets(self, rows: Tensor, allowed: Tensor) -> Tensor:
        """Return what each query is to find, shape (q, n), rows summing to 1.

        Parameters
        ----------
        rows
            Rows of the items that ask, shape (q,).
        allowed
            Which items may be found; at least one own item in each row. Shape (q, n), bool.
        """
        own = self.own(rows)
        hard = (own & allowed).float()
        hard = hard / hard.sum(dim=1, keepdim=True).clamp_min(1)
        alike = torch.where(own, 1.0, self._cosines(rows)) / self._config.caption_temperature
        known = self._has_words[rows][:, None] & self._has_words[None, :]
        soft = torch.softmax(alike.masked_fill(~(allowed & (known | own)), _BLOCKED), dim=1)
        return (1 - self._config.softness) * hard + self._config.softness * soft

    def among(self, rows: Tensor) -> Likeness:
        """Return the likeness of the rows of one batch with each other."""
        return Likeness(self._captions[rows].numpy(), self._groups[rows].numpy(), self._config)

    def _cosines(self, rows: Tensor) -> Tensor:
        return self._captions[rows] @ self._captions.T


class _Layer(nn.Module):
    """Factors, gains, shares and temperature, as logarithms."""

    def __init__(self, dimensions: Sequence[int], shares: Sequence[float]) -> None:
        super().__init__()
        self.factors = nn.Parameter(torch.zeros(len(dimensions), len(MODALITIES), 2))
        self.gains = nn.ParameterList([nn.Parameter(torch.zeros(size)) for size in dimensions])
        self.shares = nn.Parameter(torch.tensor(shares).log())
        self.temperature = nn.Parameter(torch.tensor(0.06).log())

    def fuse(self, fold: InnerFold, there: Tensor, rows: Tensor | None = None) -> Tensor:
        """Return unit vectors of ``rows`` (all) with what is ``there``, shape (q, 3), float."""
        sums = [torch.zeros(()) for _ in self.gains]
        for piece in fold.pieces:
            vectors = torch.from_numpy(piece.vectors)
            chosen = vectors if rows is None else vectors.index_select(0, rows)
            factor = self.factors[piece.member, piece.modality, piece.term].exp()
            sums[piece.member] = sums[piece.member] + chosen * (
                there[:, piece.modality, None] * factor
            )
        shares = torch.softmax(self.shares, dim=0).sqrt()
        parts = [
            functional.normalize(total * gain.exp(), dim=1, eps=1e-6) * share
            for total, gain, share in zip(sums, self.gains, shares, strict=True)
        ]
        return functional.normalize(torch.cat(parts, dim=1), dim=1, eps=1e-6)

    def adjustments(self) -> tuple[Adjustment, ...]:
        """Return what was learnt, as NumPy arrays."""
        with torch.no_grad():
            shares = torch.softmax(self.shares, dim=0)
            return tuple(
                Adjustment(factors.exp().numpy(), gains.exp().numpy(), float(share))
                for factors, gains, share in zip(self.factors, self.gains, shares, strict=True)
            )


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep torch in one thread: steps are so small that threads mostly wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class ContrastiveTraining:
    """Trains a layer on all inner folds but the last, which validates.

    Parameters
    ----------
    folds
        At least 3.
    present
        Which modalities each item has, shape (n, 3), bool.
    likeness
        Of captions.
    members
        The closed-form members, for their sizes and shares.
    config
        How to train; its seed draws queries, dropout and the order of folds.
    """

    def __init__(
        self,
        folds: Sequence[InnerFold],
        present: NDArray[np.bool_],
        likeness: Likeness,
        members: Sequence[Member],
        config: TrainingConfig,
    ) -> None:
        contrast = config.contrast
        self._folds, self._likeness, self._config = folds, likeness, contrast
        self._present = torch.from_numpy(present)
        self._layer = _Layer(
            [member.dimension for member in members], [float(one.share[0]) for one in members]
        )
        self._chance = torch.Generator().manual_seed(config.seed)
        self._optimizer = torch.optim.AdamW(
            [
                {"params": list(self._layer.gains), "lr": contrast.gain_rate},
                {
                    "params": [self._layer.factors, self._layer.shares, self._layer.temperature],
                    "lr": contrast.learning_rate,
                    "weight_decay": 0.0,
                },
            ],
            weight_decay=contrast.decay,
        )

    def run(
        self, before_epoch: Callable[[int], None]
    ) -> tuple[tuple[Adjustment, ...], tuple[Epoch, ...]]:
        """Train until the validation figure stops rising; keep the best epoch.

        Parameters
        ----------
        before_epoch
            Called with each epoch's number from 0; may raise to stop.

        Returns
        -------
        tuple
            What was learnt of each member, and the validation curve.
        """
        with _one_thread():
            return self._run(before_epoch)

    def _run(
        self, before_epoch: Callable[[int], None]
    ) -> tuple[tuple[Adjustment, ...], tuple[Epoch, ...]]:
        curve = [self._validate(0, float("nan"))]
        best, kept = curve[0], self._layer.adjustments()
        for number in range(self._config.epochs):
            before_epoch(number)
            curve.append(self._validate(number + 1, self._epoch()))
            if curve[-1].mrr > best.mrr + _BETTER:
                best, kept = curve[-1], self._layer.adjustments()
            if number + 1 - best.number >= self._config.patience:
                break
        return kept, tuple(curve)

    def _epoch(self) -> float:
        order = torch.randperm(len(self._folds) - 1, generator=self._chance)
        losses = [self._step(self._folds[int(place)]) for place in order]
        return float(np.mean([loss for loss in losses if loss is not None] or [np.nan]))

    def _step(self, fold: InnerFold) -> float | None:
        rows, asked = self._draw_queries(fold)
        if not len(rows):
            return None
        scores, gone = self._scores(fold, rows, asked)
        allowed = ~(gone | self._likeness.near(rows))
        answerable = (self._likeness.own(rows) & allowed).any(dim=1)
        if not answerable.any():
            return None
        logits = scores / self._layer.temperature.exp()
        chances = torch.log_softmax(logits.masked_fill(~allowed, _BLOCKED), dim=1)
        targets = self._likeness.targets(rows, allowed)
        loss = -(targets * chances).sum(dim=1)[answerable].mean()
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        self._optimizer.step()
        return float(loss.detach())

    def _draw_queries(self, fold: InnerFold) -> tuple[Tensor, Tensor]:
        """Return held-out rows, and for each the modalities it asks with, (q, 3), bool."""
        rows = torch.from_numpy(fold.held_out)
        chances = torch.tensor(SUBSET_CHANCES)
        subsets = torch.multinomial(chances, len(rows), replacement=True, generator=self._chance)
        asked = (subsets[:, None] >> torch.arange(len(MODALITIES))) % 2 == 1
        possible = (self._present[rows] | ~asked).all(dim=1)
        return rows[possible], asked[possible]

    def _scores(self, fold: InnerFold, rows: Tensor, asked: Tensor) -> tuple[Tensor, Tensor]:
        """Return cosines with all items under dropout, and which items have nothing left."""
        queries = self._layer.fuse(fold, asked.float(), rows)
        kept = torch.rand(self._present.shape, generator=self._chance) > self._config.item_dropout
        shown = self._present & kept
        shown = torch.where(shown.any(dim=1, keepdim=True), shown, self._present)
        gallery = self._layer.fuse(fold, shown.float())
        hiding = torch.rand(len(rows), generator=self._chance) < self._config.hidden
        own = self._likeness.own(rows) & hiding[:, None]
        return self._hide(fold, queries, asked, own, queries @ gallery.T)

    def _hide(
        self, fold: InnerFold, queries: Tensor, asked: Tensor, own: Tensor, scores: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score ``own`` items without what is asked with; tell which have nothing then."""
        query, item = own.nonzero(as_tuple=True)
        rest = self._present[item] & ~asked[query]
        hidden = self._layer.fuse(fold, rest.float(), item)
        hidden_scores = (queries.index_select(0, query) * hidden).sum(dim=1)
        gone = torch.zeros_like(own)
        gone[query, item] = ~rest.any(dim=1)
        return scores.index_put((query, item), hidden_scores), gone

    def _validate(self, number: int, loss: float) -> Epoch:
        """Ask as the held-out protocol does, with one modality of each validation item."""
        fold = self._folds[-1]
        with torch.no_grad():
            gallery = self._layer.fuse(fold, self._present.float())
            ranks = torch.cat(
                [
                    self._ranks(fold, gallery, torch.arange(len(MODALITIES)) == place)
                    for place in range(len(MODALITIES))
                ]
            ).double()
        if not len(ranks):
            return Epoch(number, loss, 0.0, 0.0)
        return Epoch(number, loss, float((1 / ranks).mean()), float((ranks <= 10).double().mean()))

    def _ranks(self, fold: InnerFold, gallery: Tensor, asking: Tensor) -> Tensor:
        rows = torch.from_numpy(fold.held_out)
        rows = rows[(self._present[rows] | ~asking).all(dim=1)]
        asked = asking.expand(len(rows), -1)
        queries = self._layer.fuse(fold, asked.float(), rows)
        own = self._likeness.own(rows)
        scores, gone = self._hide(fold, queries, asked, own, queries @ gallery.T)
        scores = scores.masked_fill(gone, _BLOCKED)
        best = scores.masked_fill(~own, _BLOCKED).max(dim=1, keepdim=True).values
        ranks = 1 + ((scores >= best) & ~own).sum(dim=1)
        return ranks[(own & ~gone).any(dim=1)]
