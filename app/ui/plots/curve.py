"""A line of a plot as plain values."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True)
class Curve:
    """One line.

    Attributes
    ----------
    name
        For the legend.
    xs, ys
        Of one length; ``xs`` ascend; a ``y`` that is not a number leaves a gap.
    place
        Which colour and stroke of the palette.
    """

    name: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    place: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(math.isfinite(y) for y in self.ys)

    def at(self, x: float) -> float | None:
        """Return ``y`` at exactly ``x``; ``None`` where there is none."""
        index = bisect_left(self.xs, x)
        if index == len(self.xs) or self.xs[index] != x or not math.isfinite(self.ys[index]):
            return None
        return self.ys[index]


def nearest(curves: tuple[Curve, ...], x: float) -> float | None:
    """Return the place nearest to ``x`` where any curve has a value."""
    known = [one for curve in curves for one in curve.xs]
    return min(known, key=lambda one: abs(one - x)) if known else None
