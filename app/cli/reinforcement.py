"""``triad evaluate reinforcement``: learn by trial and error from simulated people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from app.cli.options import Json
from app.cli.output import print_json, print_out, table_console
from app.cli.progress import interruptible, shown_progress

COLUMNS = ("likes missed", "power of time", "liked, %", "last quarter, %")


def reinforcement(
    *,
    seeds: Annotated[int, typer.Option(min=2, max=1000, help="How many simulated people.")] = 10,
    rounds: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Items shown to each by each policy.")
    ] = 2880,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, as in docs/reinforcement.md.")
    ] = False,
    json: Json = False,
) -> None:
    """Compare bandits and deep Q-learning where the best that is possible is known."""
    from app.engine.reinforcement import measure_reinforcement

    with shown_progress() as report, interruptible() as cancellation:
        measured = measure_reinforcement(
            seeds=seeds, rounds=rounds, report=report, cancellation=cancellation
        )
    if json:
        print_json(dict(measured))
    elif markdown:
        print_out("\n".join(_markdown(measured)))
    else:
        _show(measured)


def _show(measured: Mapping[str, Any]) -> None:
    from rich.table import Table

    for name, variant in measured["variants"].items():
        table = Table(box=None, padding=(0, 2, 0, 0), title=name, title_justify="left")
        table.add_column("")
        for column in COLUMNS:
            table.add_column(column, justify="right")
        for row in _rows(variant):
            table.add_row(*row)
        table_console().print(table)
    for sentence in measured["summary"]:
        print_out(sentence)


def _markdown(measured: Mapping[str, Any]) -> Iterator[str]:
    for name, variant in measured["variants"].items():
        yield f"### {name.capitalize()}\n"
        yield f"| | {' | '.join(COLUMNS)} |"
        yield "|---|" + "---:|" * len(COLUMNS)
        for row in _rows(variant):
            yield f"| {' | '.join(row)} |"
        yield ""
    for sentence in measured["summary"]:
        yield f"- {sentence}"


def _rows(variant: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Return a row for each policy, and two for those who know the person."""
    for name, row in variant["policies"].items():
        shares = (_share(row[measure]) for measure in ("likes", "late_likes"))
        yield name, _band(row["regret"], 0), _band(row["growth"], 2), *shares
    yield "knows all, next item only", "", "", *[_share(variant["near_sighted"])] * 2
    yield "knows all, best plan", "0", "", *[_share(variant["best"])] * 2


def _band(band: Mapping[str, float], digits: int) -> str:
    mean, low, high = (f"{band[key]:.{digits}f}" for key in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})"


def _share(band: Mapping[str, float]) -> str:
    return _band({key: 100 * value for key, value in band.items()}, 1)
