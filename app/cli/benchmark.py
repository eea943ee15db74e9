"""``triad benchmark``: recommenders side by side on public data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.options import Json, writable_home
from app.cli.output import note, print_json, print_out, print_table
from app.cli.progress import interruptible, shown_progress

SHOWN = ("recall@10", "recall@20", "ndcg@10", "ndcg@20", "precision@10", "precision@20")
COLUMNS = (
    "model",
    *SHOWN,
    "cold recall@20",
    "hidden recall@20",
    "hidden, apart",
    "coverage",
    "diversity",
    "fit s",
    "rank s",
    "fit MiB",
    "rank MiB",
)
GAIN_COLUMNS = ("model", "to foresee", "items", "measure", "without", "with", "gain", "95 %", "p")

Markdown = Annotated[
    bool, typer.Option("--markdown", help="Print Markdown, as in docs/benchmarks.md.")
]


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(help="Compare recommenders on public data.", no_args_is_help=True)
    group.callback()(_benchmark)
    group.command("interactions")(interactions)
    return group


def _benchmark() -> None:
    """Compare recommenders on public data."""


def interactions(
    *,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Has train.npz, validation.npz, image.npy and audio.npy."
        ),
    ],
    model: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="NAME", help="Only this one; may be repeated."),
    ] = None,
    seed: Annotated[
        list[int] | None,
        typer.Option(min=0, max=2**31 - 1, help="May be repeated; default: 0, 1 and 2."),
    ] = None,
    users: Annotated[int, typer.Option(min=0, help="Draw so many users; 0 takes all.")] = 0,
    export_topk: Annotated[
        Path | None,
        typer.Option(
            "--export-topk",
            metavar="FILE.npz",
            help="Write each user's 20 best new items by the best model on validation.",
        ),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Models at a time, each on one core; default: one for each core, 4 at most. "
            "With 1, none disturbs another's times.",
        ),
    ] = None,
    markdown: Markdown = False,
    json: Json = False,
) -> None:
    """Fit recommenders to known interactions, and rank all items for what was held out."""
    from app.engine.benchmarking import BenchmarkPlan, kind_named, measure_recommenders

    plan = BenchmarkPlan(
        folder,
        tuple(kind_named(name) for name in model or ()),
        tuple(dict.fromkeys(seed or (0, 1, 2))),
        users,
        export_topk,
        processes,
    )
    with shown_progress() as report, interruptible() as cancellation:
        measured = measure_recommenders(plan, writable_home(), report, cancellation)
    if export_topk is not None:
        best = measured["best_on_validation"]
        note(f"{export_topk}: the 20 best new items of each user by {best}")
    if json:
        print_json(_as_json(measured))
    else:
        _show(measured, as_markdown=markdown)


def _as_json(value: Any) -> Any:
    """Return figures as JSON has them: no figure is not a number."""
    if isinstance(value, Mapping):
        return {name: _as_json(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def _show(measured: Mapping[str, Any], *, as_markdown: bool) -> None:
    rows = [
        _row(name, row, measured["models"]["hidden items"].get(name))
        for name, row in measured["models"]["validation"].items()
    ]
    gains = [_gain_row(gain) for gain in measured["gains_by_modalities"]]
    print_table(COLUMNS, rows, as_markdown=as_markdown)
    print_out("")
    if gains:
        print_out("The same model without and with modalities:")
        print_out("")
        print_table(GAIN_COLUMNS, gains, as_markdown=as_markdown, words=4)
        print_out("")
    print_out(
        f"{measured['users']} users, {measured['items']} items, "
        f"{measured['known_interactions']} known interactions, "
        f"{measured['interactions_to_foresee']} to foresee; mean ± spread over seeds "
        f"{', '.join(str(seed) for seed in measured['seeds'])}; "
        f"best on validation: {measured['best_on_validation']}"
    )


def _row(name: str, row: Mapping[str, Any], hidden: Mapping[str, Any] | None) -> list[str]:
    cells = [name, *(_figure(row["all"][measure]) for measure in SHOWN)]
    cells.append(_figure(row["cold"]["recall@20"]) if row["cold"]["users"] else "–")
    for part in ("cold", "cold_among_cold"):
        cells.append(_figure(hidden[part]["recall@20"]) if hidden else "–")
    cells += [_figure(row["coverage@20"], 2), _figure(row["diversity@20"], 2)]
    cells += [_figure(row[cost], 1) for cost in ("fit_seconds", "rank_seconds")]
    return [*cells, *(_figure(row[cost], 0) for cost in ("fit_peak_mib", "rank_peak_mib"))]


def _gain_row(gain: Mapping[str, Any]) -> list[str]:
    figures = [f"{gain[name]:.4f}" for name in ("without", "with")]
    sure = f"{gain['low']:+.4f} to {gain['high']:+.4f}"
    items = gain["items"].replace("_", " ")
    told = [gain["model"], gain["task"], items, gain["measure"]]
    return [*told, *figures, f"{gain['gain']:+.4f}", sure, f"{gain['p_value']:.3f}"]


def _figure(values: Mapping[str, Any], digits: int = 4) -> str:
    """Return a mean with its spread, which one seed alone has not."""
    if values["mean"] is None:
        return "–"
    spread = values["spread"]
    told = f"{values['mean']:.{digits}f}"
    return told if spread is None else f"{told} ± {spread:.{digits}f}"
