"""``triad evaluate interest``: foresee what interests a user."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.options import Json
from app.cli.output import print_json, print_out, print_table
from app.cli.progress import interruptible, shown_progress

MEASURES = ("accuracy", "precision", "recall", "f1", "auc")
GAIN_COLUMNS = ("measure", "points", "95 %", "p", "percent", "claim", "as points", "as percent")


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
    model: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="NAME", help="Only this one; may be repeated."),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, as in docs/lab.md.")
    ] = False,
    json: Json = False,
) -> None:
    """Train models of interest on known interactions, and foresee those held out."""
    from app.engine.interest import measure_interest

    with shown_progress() as report, interruptible() as cancellation:
        measured = measure_interest(
            folder,
            models=model or (),
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
        _show(measured, as_markdown=markdown)


def _show(measured: Mapping[str, Any], *, as_markdown: bool) -> None:
    rows = [
        [name, *(_figure(row[measure]) for measure in MEASURES)]
        for name, row in measured["models"].items()
    ]
    print_table(("model", *MEASURES), rows, as_markdown=as_markdown)
    print_out("")
    print_out(
        f"{measured['users']} users, {measured['items']} items, "
        f"{measured['interactions_to_foresee']} interactions to foresee, "
        f"{measured['negatives_for_each']} negatives for each (who always says no is right in "
        f"{measured['negatives_for_each'] / (1 + measured['negatives_for_each']):.1%}); "
        f"mean ± spread over {len(measured['seeds'])} seeds"
    )
    for one in measured["comparisons"]:
        print_out("")
        print_out(f"{one['model']} minus {one['against']}, beside the seed's claims:")
        print_out("")
        gains = [_gain(measure, gain) for measure, gain in one["gains"].items()]
        print_table(GAIN_COLUMNS, gains, as_markdown=as_markdown)


def _gain(measure: str, gain: Mapping[str, Any]) -> list[str]:
    """Return a row: the claim can be read as points of 100 or as percent of the other."""
    points, low, high = (f"{100 * gain[name]:+.1f}" for name in ("points", "low", "high"))
    percent = "–" if gain["percent"] is None else f"{gain['percent']:+.1f}"
    claim = "–" if gain["claim"] is None else f"{100 * gain['claim']:+.0f}"
    told = [measure, points, f"{low} to {high}", f"{gain['p_value']:.3f}", percent, claim]
    return [*told, gain["as_points"], gain["as_percent"]]


def _figure(values: Mapping[str, Any]) -> str:
    """Return a mean with its spread, which one seed alone has not."""
    spread = values["spread"]
    return f"{values['mean']:.3f}" + ("" if spread is None else f" ± {spread:.3f}")
