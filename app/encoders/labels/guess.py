"""What an automatic labeller says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LabelGuess:
    """A label and how sure it is.

    Attributes
    ----------
    label
        One word or a few, in English.
    confidence
        0 to 1; what it means stands at each labeller.
    """

    label: str
    confidence: float
