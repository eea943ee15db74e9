"""``triad train``: train a fusion model on a catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import CatalogName, Device, Json, open_engine
from app.cli.output import print_json, print_out
from app.cli.progress import interruptible, shown_progress


def train(
    *,
    fusion: Annotated[
        str, typer.Option("--fusion", metavar="NAME", help="What to call the model.")
    ] = "",
    catalog: CatalogName = "",
    seed: Annotated[int, typer.Option(min=0, help="Makes training repeatable.")] = 0,
    device: Device = None,
    json: Json = False,
) -> None:
    """Encode what is missing, train a fusion model, and make it the catalog's default."""
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        metrics = engine.train(catalog, fusion, seed, report, cancellation)
    if json:
        print_json(dict(metrics))
        return
    for name, value in metrics.items():
        if isinstance(value, (int, float, str)):
            print_out(
                f"{name:<24} {value:.4g}" if isinstance(value, float) else f"{name:<24} {value}"
            )
