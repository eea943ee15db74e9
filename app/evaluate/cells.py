"""Finished cells of a comparison at rest: one system, one fold, one seed; a kill loses none."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from app.catalog.examine import write_atomically
from app.core.lab import NetworkSettings, TrainerSettings
from app.evaluate.fold import Findings
from app.evaluate.robustness import Strain
from app.evaluate.systems import System

PROTOCOL = 3
"""Raised whenever what a cell holds, or how it is measured, changes."""


@dataclass(frozen=True)
class Conditions:
    """How all cells of a comparison are measured.

    Attributes
    ----------
    folds
        How many.
    network, trainer
        What every learnt fusion is trained with; the seed is each cell's own.
    """

    folds: int = 5
    network: NetworkSettings = field(default_factory=NetworkSettings)
    trainer: TrainerSettings = field(default_factory=TrainerSettings)


@dataclass(frozen=True)
class Cell:
    """What is measured at once.

    Attributes
    ----------
    system
        Features and method.
    source_key
        Sha256 of what the features are made of.
    fold, seed
        Which items are held out.
    conditions
        The rest.
    """

    system: System
    source_key: str
    fold: int
    seed: int
    conditions: Conditions

    @property
    def digest(self) -> str:
        """Sha256 over the plan and the protocol, hexadecimal."""
        plan: dict[str, Any] = {
            "protocol": PROTOCOL,
            "features": self.source_key,
            "method": self.system.method.value,
            "fold": self.fold,
            "seed": self.seed,
            "conditions": asdict(self.conditions),
        }
        return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Measured:
    """What a cell found.

    Attributes
    ----------
    findings
        Of the plain queries.
    strain
        Of the spoilt and contradicting ones.
    """

    findings: Findings
    strain: Strain


class CellStore:
    """Finished cells in a folder, by digest.

    Parameters
    ----------
    folder
        Made at the first cell.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, cell: Cell) -> bool:
        """Tell whether a cell is finished, and whole as far as its archive goes."""
        return zipfile.is_zipfile(self._file(cell))

    def write(self, cell: Cell, measured: Measured) -> None:
        """Keep a cell.

        Raises
        ------
        StorageError
            When the disk is full; nothing is half written.
        """
        arrays = {
            f"{part}.{name}": array
            for part, value in (("findings", measured.findings), ("strain", measured.strain))
            for name, array in vars(value).items()
        }
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays)
        write_atomically(self._file(cell), buffer.getvalue())

    def read(self, cell: Cell) -> Measured | None:
        """Return a finished cell; ``None`` when it is not there or damaged, to measure again."""
        try:
            with (
                self._file(cell).open("rb") as stream,
                np.load(stream, allow_pickle=False) as arrays,
            ):
                findings = {one.name: arrays[f"findings.{one.name}"] for one in fields(Findings)}
                spoilt = {one.name: arrays[f"strain.{one.name}"] for one in fields(Strain)}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return Measured(Findings(**findings), Strain(**spoilt))

    def _file(self, cell: Cell) -> Path:
        return self._folder / f"{cell.digest[:32]}.npz"
