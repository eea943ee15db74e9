"""Options that several commands share, and the way to an engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from app.core.errors import QueryError, StorageError
from app.core.home import Home
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import EQUAL_WEIGHTS, Weights, check_weights
from app.core.settings import DeviceChoice, Settings

if TYPE_CHECKING:
    from app.engine.engine import Engine

Json = Annotated[bool, typer.Option("--json", help="Print JSON alone to standard output.")]
CatalogName = Annotated[
    str,
    typer.Option("--catalog", metavar="NAME_OR_URL", help="The catalog; default: the active one."),
]
FusionName = Annotated[
    str,
    typer.Option("--fusion", metavar="NAME", help="The fusion model; default: the promoted one."),
]
Device = Annotated[
    DeviceChoice | None,
    typer.Option("--device", help="Where encoders run; default: as chosen in the settings."),
]


@contextmanager
def open_engine(device: DeviceChoice | None = None) -> Iterator[Engine]:
    """Yield the engine over the person's home, and close it in the end.

    Raises
    ------
    StorageError
        When the home can be neither made nor written to.
    """
    home = writable_home()
    settings = Settings.read(home.settings_file)
    if device is not None:
        settings = replace(settings, device=device)
    from app.engine.engine import Engine

    with Engine(home, settings) as engine:
        yield engine


def writable_home() -> Home:
    """Return the person's home, made if it was not there.

    Raises
    ------
    StorageError
        When it can be neither made nor written to.
    """
    home = Home.from_environment()
    if not os.access(home.ensure(home.root), os.R_OK | os.W_OK | os.X_OK):
        raise StorageError(
            home.root, "may not be written to; make it writable or set TRIAD_HOME to another folder"
        )
    return home


def parse_weights(text: str) -> Weights:
    """Read ``image=1,text=0.5``; a modality that is not named weighs 1.

    Raises
    ------
    QueryError
        When a part is not ``modality=number`` with a number from 0 to 2, or is named twice.
    """
    weights: dict[Modality, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, number = (piece.strip() for piece in part.partition("="))
        modality = _modality(name, part)
        if modality in weights:
            raise QueryError(f"--weights {part}", f"{name} is named twice; name it once")
        weights[modality] = _number(number, part) if equals else _number("", part)
    return check_weights(PerModality.of(lambda m: weights.get(m, EQUAL_WEIGHTS[m])))


def _modality(name: str, part: str) -> Modality:
    try:
        return Modality(name)
    except ValueError:
        known = ", ".join(MODALITIES)
        raise QueryError(f"--weights {part}", f"write it as NAME=NUMBER; names: {known}") from None


def _number(text: str, part: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise QueryError(
            f"--weights {part}", "write it as NAME=NUMBER with a number from 0 to 2"
        ) from None
