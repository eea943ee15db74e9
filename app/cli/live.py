"""``triad evaluate live`` and ``replay``: how lists were received, and whether that adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import CatalogName, Json, open_engine
from app.cli.output import print_json, print_out, printable, table_console
from app.cli.progress import interruptible, shown_progress

if TYPE_CHECKING:
    from app.engine.messages import LiveMeasures


def live(
    catalog: CatalogName = "",
    *,
    persona: Annotated[
        str, typer.Option("--persona", metavar="NAME", help="Whose lists; default: everyone's.")
    ] = "",
    json: Json = False,
) -> None:
    """Say how the lists were received that were shown, and who wins blind duels."""
    from app.engine.messages import GetMeasures

    with open_engine() as engine:
        measured = engine.people.measures(GetMeasures(catalog, persona))
    if json:
        print_json(asdict(measured))
    else:
        _show(measured)


def _show(measured: LiveMeasures) -> None:
    from rich.table import Table

    whose = printable(measured.persona) or "everyone"
    print_out(f"{printable(measured.catalog)}, {whose}: {measured.sessions} lists shown")
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("", "share", "95 % interval", "of"):
        table.add_column(column, justify="right" if column else "left")
    for name, rate in (
        ("opened", measured.click_through),
        ("anything done", measured.interaction),
        ("liked of those judged", measured.satisfaction),
    ):
        table.add_row(name, *_share(asdict(rate)), str(rate.trials))
    table_console().print(table)
    for duel in measured.duels:
        verdict = "decided" if duel.is_decided else "not decided yet"
        print_out(
            f"{duel.first.value} against {duel.second.value}: {duel.wins} won, "
            f"{duel.losses} lost, {duel.ties} tied; {verdict}"
        )


def replay(
    repeats: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="How often all is made up anew.")
    ] = 400,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Draws it.")] = 0,
    *,
    json: Json = False,
) -> None:
    """Try intervals and stopping rule of the live measures on sessions of known truth."""
    from app.engine.replay import measure_replay

    with shown_progress() as report, interruptible() as cancellation:
        measured = measure_replay(
            repeats=repeats, seed=seed, report=report, cancellation=cancellation
        )
    if json:
        print_json(dict(measured))
    else:
        _show_replay(measured)


def _show_replay(measured: Mapping[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("how often", "share", "95 % interval"):
        table.add_column(column, justify="right" if column != "how often" else "left")
    for name, one in measured["rates"].items():
        table.add_row(f"the interval of {name} holds the truth", *_share(one["covered"]))
    for name, duel in measured["duels"].items():
        better, worse = ("better", "worse") if name == "unequal" else ("first", "second")
        table.add_row(f"{name}: the {better} one wins", *_share(duel["first"]))
        table.add_row(f"{name}: the {worse} one wins", *_share(duel["second"]))
        table.add_row(f"{name}: a plain test would have stopped", *_share(duel["hasty"]))
    table_console().print(table)


def _share(share: Mapping[str, Any]) -> tuple[str, str]:
    value = share["successes"] / share["trials"] if share["trials"] else 0.0
    return f"{100 * value:.1f} %", f"{100 * share['low']:.1f} to {100 * share['high']:.1f} %"
