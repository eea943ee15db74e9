"""``triad bench``: speed and memory, as medians with ratios to what they must be."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.options import CatalogName, Device, Json, writable_home
from app.cli.output import print_json, table_console
from app.cli.progress import interruptible, shown_progress
from app.core.settings import Settings


def bench(
    catalog: CatalogName = "",
    rounds: Annotated[int, typer.Option(min=3, help="Measurements of each figure.")] = 30,
    device: Device = None,
    window: Annotated[bool, typer.Option(help="Measure the window too.")] = True,
    json: Json = False,
) -> None:
    """Measure queries, re-ranking, search, likes, the window and memory on this machine."""
    home = writable_home()
    name = catalog or Settings.read(home.settings_file).catalog
    from app.engine.bench import measure
    from app.engine.command_bench import measure_command
    from app.engine.people_bench import measure_many_people, measure_people
    from app.engine.window_bench import measure_window

    with shown_progress() as report, interruptible() as cancellation:
        figures = measure(
            home,
            name,
            rounds=rounds,
            device=device,
            report=report,
            cancellation=cancellation,
        )
        many = measure_many_people(home, name, rounds=rounds, cancellation=cancellation)
        figures = (*figures, *measure_people(home, name, rounds=rounds), *many)
        figures = (*figures, *measure_command(rounds=rounds))
        if window:
            figures = (*figures, *measure_window(home))
    if json:
        print_json({"figures": [asdict(figure) for figure in figures]})
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("figure")
    for title in ("median", "95 %", "must", "of must", "hope"):
        table.add_column(title, justify="right")
    for one in figures:
        must = "–" if one.must is None else f"{one.must:g} {one.unit}"
        ratio = "–" if one.must is None else f"{one.ratio_to_must:.2f}"
        hope = "–" if one.hope is None else f"{one.hope:g} {one.unit}"
        median, p95 = f"{one.median:.2f} {one.unit}", f"{one.p95:.2f}"
        table.add_row(one.name, median, p95, must, ratio, hope)
    table_console().print(table)
