"""``triad evaluate``: measure by the protocols of the design."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from app.cli.options import CatalogName, Device, Json, open_engine
from app.cli.output import print_json, table_console
from app.cli.progress import interruptible, shown_progress

MEASURES = ("recall@1", "recall@5", "recall@10", "mrr")


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(help="Measure how good the models are.", no_args_is_help=True)
    group.callback()(_evaluate)
    group.command("retrieval")(retrieval)
    return group


def _evaluate() -> None:
    """Measure how good the models are."""


def retrieval(
    catalog: CatalogName = "",
    folds: Annotated[int, typer.Option(min=2, help="How many folds.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Makes the folds repeatable.")] = 0,
    device: Device = None,
    json: Json = False,
) -> None:
    """Train and measure held-out retrieval, all items of one caption in one fold."""
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        measured = engine.evaluating.retrieval(catalog, folds, seed, report, cancellation)
    if json:
        print_json(dict(measured))
    else:
        _show(measured)


def _show(measured: Mapping[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("query")
    for measure in MEASURES:
        table.add_column(measure, justify="right")
    for name, values in measured.items():
        if isinstance(values, Mapping) and name.endswith("_to_item"):
            table.add_row(name.removesuffix("_to_item"), *(_figure(values, m) for m in MEASURES))
    table_console().print(table)


def _figure(values: Mapping[str, Any], measure: str) -> str:
    """Return a figure, or a dash where there was no query to answer."""
    value = values.get(measure)
    return "–" if value is None else f"{value:.3f}"
