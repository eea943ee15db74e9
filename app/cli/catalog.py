"""``triad catalog``: import, list, stats, export, verify and remove."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import cleaning, items
from app.cli.options import Device, Json, open_engine
from app.cli.output import note, print_json, print_out, printable, table_console
from app.cli.progress import interruptible, shown_progress
from app.core.errors import CatalogError
from app.engine.messages import CatalogSummary, ImportReport, PrepareCatalog, SkippedFile

if TYPE_CHECKING:
    from app.engine.engine import CatalogStatistics, Verification

SHOWN_SKIPPED = 20

Name = Annotated[str, typer.Argument(metavar="[NAME]", help="Default: the active catalog.")]


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(help="Catalogs of items to recommend.", no_args_is_help=True)
    group.command("import")(import_catalog)
    group.command("list")(list_catalogs)
    group.command("stats")(stats)
    group.command("export")(export)
    group.command("verify")(verify)
    group.command("remove")(remove)
    items.add_to(group)
    cleaning.add_to(group)
    return group


def import_catalog(
    importer: Annotated[
        str, typer.Argument(help="tuxpaint, folder, csv, jsonl, cifar10 or librispeech.")
    ],
    path: Annotated[
        str, typer.Argument(metavar="[PATH]", help="What to import; tuxpaint finds its own.")
    ] = "",
    *,
    name: Annotated[str, typer.Option(help="Name of the catalog; default: from the path.")] = "",
    import_only: Annotated[
        bool, typer.Option("--import-only", help="Do not encode and train yet.")
    ] = False,
    device: Device = None,
    json: Json = False,
) -> None:
    """Import items, encode what is new, train the fusion model; resumes where it stopped."""
    job = PrepareCatalog(importer, path, name)
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        run = engine.import_items if import_only else engine.prepare_catalog
        outcome = run(job, report, cancellation)
    _tell_skipped(outcome.skipped)
    if json:
        print_json(asdict(outcome))
    else:
        print_out(_in_words(outcome))


def _in_words(outcome: ImportReport) -> str:
    return (
        f"{printable(outcome.catalog)}: {outcome.items:,} items; {outcome.added:,} added, "
        f"{outcome.updated:,} updated, {outcome.known:,} known, "
        f"{len(outcome.skipped):,} files skipped"
    )


def _tell_skipped(skipped: tuple[SkippedFile, ...]) -> None:
    for one in skipped[:SHOWN_SKIPPED]:
        note(f"skipped: {printable(one.path)}: {one.why}")
    if len(skipped) > SHOWN_SKIPPED:
        note(f"skipped: {len(skipped) - SHOWN_SKIPPED} more; --json lists them all")


def list_catalogs(json: Json = False) -> None:
    """List the catalogs."""
    with open_engine() as engine:
        catalogs = engine.catalogs()
    if json:
        print_json({"catalogs": [asdict(one) for one in catalogs]})
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("catalog")
    table.add_column("items", justify="right")
    table.add_column("state")
    table.add_column("fusions")
    for one in catalogs:
        table.add_row(printable(one.name), f"{one.items:,}", _state(one), ", ".join(one.fusions))
    table_console().print(table)


def _state(one: CatalogSummary) -> str:
    return printable(one.problem) or ("ready" if one.ready else "not trained yet")


def stats(name: Name = "", json: Json = False) -> None:
    """Count what is in a catalog."""
    with open_engine() as engine:
        statistics = engine.statistics(name)
        fusions = engine.fusions(name)
    if json:
        print_json({**_stats_as_json(statistics), "fusions": fusions})
        return
    shown = ", ".join(f"{one['name']}{' (default)' if one['default'] else ''}" for one in fusions)
    for label, value in [*_rows(statistics), ("fusions", shown or "none")]:
        print_out(f"{label:<20} {value}")


def _stats_as_json(statistics: CatalogStatistics) -> dict[str, Any]:
    named = ("categories", "languages", "features")
    counts = {name: dict(getattr(statistics, name)) for name in named}
    return {**asdict(statistics), **counts}


def _rows(statistics: CatalogStatistics) -> list[tuple[str, str]]:
    items_with = statistics.items_with
    return [
        ("items", f"{statistics.items:,}"),
        ("with a picture", f"{items_with.image:,}"),
        ("with words", f"{items_with.text:,}"),
        ("with a sound", f"{items_with.audio:,}"),
        ("spoken descriptions", f"{statistics.spoken_descriptions:,}"),
        ("categories", _most(statistics.categories)),
        ("languages", _most(statistics.languages)),
        ("media", f"{statistics.media_bytes / 1e6:,.1f} MB"),
    ]


def _most(counts: tuple[tuple[str, int], ...], shown: int = 8) -> str:
    named = [f"{printable(name) or '(none)'} {count:,}" for name, count in counts[:shown]]
    return ", ".join(named) + (f", {len(counts) - shown} more" if len(counts) > shown else "")


def export(
    to: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Where to write.")],
    name: Annotated[str, typer.Option("--name", help="Default: the active catalog.")] = "",
    json: Json = False,
) -> None:
    """Write all items as JSON Lines, which 'triad catalog import jsonl' reads again."""
    with open_engine() as engine:
        count = engine.export_catalog(name, to)
    if json:
        print_json({"file": str(to), "items": count})
    else:
        print_out(f"{count:,} items written to {to}")


def verify(name: Name = "", json: Json = False) -> None:
    """Find missing and changed files; exit code 2 when there are any."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        found = engine.verify_catalog(name, report, cancellation)
    if json:
        print_json(asdict(found))
    else:
        for path in found.missing:
            print_out(f"missing: {printable(path)}")
        for path in found.changed:
            print_out(f"changed: {printable(path)}")
    if not found.is_whole:
        raise CatalogError(f"catalog {name or '(default)'}", _what_is_wrong(found))
    if not json:
        print_out(f"{found.checked:,} files are as they were imported")


def _what_is_wrong(found: Verification) -> str:
    if found.problem:
        return f"{found.problem}; remove it and import again"
    return (
        f"{len(found.missing)} files are missing and {len(found.changed)} changed; "
        "import again to take up the changes"
    )


def remove(
    name: Annotated[str, typer.Argument(help="The catalog to delete.")],
    json: Json = False,
) -> None:
    """Delete a catalog; the pictures and sounds that were imported stay where they are."""
    with open_engine() as engine:
        engine.remove_catalog(name)
    if json:
        print_json({"removed": name})
    else:
        print_out(f"{printable(name)} removed")
