"""A query: any mix of pictures, words and sounds, and how much each counts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.core.errors import QueryError
from app.core.modality import Modality, PerModality

Weights = PerModality[float]

EQUAL_WEIGHTS: Weights = PerModality(1.0, 1.0, 1.0)
MAX_WEIGHT = 2.0


def check_weights(weights: Weights) -> Weights:
    """Return ``weights`` if each is a number from 0 to 2.

    Raises
    ------
    QueryError
        When a weight is not finite or out of range.
    """
    for modality, weight in weights.items():
        if not math.isfinite(weight) or not 0.0 <= weight <= MAX_WEIGHT:
            raise QueryError(f"weight {modality}={weight}", "use a number from 0 to 2")
    return weights


@dataclass(frozen=True)
class Query:
    """What a person asks with.

    Attributes
    ----------
    images, sounds
        Paths of pictures and sounds, as plain strings (they travel between processes).
    texts
        Words that were typed.
    transcript
        Words heard in the sounds. ``None``: not listened yet, so the engine may
        transcribe. An empty string: listened and nothing heard, or switched off.
    weights
        Weight of each modality, from 0 (mute) to 2.
    """

    images: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    transcript: str | None = None
    weights: Weights = EQUAL_WEIGHTS

    def has(self, modality: Modality) -> bool:
        """Whether the person gave this modality (whatever its weight)."""
        if modality is Modality.IMAGE:
            return bool(self.images)
        if modality is Modality.AUDIO:
            return bool(self.sounds)
        return bool(self.texts) or bool(self.transcript)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was given."""
        return not (self.images or self.texts or self.sounds or self.transcript)
