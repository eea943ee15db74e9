"""How a fusion is trained."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import FusionError
from app.core.modality import PerModality


@dataclass(frozen=True)
class TrainingConfig:
    """Choices of training; the defaults were chosen by the held-out protocol.

    Attributes
    ----------
    seed
        Makes training repeatable.
    epochs
        At most this many passes over the items for each member.
    members
        Towers trained side by side, each watched on another share of the captions.
    hidden
        Units of each tower's residual network.
    batch
        Items a step; every other item of the batch is a negative.
    rate, weight_decay
        Of AdamW; the rate rises and falls in one cycle.
    dropout
        Of each modality's input features.
    sharpness
        What cosines are multiplied by at the start; it is learnt.
    caption_share, category_share
        How much of a target goes to items with like captions, and of the same category.
    caption_temperature
        How like is like.
    watched_share
        Share of the caption groups that a member is watched on.
    look_every, patience
        Epochs between looks at watched items, and looks without gain before it stops.
    ridge
        Penalty of the closed-form maps that learning starts from.
    second_draw
        Draw dropout a second time for the gallery.
    """

    seed: int = 0
    epochs: int = 100
    members: int = 3
    hidden: int = 128
    batch: int = 512
    rate: float = 1e-3
    weight_decay: float = 0.05
    dropout: PerModality[float] = PerModality(0.3, 0.15, 0.3)
    sharpness: float = 15.0
    caption_share: float = 0.3
    category_share: float = 0.0
    caption_temperature: float = 0.1
    watched_share: float = 0.15
    look_every: int = 5
    patience: int = 6
    ridge: PerModality[float] = PerModality(1.0, 1.0, 3.0)
    second_draw: bool = False

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.members < 1 or self.batch < 2:
            raise FusionError(
                "training", "needs at least 1 epoch, 1 member and 2 items a step; choose more"
            )
