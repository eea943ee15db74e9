"""What a comparison means, concluded from its figures alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from app.core.evaluation import Claim, Conclusion, EvaluationCell
from app.core.modality import MODALITIES
from app.evaluate.columns import AVAILABLE, TWO_TO_THIRD, WHOLE_GALLERY, Condition, Measure
from app.evaluate.figures import AGAINST_CLASSICAL, AGAINST_DEFAULT, ONE_LESS, ROBUSTNESS
from app.evaluate.fold import DEPTH
from app.evaluate.systems import CLASSICAL_BASELINE, DEFAULT, Group

SUSPICIOUS = 0.1
"""Share of exchanged queries that find the item all the same; in a large catalog hardly any."""


def conclusions(figures: Sequence[EvaluationCell], items: int = 0) -> tuple[Conclusion, ...]:
    """Return what the figures say, the most important first; nothing is taken for granted.

    Parameters
    ----------
    figures
        Of a comparison.
    items
        In the catalog, where known: by chance ten of them are found.
    """
    reader = _Reader(figures, max(SUSPICIOUS, 3 * DEPTH / items if items else 0.0))
    return (
        *reader.winner(),
        *reader.control(),
        *reader.default(),
        *reader.together(),
        *reader.three(),
        *reader.simple(),
        *reader.features(),
        *reader.strain(),
    )


class _Reader:
    """Looks figures up."""

    def __init__(self, figures: Sequence[EvaluationCell], suspicious: float) -> None:
        self._suspicious = suspicious
        self._figures = [one for one in figures if not math.isnan(one.mean)]

    def _find(self, group: str, column: str, measure: Measure) -> tuple[EvaluationCell, ...]:
        """Return figures, the best first."""
        found = [
            one
            for one in self._figures
            if (one.group, one.column, one.measure) == (group, column, measure.value)
        ]
        return tuple(sorted(found, key=lambda one: -one.mean))

    def _of(self, row: str, group: str, column: str, measure: Measure) -> EvaluationCell | None:
        return next((one for one in self._find(group, column, measure) if one.row == row), None)

    def winner(self) -> Iterator[Conclusion]:
        """Say which fusion of pretrained features is best by category and at finding the third."""
        for claim, column, measure in (
            (Claim.BEST_BY_CATEGORY, AVAILABLE, Measure.NDCG),
            (Claim.BEST_TO_THIRD, TWO_TO_THIRD, Measure.RECALL),
        ):
            found = self._find(Group.FUSIONS.value, column, measure)
            if len(found) > 1:
                yield Conclusion(claim, found)

    def control(self) -> Iterator[Conclusion]:
        """Name the systems whose held-out retrieval is not to be believed."""
        worst: dict[str, EvaluationCell] = {}
        for one in self._figures:
            known = worst.get(one.row)
            if one.measure == Measure.CONTROL.value and (known is None or one.mean > known.mean):
                worst[one.row] = one
        for one in worst.values():
            if one.mean > self._suspicious:
                yield Conclusion(Claim.UNRELIABLE, (one,))

    def default(self) -> Iterator[Conclusion]:
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
                    claims = (Claim.DEFAULT_WINS, Claim.DEFAULT_LOSES, Claim.DEFAULT_EVEN)
                    yield Conclusion(_verdict(one, *claims), (one,))

    def together(self) -> Iterator[Conclusion]:
        """Say what each further modality is worth to the default fusion."""
        for one in self._figures:
            if one.group == ONE_LESS and one.row == DEFAULT.name and one.gain is not None:
                claims = (Claim.MORE_HELPS, Claim.MORE_HURTS, Claim.MORE_EVEN)
                yield Conclusion(_verdict(one, *claims), (one,))

    def three(self) -> Iterator[Conclusion]:
        """Name the systems for which three modalities are worse than two."""
        found = self._find(ONE_LESS, "image+text+audio", Measure.NDCG)
        worse = tuple(one for one in found if one.is_significant and (one.gain or 0) < 0)
        if found:
            yield Conclusion(Claim.THREE_WORSE if worse else Claim.THREE_FINE, worse)

    def simple(self) -> Iterator[Conclusion]:
        """Name the simple methods that are ahead of learnt fusions."""
        learnt = self._find(Group.FUSIONS.value, AVAILABLE, Measure.NDCG)
        for one in self._find(Group.BASELINES.value, AVAILABLE, Measure.NDCG):
            beaten = [other for other in learnt if other.mean < one.mean]
            if beaten:
                yield Conclusion(Claim.SIMPLE_WINS, (one, *beaten))
        for one in self._find(AGAINST_DEFAULT, AVAILABLE, Measure.NDCG):
            if one.gain is not None and one.gain > 0:
                yield Conclusion(Claim.AHEAD_OF_DEFAULT, (one,))
        classical = self._of(
            CLASSICAL_BASELINE.name, Group.BASELINES.value, AVAILABLE, Measure.NDCG
        )
        if classical is not None:
            yield Conclusion(Claim.CLASSICAL, (classical,))

    def features(self) -> Iterator[Conclusion]:
        """Say which features of each modality are best under the default fusion."""
        for group in (Group.IMAGE_FEATURES, Group.TEXT_FEATURES, Group.AUDIO_FEATURES):
            found = self._find(group.value, AVAILABLE, Measure.NDCG)
            if len(found) > 1:
                yield Conclusion(Claim.FEATURES, found)

    def strain(self) -> Iterator[Conclusion]:
        """Say how much of the default fusion remains when a modality is not as it should be."""
        for modality in MODALITIES:
            columns = [f"{modality} {condition.value}" for condition in Condition]
            found = (self._of(DEFAULT.name, ROBUSTNESS, one, Measure.NDCG) for one in columns)
            if known := tuple(one for one in found if one is not None):
                yield Conclusion(Claim.STRAIN, known)


def _verdict(one: EvaluationCell, better: Claim, worse: Claim, even: Claim) -> Claim:
    if not one.is_significant:
        return even
    return better if (one.gain or 0) > 0 else worse
