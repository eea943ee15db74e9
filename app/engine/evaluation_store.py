"""Evaluations at rest: one JSON file for each kind in the catalog's folder."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import cattrs

from app.catalog.examine import write_atomically
from app.core.errors import CatalogError
from app.engine.messages import Evaluation, EvaluationCell, EvaluationKind


class EvaluationStore:
    """What was measured of one catalog, the latest of each kind.

    Parameters
    ----------
    folder
        The catalog's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "evaluations"

    def write(self, evaluation: Evaluation) -> None:
        """Keep an evaluation in place of the one of its kind before.

        Raises
        ------
        StorageError
            When the disk is full; the one before stays.
        """
        text = json.dumps(to_json(evaluation), ensure_ascii=False, indent=1, allow_nan=False)
        write_atomically(self._file(evaluation.kind), text.encode())

    def read(self, kind: EvaluationKind) -> Evaluation:
        """Return what was measured.

        Raises
        ------
        CatalogError
            When nothing of that kind was, or its file is damaged.
        """
        what = f"evaluation {kind.value}"
        try:
            return from_json(json.loads(self._file(kind).read_text("utf-8")))
        except FileNotFoundError as error:
            raise CatalogError(what, f"was not measured yet; run `{command_of(kind)}`") from error
        except (OSError, ValueError, KeyError, TypeError, cattrs.BaseValidationError) as error:
            raise CatalogError(what, f"is damaged; run `{command_of(kind)}` again") from error

    def all(self) -> tuple[Evaluation, ...]:
        """Return every evaluation that can be read, in the order of kinds."""
        found = []
        for kind in EvaluationKind:
            if self._file(kind).is_file():
                try:
                    found.append(self.read(kind))
                except CatalogError:
                    continue  # damaged: measuring again replaces it
        return tuple(found)

    def _file(self, kind: EvaluationKind) -> Path:
        return self._folder / f"{kind.value}.json"


def command_of(kind: EvaluationKind) -> str:
    """Return the command that measures a kind."""
    return f"triad evaluate {kind.value}"


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as JSON values; null where there is no number."""
    values: dict[str, Any] = cattrs.unstructure(evaluation)
    for cell in values["cells"]:
        for name in ("mean", "spread"):
            cell[name] = None if math.isnan(cell[name]) else cell[name]
    return {"schema": 1, **values}


def from_json(values: dict[str, Any]) -> Evaluation:
    """Return the evaluation that :func:`to_json` made these values of."""
    for cell in values["cells"]:
        for name in ("mean", "spread"):
            cell[name] = math.nan if cell[name] is None else cell[name]
    return cattrs.structure(values, Evaluation)


def rounded(cell: EvaluationCell, digits: int = 4) -> EvaluationCell:
    """Return a cell with as many digits as mean something."""

    def short(value: float | None) -> float | None:
        return None if value is None else round(value, digits)

    return replace(
        cell,
        mean=round(cell.mean, digits),
        spread=round(cell.spread, digits),
        gain=short(cell.gain),
        p_value=short(cell.p_value),
    )
