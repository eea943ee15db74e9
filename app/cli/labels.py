"""``triad labels``: set, list, spread, review, auto, import and export."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.cli.options import CatalogName, Device, Json, open_engine
from app.cli.output import print_json, print_out, printable, table_console
from app.cli.progress import interruptible, shown_progress
from app.engine.messages import GetReviewQueue, LabelSets, ReviewQueue, SetLabel, SpreadLabels

SHOWN_LABELS = 8

SetName = Annotated[str, typer.Argument(metavar="SET", help="Name of the set of labels.")]


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(
        help="Labels of items: by hand, by models, and spread from a few.", no_args_is_help=True
    )
    group.command("set")(set_label)
    group.command("list")(list_sets)
    group.command("spread")(spread)
    group.command("review")(review)
    group.command("auto")(auto)
    group.command("import")(import_labels)
    group.command("export")(export_labels)
    return group


def set_label(
    label_set: SetName,
    label: Annotated[str, typer.Argument(help="The label; an empty one takes it away.")],
    item: Annotated[list[str], typer.Argument(metavar="ITEM...", help="Ids of items.")],
    *,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Label items by hand; this also confirms or corrects what was proposed."""
    with open_engine() as engine:
        changed = engine.labelling.set_label(SetLabel(catalog, tuple(item), label_set, label))
    if json:
        print_json(asdict(changed))
    else:
        print_out(f"{printable(changed.catalog)}: {changed.items:,} items labelled")


def list_sets(*, catalog: CatalogName = "", json: Json = False) -> None:
    """List the sets of labels with how many items have each label."""
    with open_engine() as engine:
        found = engine.labelling.label_sets(catalog)
    _print_sets(found, json)


def _print_sets(found: LabelSets, json: bool) -> None:
    if json:
        print_json(asdict(found))
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("set", "given by", "by hand", "labels"):
        table.add_column(column, justify="right" if column == "by hand" else "left")
    for one in found.sets:
        named = [f"{printable(label)} {count:,}" for label, count in one.labels[:SHOWN_LABELS]]
        more = len(one.labels) - SHOWN_LABELS
        shown = ", ".join(named) + (f", {more} more" if more > 0 else "")
        table.add_row(printable(one.name), one.origin.value, f"{one.by_person:,}", shown)
    table_console().print(table)


def auto(*, catalog: CatalogName = "", device: Device = None, json: Json = False) -> None:
    """Label by models: image classes, text sentiment, kind of sound, vocal affect; resumes."""
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        found = engine.labelling.label_automatically(catalog, report, cancellation)
    _print_sets(found, json)


def spread(label_set: SetName, *, catalog: CatalogName = "", json: Json = False) -> None:
    """Spread the labels given by hand to all similar items."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        queue = engine.labelling.spread(SpreadLabels(catalog, label_set), report, cancellation)
    _print_queue(queue, json)


def review(
    label_set: SetName,
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to list.")] = 20,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """List labels that nobody has confirmed, the least sure first."""
    with open_engine() as engine:
        queue = engine.labelling.review(GetReviewQueue(catalog, label_set, limit))
    _print_queue(queue, json)


def _print_queue(queue: ReviewQueue, json: bool) -> None:
    if json:
        print_json(asdict(queue))
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("item", "title", "label", "sure", "or"):
        justify: Literal["left", "right"] = "right" if column == "sure" else "left"
        table.add_column(column, justify=justify, overflow="fold")
    for entry in queue.entries:
        others = [f"{label} {sure:.2f}" for label, sure in entry.choices[1:3]]
        cells = (entry.card.item_id, entry.card.title, entry.label, f"{entry.confidence:.2f}")
        table.add_row(*(printable(cell) for cell in (*cells, ", ".join(others))))
    table_console().print(table)
    print_out(f"{queue.total:,} labels of {printable(queue.label_set)} wait for a person")


def import_labels(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Columns item_id, label_set, label; if wanted origin, giver, confidence.",
        ),
    ],
    *,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Take in labels from a CSV file that was made for this catalog; all or nothing."""
    with open_engine() as engine:
        changed = engine.labelling.import_labels(catalog, file)
    if json:
        print_json(asdict(changed))
    else:
        print_out(f"{printable(changed.catalog)}: {changed.items:,} labels taken in")


def export_labels(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to write.")],
    *,
    label_set: Annotated[
        str, typer.Option("--set", metavar="SET", help="Only this set; default: all.")
    ] = "",
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Write labels to a CSV file, which 'triad labels import' reads again."""
    with open_engine() as engine:
        count = engine.labelling.export_labels(catalog, file, label_set)
    if json:
        print_json({"file": str(file), "labels": count})
    else:
        print_out(f"{count:,} labels written to {file}")
