"""``triad runs``: list, show, promote and remove what was trained."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Annotated, Any

import typer

from app.cli.options import CatalogName, Json, open_engine
from app.cli.output import print_json, print_out, table_console
from app.cli.progress import interruptible, shown_progress
from app.engine.messages import RunSummary

RunName = Annotated[str, typer.Argument(metavar="RUN", help="As 'triad runs list' names it.")]


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(help="Training runs of a catalog.", no_args_is_help=True)
    group.command("list")(list_runs)
    group.command("show")(show)
    group.command("promote")(promote)
    group.command("remove")(remove)
    return group


def list_runs(catalog: CatalogName = "", json: Json = False) -> None:
    """List the runs, the newest first; a star marks the one that ranks the catalog."""
    with open_engine() as engine:
        runs = engine.lab.runs(catalog)
    if json:
        print_json({"catalog": runs.catalog, "runs": [as_json(run) for run in runs.runs]})
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "run", "features", "state"):
        table.add_column(name)
    for name in ("score", "seconds"):
        table.add_column(name, justify="right")
    for run in runs.runs:
        star = "*" if run.is_promoted else ""
        seconds = f"{run.seconds:.0f}"
        table.add_row(
            star, run.run_id, run.plan.features.name, run.state.value, _score(run), seconds
        )
    table_console().print(table)


def show(run: RunName, catalog: CatalogName = "", json: Json = False) -> None:
    """Show one run: its settings, its curve, its figures."""
    with open_engine() as engine:
        found = engine.lab.run(catalog, run)
    if json:
        print_json(as_json(found))
    else:
        print_out(in_words(found))


def promote(run: RunName, catalog: CatalogName = "", json: Json = False) -> None:
    """Make a finished run the catalog's fusion."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        found = engine.lab.promote(catalog, run, report, cancellation)
    if json:
        print_json(as_json(found))
    else:
        print_out(in_words(found))


def remove(run: RunName, catalog: CatalogName = "", json: Json = False) -> None:
    """Delete a run that is not the catalog's fusion."""
    with open_engine() as engine:
        engine.lab.remove(catalog, run)
    if json:
        print_json({"removed": run})
    else:
        print_out(f"{run} removed")


def as_json(run: RunSummary) -> dict[str, Any]:
    """Return a run as JSON values: what was not measured is null, figures go by name."""
    values: dict[str, Any] = _finite(asdict(run))
    return {**values, "figures": _finite(dict(run.figures))}


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def in_words(run: RunSummary) -> str:
    """Return a run in lines for people."""
    lines = [
        ("run", run.run_id),
        ("fusion", run.plan.fusion.value),
        ("features", run.plan.features.name),
        ("state", f"{run.state.value}{', promoted' if run.is_promoted else ''}"),
        ("epochs", str(max((point.epoch for point in run.points), default=0))),
        *((name, f"{value:.4g}") for name, value in run.figures),
        ("seconds", f"{run.seconds:.1f}"),
        *([("problem", run.problem)] if run.problem else []),
    ]
    return "\n".join(f"{name:<24} {value}" for name, value in lines)


def _score(run: RunSummary) -> str:
    return next((f"{value:.3f}" for name, value in run.figures if name == SCORE), "–")


SCORE = "validation_recall@10"
