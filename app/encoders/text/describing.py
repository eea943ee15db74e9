"""How words are described for every text feature alike: by their text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.fitted_arrays import digest_of_recipe
from app.media.words import Words

_RECIPE = "the clean text; 1"


class TextDescribing:
    """The part of an extractor that is the same for all text features."""

    modality = Modality.TEXT
    description_digest = digest_of_recipe(_RECIPE)

    def describe(
        self, media: Sequence[Words], cancellation: Cancellation | None = None
    ) -> list[str]:
        """Return the clean text of each."""
        return [words.text for words in media]


def unit_or_zero(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows of length 1, float32; rows of zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit
