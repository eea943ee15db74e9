"""How a fusion is trained."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from app.core.errors import FusionError
from app.core.modality import PerModality


@dataclass(frozen=True)
class ContrastConfig:
    """Choices of contrastive training; all were made on inner folds alone.

    Attributes
    ----------
    epochs
        At most this many; 0 keeps the closed form as it starts.
    patience
        Stop after this many epochs without a better validation figure.
    inner_folds
        Folds of caption groups, 3 or more; the last one validates, the others train.
    minimum_groups
        With fewer caption groups that have two modalities the closed form stays.
    maximum_items
        A larger catalog trains on a sample of caption groups of about this many items.
    learning_rate, gain_rate
        AdamW's steps for factors and shares, and for the gains of dimensions.
    decay
        AdamW's weight decay, toward the closed form.
    softness
        Part of the target that goes to items of similar captions, 0 to 1.
    caption_temperature
        How sharply captions' cosines become targets.
    near_duplicate
        Items whose captions have a larger cosine than this are never negatives.
    item_dropout
        Chance that a gallery item's modality is hidden.
    hidden
        Chance that the wanted item hides all that is asked with.
    """

    epochs: int = 60
    patience: int = 8
    inner_folds: int = 5
    minimum_groups: int = 50
    maximum_items: int = 4000
    learning_rate: float = 0.05
    gain_rate: float = 0.005
    decay: float = 1e-4
    softness: float = 0.3
    caption_temperature: float = 0.05
    near_duplicate: float = 0.95
    item_dropout: float = 0.15
    hidden: float = 0.9

    def __post_init__(self) -> None:
        shares = (self.softness, self.item_dropout, self.hidden)
        counts = self.epochs >= 0 and self.patience >= 1 and self.inner_folds >= 3
        if not counts or not all(0 <= share <= 1 for share in shares):
            raise FusionError(
                "training",
                "needs 0 epochs or more, a patience of 1 or more, 3 inner folds or more, and "
                "shares from 0 to 1; correct the configuration",
            )


@dataclass(frozen=True)
class TrainingConfig:
    """Choices of training.

    Attributes
    ----------
    seed
        Draws the inner folds, what modality dropout hides, and the landmarks when there are
        more items than ``landmarks``.
    penalty
        Of kernel ridge regression, above 0.
    width
        Of each modality's Laplacian kernel, per unit of distance, above 0.
    bridge_share
        How far an aligned part of image features is believed before regression.
    strength
        Lengths that the vectors of pictures (semantic space) and sounds (both) start
        from; words have 1.
    visual_share
        How much the visual space counts to start with, from 0 to below 1.
    landmarks
        At most this many pairs enter a regression.
    contrast
        How the closed-form maps are weighed against each other.
    """

    seed: int = 0
    penalty: float = 0.05
    width: PerModality[float] = field(default_factory=lambda: PerModality(0.8, 2.5, 0.7))
    bridge_share: float = 0.5
    strength: PerModality[float] = field(default_factory=lambda: PerModality(0.2, 1.0, 0.2))
    visual_share: float = 0.5
    landmarks: int = 2000
    contrast: ContrastConfig = field(default_factory=ContrastConfig)

    def __post_init__(self) -> None:
        widths = [width for _, width in self.width.items()]
        sound = all(math.isfinite(one) and one > 0 for one in [self.penalty, *widths])
        if not sound or not 0 <= self.visual_share < 1 or self.landmarks < 1:
            raise FusionError(
                "training",
                "needs a penalty and widths above 0, a visual share from 0 to below 1, and "
                "1 landmark or more; correct the configuration",
            )
