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
from app.engine.messages import Evaluation, EvaluationKind
from app.evaluate.conclusions import conclusions

DIGITS = 4


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
    values: dict[str, Any] = _CONVERTER.unstructure(evaluation)
    return {"schema": 1, **values}


def from_json(values: dict[str, Any]) -> Evaluation:
    """Return the evaluation that :func:`to_json` made these values of.

    Older files have English sentences only: what a comparison means is concluded anew.
    """
    found = _CONVERTER.structure(values, Evaluation)
    if "conclusions" not in values and found.kind is EvaluationKind.FUSION:
        return replace(found, conclusions=conclusions(found.cells, found.items))
    return found


def _figures_converter() -> cattrs.Converter:
    """Return what writes as many digits as mean something, and null for what is no number."""
    made = cattrs.Converter()
    made.register_unstructure_hook(
        float, lambda value: None if math.isnan(value) else round(value, DIGITS)
    )
    made.register_structure_hook(
        float, lambda value, _: math.nan if value is None else float(value)
    )
    return made


_CONVERTER = _figures_converter()
