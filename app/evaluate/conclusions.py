"""What a comparison means, in sentences that are computed from its figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from app.core.modality import MODALITIES
from app.evaluate.columns import AVAILABLE, TWO_TO_THIRD, WHOLE_GALLERY, Condition, Measure
from app.evaluate.figures import (
    AGAINST_CLASSICAL,
    AGAINST_DEFAULT,
    ONE_LESS,
    ROBUSTNESS,
    Figure,
)
from app.evaluate.fold import DEPTH
from app.evaluate.systems import CLASSICAL_BASELINE, DEFAULT, Group

SIGNIFICANT = 0.05
SUSPICIOUS = 0.1
"""Share of exchanged queries that find the item all the same; in a large catalog hardly any."""


def conclusions(figures: Sequence[Figure], items: int = 0) -> tuple[str, ...]:
    """Return what the figures say, the most important first; nothing is taken for granted.

    Parameters
    ----------
    figures
        Of a comparison.
    items
        In the catalog, where known: by chance ten of them are found.
    """
    reader = _Reader(figures, max(SUSPICIOUS, 3 * DEPTH / items if items else 0.0))
    return tuple(
        sentence
        for part in (
            reader.winner(),
            reader.control(),
            reader.default(),
            reader.together(),
            reader.three(),
            reader.simple(),
            reader.features(),
            reader.strain(),
        )
        for sentence in part
    )


class _Reader:
    """Looks figures up."""

    def __init__(self, figures: Sequence[Figure], suspicious: float) -> None:
        self._suspicious = suspicious
        self._figures = [one for one in figures if not math.isnan(one.mean)]

    def _find(self, group: str, column: str, measure: Measure) -> list[Figure]:
        """Return figures, the best first."""
        found = [
            one
            for one in self._figures
            if (one.group, one.column, one.measure) == (group, column, measure.value)
        ]
        return sorted(found, key=lambda one: -one.mean)

    def _of(self, row: str, group: str, column: str, measure: Measure) -> Figure | None:
        return next((one for one in self._find(group, column, measure) if one.row == row), None)

    def winner(self) -> Iterator[str]:
        """Say which fusion of pretrained features is best by category and at finding the third."""
        for column, measure, words in (
            (AVAILABLE, Measure.NDCG, "By category, asked with all that an item has,"),
            (TWO_TO_THIRD, Measure.RECALL, "When two modalities look for the third,"),
        ):
            found = self._find(Group.FUSIONS.value, column, measure)
            if found:
                others = "; ".join(f"{one.row} {_mean(one)}" for one in found[1:])
                yield f"{words} {found[0].row} is best with {measure.value} {_mean(found[0])}" + (
                    f" (then {others})." if others else "."
                )

    def control(self) -> Iterator[str]:
        """Name the systems whose held-out retrieval is not to be believed."""
        worst: dict[str, Figure] = {}
        for one in self._figures:
            known = worst.get(one.row)
            if one.measure == Measure.CONTROL.value and (known is None or one.mean > known.mean):
                worst[one.row] = one
        for one in worst.values():
            if one.mean > self._suspicious:
                yield (
                    f"Held-out retrieval by {one.row} is not to be believed: it finds items by "
                    f"what is missing (asked with {one.column}, another's query finds "
                    f"{one.mean:.3f} at 10). Two for the third has no such clue."
                )

    def default(self) -> Iterator[str]:
        """Say whether the default fusion beats the best single modality and the classical one."""
        for column, measure in (
            (AVAILABLE, Measure.NDCG),
            (TWO_TO_THIRD, Measure.RECALL),
            (TWO_TO_THIRD, Measure.MRR),
            (WHOLE_GALLERY, Measure.RECALL),
            (WHOLE_GALLERY, Measure.MRR),
        ):
            for group in (Group.FUSIONS.value, AGAINST_CLASSICAL):
                one = self._of(DEFAULT.name, group, column, measure)
                if one is not None and one.gain is not None:
                    yield (
                        f"The default fusion {_verdict(one)} {one.against} in {measure.value}, "
                        f"{column}: {_mean(one)}, {_gain(one)}."
                    )

    def together(self) -> Iterator[str]:
        """Say what each further modality is worth to the default fusion."""
        for one in self._figures:
            if one.group == ONE_LESS and one.row == DEFAULT.name and one.gain is not None:
                verdict = "helps" if one.gain > 0 else "does not help"
                if (one.p_value or 0) >= SIGNIFICANT:
                    verdict = "changes no more than chance"
                yield (
                    f"With the default fusion {one.column} reaches {_mean(one)} by category; "
                    f"against {one.against} on the same queries that {verdict}: {_gain(one)}."
                )

    def three(self) -> Iterator[str]:
        """Name the systems for which three modalities are worse than two."""
        found = self._find(ONE_LESS, "image+text+audio", Measure.NDCG)
        if found:
            names = ", ".join(one.row for one in found if _is_worse(one)) or "no system"
            yield f"Three modalities are significantly worse than the best two for: {names}."

    def simple(self) -> Iterator[str]:
        """Name the simple methods that are ahead of learnt fusions."""
        learnt = self._find(Group.FUSIONS.value, AVAILABLE, Measure.NDCG)
        for one in self._find(Group.BASELINES.value, AVAILABLE, Measure.NDCG):
            beaten = [other.row for other in learnt if other.mean < one.mean]
            if beaten:
                yield (
                    f"A simple method wins: {one.row} ({_mean(one)} by category) is ahead of "
                    f"{', '.join(beaten)}."
                )
        ahead = [
            one
            for one in self._find(AGAINST_DEFAULT, AVAILABLE, Measure.NDCG)
            if one.gain is not None and one.gain > 0
        ]
        for one in ahead:
            yield f"By category {one.row} is ahead of the default fusion: {_gain(one)}."
        classical = self._of(
            CLASSICAL_BASELINE.name, Group.BASELINES.value, AVAILABLE, Measure.NDCG
        )
        if classical is not None:
            yield f"The classical baseline reaches {_mean(classical)} by category."

    def features(self) -> Iterator[str]:
        """Say which features of each modality are best under the default fusion."""
        for group in (Group.IMAGE_FEATURES, Group.TEXT_FEATURES, Group.AUDIO_FEATURES):
            found = self._find(group.value, AVAILABLE, Measure.NDCG)
            if len(found) > 1:
                order = ", ".join(f"{one.row} {one.mean:.3f}" for one in found)
                yield f"{group.value.capitalize()} under the default fusion, by category: {order}."

    def strain(self) -> Iterator[str]:
        """Say how much of the default fusion remains when a modality is not as it should be."""
        for modality in MODALITIES:
            parts = []
            for condition in Condition:
                column = f"{modality} {condition.value}"
                one = self._of(DEFAULT.name, ROBUSTNESS, column, Measure.NDCG)
                if one is not None:
                    parts.append(f"{condition.value} {one.mean:.3f}")
            if parts:
                yield f"Default fusion by category, {modality}: {', '.join(parts)}."


def _mean(one: Figure) -> str:
    spread = "" if math.isnan(one.spread) else f" ± {one.spread:.3f}"
    return f"{one.mean:.3f}{spread}"


def _gain(one: Figure) -> str:
    sign = "+" if (one.gain or 0) >= 0 else "−"
    return f"{sign}{abs(one.gain or 0):.3f}, p {_p(one.p_value)}"


def _p(value: float | None) -> str:
    if value is None:
        return "not tested"
    return f"= {value:.3f}" if value >= 0.001 else "< 0.001"


def _verdict(one: Figure) -> str:
    if one.p_value is None or one.gain is None or one.p_value >= SIGNIFICANT:
        return "differs by no more than chance from"
    return "beats" if one.gain > 0 else "is beaten by"


def _is_worse(one: Figure) -> bool:
    return one.gain is not None and one.gain < 0 and (one.p_value or 0) < SIGNIFICANT
