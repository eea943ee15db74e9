"""``triad evaluate``: measure by the protocols of the design."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.benchmark import interactions
from app.cli.interest import interest
from app.cli.live import live, replay
from app.cli.options import CatalogName, Device, Json, open_engine
from app.cli.output import print_json, print_out, table_console
from app.cli.progress import interruptible, shown_progress
from app.cli.reinforcement import reinforcement
from app.engine.messages import Evaluation, EvaluationKind

SHOWN_COLUMNS = 9
"""More do not fit a terminal; a report has them all."""

ReportFile = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write it as .html or .csv as well."),
]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print Markdown, as in docs/lab.md.")]

MEASURES = ("recall@1", "recall@5", "recall@10", "mrr")


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(help="Measure how good the models are.", no_args_is_help=True)
    group.callback()(_evaluate)
    group.command("retrieval")(retrieval)
    group.command("fusion")(fusion)
    group.command("few-shot")(few_shot)
    group.command("interest")(interest)
    # The command line's contract names it here as well as under `triad benchmark`.
    group.command("interactions")(interactions)
    group.command("reinforcement")(reinforcement)
    group.command("live")(live)
    group.command("replay")(replay)
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


def fusion(
    catalog: CatalogName = "",
    *,
    report_file: ReportFile = None,
    seed: Annotated[
        list[int] | None, typer.Option(min=0, help="Draws folds and networks; may be repeated.")
    ] = None,
    folds: Annotated[int, typer.Option(min=2, help="How many folds.")] = 5,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only the default fusion, one other and baselines.")
    ] = False,
    kept: Annotated[
        bool, typer.Option("--kept", help="Show what was measured before; measure nothing.")
    ] = False,
    markdown: Markdown = False,
    device: Device = None,
    json: Json = False,
) -> None:
    """Compare features, fusions and modalities on the same folds; a kill loses nothing."""
    from app.engine.evaluating import FusionOptions

    options = FusionOptions(catalog, tuple(seed or (0,)), folds, quick)
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        if kept:
            measured = engine.evaluating.evaluation(catalog, EvaluationKind.FUSION)
        else:
            measured = engine.evaluating.fusion(options, report, cancellation)
    show_evaluation(measured, report_file, as_json=json, as_markdown=markdown)


def few_shot(
    catalog: CatalogName = "",
    *,
    report_file: ReportFile = None,
    seed: Annotated[
        list[int] | None, typer.Option(min=0, help="Draws the new catalog; may be repeated.")
    ] = None,
    markdown: Markdown = False,
    device: Device = None,
    json: Json = False,
) -> None:
    """Measure what a pretrained fusion is worth on a new catalog, and what fine-tuning adds."""
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        seeds = tuple(seed or (0, 1, 2))
        measured = engine.evaluating.few_shot(catalog, seeds, report, cancellation)
    show_evaluation(measured, report_file, as_json=json, as_markdown=markdown)


def show_evaluation(
    measured: Evaluation, report_file: Path | None, *, as_json: bool, as_markdown: bool
) -> None:
    """Print an evaluation, and write it as a file if one is named."""
    from app.engine.conclusion_text import sentences_of
    from app.engine.evaluation_export import export_evaluation, markdown_of
    from app.engine.evaluation_store import to_json

    if report_file is not None:
        export_evaluation(measured, report_file)
    if as_json:
        print_json({**to_json(measured), "summary": list(sentences_of(measured))})
    elif as_markdown:
        print_out(markdown_of(measured).rstrip())
    else:
        _show_sheets(measured)


def _show_sheets(measured: Evaluation) -> None:
    from rich.table import Table

    from app.engine.conclusion_text import sentences_of
    from app.engine.evaluation_export import figure, sheets_of

    for sheet in sheets_of(measured):
        table = Table(box=None, padding=(0, 2, 0, 0), title=sheet.title, title_justify="left")
        table.add_column("")
        for column in sheet.columns[:SHOWN_COLUMNS]:
            table.add_column("\n".join(column), justify="right")
        for name, shades in sheet.rows:
            cells = [shade.cell if shade else None for shade in shades[:SHOWN_COLUMNS]]
            gains = ["" if one is None else one.signed_gain for one in cells]
            figures = ["" if one is None else figure(one) for one in cells]
            table.add_row(name, *(f"{a} {b}".strip() for a, b in zip(figures, gains, strict=True)))
        table_console().print(table)
    for sentence in sentences_of(measured):
        print_out(sentence)


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
