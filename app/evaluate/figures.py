"""The comparison's table: mean, spread, gain and significance of every system and condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.core.evaluation import EvaluationCell
from app.core.modality import MODALITIES
from app.evaluate.baseline import Baseline
from app.evaluate.bootstrap import RESAMPLES, Difference, paired_bootstrap
from app.evaluate.columns import (
    EVERYTHING,
    TABLE,
    THIRD,
    Column,
    Condition,
    Measure,
    Values,
    by_category,
    strained,
)
from app.evaluate.fold import JOINTS
from app.evaluate.results import (
    Results,
    Rival,
    best_part,
    best_single_by_category,
    best_single_to_third,
)
from app.evaluate.systems import CLASSICAL_BASELINE, DEFAULT, PRETRAINED, Design, Group, System
from app.fusion.features import BIT, WHOLE

AGAINST_CLASSICAL = "gain over the classical baseline"
AGAINST_DEFAULT = "gain over the default fusion"
ONE_LESS = "gain over the best of one modality less"
ROBUSTNESS = "robustness"


@dataclass(frozen=True)
class _Draft:
    """A figure, and what its gain is to be computed from."""

    figure: EvaluationCell
    difference: Values | None = None
    against: str = ""

    def compared(self, gain: Difference) -> EvaluationCell:
        """Return the figure with its gain, unless no query could be compared."""
        if not gain.queries:
            return self.figure
        return replace(self.figure, p_value=gain.p_value, against=self.against, gain=gain.mean)


def figures_of(
    results: Results, design: Design, *, resamples: int = RESAMPLES, seed: int = 0
) -> tuple[EvaluationCell, ...]:
    """Return all figures of a comparison, in the order of the design.

    Parameters
    ----------
    results
        What was measured.
    design
        What belongs together.
    resamples, seed
        Of the paired bootstrap over caption groups.
    """
    drafts = list(_Table(results, design).drafts())
    differences = [one.difference for one in drafts if one.difference is not None]
    if not differences:
        return tuple(one.figure for one in drafts)
    gains = paired_bootstrap(np.stack(differences, axis=1), results.groups, resamples, seed)
    remaining = iter(gains)
    return tuple(
        one.figure if one.difference is None else one.compared(next(remaining)) for one in drafts
    )


class _Table:
    """Makes the drafts of all figures."""

    def __init__(self, results: Results, design: Design) -> None:
        self._results = results
        self._design = [(group, one) for group, one in design if results.has(one)]
        self._alone = [
            System(PRETRAINED, one) for one in Baseline if one is not Baseline.NEIGHBOURS
        ]
        self._singles = self._find_singles() if results.has(DEFAULT) else {}

    def _find_singles(self) -> dict[tuple[str, Measure], Rival]:
        found = {
            (EVERYTHING.name, Measure.NDCG): best_single_by_category(
                self._results, DEFAULT, self._alone
            )
        }
        for one in THIRD:
            rival = best_single_to_third(self._results, DEFAULT, one.measure, one.name)
            found[one.name, one.measure] = rival
        return found

    def drafts(self) -> Iterator[_Draft]:
        """Yield the drafts of all groups."""
        for group, system in self._design:
            for column in _columns(system):
                yield self._plain(group, system, column)
        systems = list(dict.fromkeys(system for _, system in self._design))
        yield from self._against(systems, CLASSICAL_BASELINE, AGAINST_CLASSICAL)
        yield from self._against(systems, DEFAULT, AGAINST_DEFAULT)
        whole = [system for system in systems if system not in self._alone]
        for system in whole:
            yield from self._one_less(system)
        for system in whole:
            if system.features == PRETRAINED:
                yield from self._robustness(system)

    def _plain(self, group: Group, system: System, column: Column) -> _Draft:
        rival = self._singles.get((column.name, column.measure))
        return self._draft(row_name(group, system), group.value, system, column, rival)

    def _against(self, systems: Sequence[System], other: System, group: str) -> Iterator[_Draft]:
        if not self._results.has(other):
            return
        for column in (EVERYTHING, *THIRD):
            rival = Rival(other.name, self._results.by_item(other, column))
            for system in systems:
                if system != other:
                    yield self._draft(system.name, group, system, column, rival)

    def _one_less(self, system: System) -> Iterator[_Draft]:
        for joint in (*JOINTS, WHOLE):
            rival = best_part(self._results, system, joint)
            if rival is not None:
                yield self._draft(system.name, ONE_LESS, system, by_category(joint), rival)

    def _robustness(self, system: System) -> Iterator[_Draft]:
        for modality in MODALITIES:
            clean = strained(modality, Condition.CLEAN)
            rival = Rival(clean.name, self._results.by_item(system, clean))
            if np.isnan(rival.values).all():
                continue
            yield self._draft(system.name, ROBUSTNESS, system, clean, None)
            for condition in Condition:
                if condition is not Condition.CLEAN:
                    column = strained(modality, condition)
                    yield self._draft(system.name, ROBUSTNESS, system, column, rival)

    def _draft(
        self, row: str, group: str, system: System, column: Column, rival: Rival | None
    ) -> _Draft:
        found = self._results.summary(system, column)
        figure = EvaluationCell(
            row, group, column.name, column.measure.value, found.mean, found.spread
        )
        if rival is None:
            return _Draft(figure)
        return _Draft(figure, self._results.by_item(system, column) - rival.values, rival.name)


def _columns(system: System) -> tuple[Column, ...]:
    """Return the columns of a system's row; one modality alone answers nothing else."""
    method = system.method
    if isinstance(method, Baseline) and method is not Baseline.NEIGHBOURS:
        return (EVERYTHING, by_category(BIT[method.modalities[0]]))
    return TABLE


def row_name(group: Group, system: System) -> str:
    """Return the shortest name of a system within its group."""
    choice = system.features
    single = {
        Group.IMAGE_FEATURES: choice.image.value,
        Group.TEXT_FEATURES: choice.text.value,
        Group.AUDIO_FEATURES: choice.audio.value,
    }
    return single.get(group, system.name)
