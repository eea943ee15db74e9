"""``triad evaluate interest``: foresee what interests a user."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.options import Json
from app.cli.output import print_json, print_out, table_console
from app.cli.progress import interruptible, shown_progress

MEASURES = ("accuracy", "precision", "recall", "f1", "auc")


def interest(
    *,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Has train.npz, validation.npz, image.npy and audio.npy."
        ),
    ],
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="The first seed.")] = 0,
    repeats: Annotated[
        int, typer.Option(min=1, max=100, help="How many seeds, for mean and spread.")
    ] = 3,
    users: Annotated[
        int, typer.Option(min=0, help="Draw so many users, for speed; 0 takes all.")
    ] = 1500,
    negatives: Annotated[
        int, typer.Option(min=1, max=100, help="Sampled items for each item of interest.")
    ] = 3,
    json: Json = False,
) -> None:
    """Train models of interest on known interactions, and foresee those held out."""
    from app.engine.interest import measure_interest

    with shown_progress() as report, interruptible() as cancellation:
        measured = measure_interest(
            folder,
            users=users,
            negatives=negatives,
            seed=seed,
            repeats=repeats,
            report=report,
            cancellation=cancellation,
        )
    if json:
        print_json(dict(measured))
    else:
        _show(measured)


def _show(measured: Mapping[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("model")
    for measure in MEASURES:
        table.add_column(measure, justify="right")
    for name, row in measured["models"].items():
        table.add_row(name, *(_figure(row[measure]) for measure in MEASURES))
    table_console().print(table)
    print_out(
        f"{measured['users']} users, {measured['items']} items, "
        f"{measured['interactions_to_foresee']} interactions to foresee, "
        f"{measured['negatives_for_each']} negatives for each; "
        f"mean ± spread over {len(measured['seeds'])} seeds"
    )


def _figure(values: Mapping[str, Any]) -> str:
    """Return a mean with its spread, which one seed alone has not."""
    spread = values["spread"]
    return f"{values['mean']:.3f}" + ("" if spread is None else f" ± {spread:.3f}")
