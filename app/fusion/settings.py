"""How a fusion is trained."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from app.core.errors import FusionError
from app.core.modality import PerModality


@dataclass(frozen=True)
class TrainingConfig:
    """Choices of training; the defaults were chosen by the held-out protocol.

    Attributes
    ----------
    seed
        Chooses the landmarks when there are more items than ``landmarks``.
    penalty
        Of kernel ridge regression, above 0.
    width
        Of each modality's Laplacian kernel, per unit of distance, above 0.
    bridge_share
        How far an aligned part of image features is believed before regression.
    strength
        Lengths of the vectors of pictures (semantic space) and sounds (both); words have 1.
    visual_share
        How much the visual space counts, from 0 to below 1.
    landmarks
        At most this many pairs enter a regression.
    """

    seed: int = 0
    penalty: float = 0.05
    width: PerModality[float] = field(default_factory=lambda: PerModality(0.8, 2.5, 0.7))
    bridge_share: float = 0.4
    strength: PerModality[float] = field(default_factory=lambda: PerModality(0.2, 1.0, 0.12))
    visual_share: float = 0.37
    landmarks: int = 2000

    def __post_init__(self) -> None:
        widths = [width for _, width in self.width.items()]
        sound = all(math.isfinite(one) and one > 0 for one in [self.penalty, *widths])
        if not sound or not 0 <= self.visual_share < 1 or self.landmarks < 1:
            raise FusionError(
                "training",
                "needs a penalty and widths above 0, a visual share from 0 to below 1, and "
                "1 landmark or more; correct the configuration",
            )
