"""``triad catalog``: import, list, stats, export, verify and remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Device, Json, open_engine
from app.cli.output import note, print_json, print_out, printable, table_console
from app.cli.progress import interruptible, shown_progress
from app.core.errors import CatalogError
from app.engine.messages import CatalogSummary, ImportReport, PrepareCatalog, SkippedFile

if TYPE_CHECKING:
    from app.engine.catalog_care import CatalogStatistics

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
    return group


def import_catalog(
    importer: Annotated[str, typer.Argument(help="tuxpaint, folder, csv or jsonl.")],
    path: Annotated[
        str, typer.Argument(metavar="[PATH]", help="What to import; tuxpaint finds its own.")
    ] = "",
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
        statistics = engine.catalog_statistics(name)
    if json:
        print_json(asdict(statistics))
        return
    for label, value in _rows(statistics):
        print_out(f"{label:<20} {value}")


def _rows(statistics: CatalogStatistics) -> list[tuple[str, str]]:
    fusions = ", ".join(
        f"{one.name}{' (default)' if one.promoted else ''}" for one in statistics.fusions
    )
    return [
        ("catalog", printable(statistics.name)),
        ("items", f"{statistics.items:,}"),
        ("with a picture", f"{statistics.with_picture:,}"),
        ("with words", f"{statistics.with_text:,}"),
        ("with a sound", f"{statistics.with_sound:,}"),
        ("spoken descriptions", f"{statistics.spoken_descriptions:,}"),
        ("categories", _most(statistics.categories)),
        ("languages", _most(statistics.languages)),
        ("fusions", fusions or "none"),
        ("size", f"{statistics.megabytes:.1f} MB"),
    ]


def _most(counts: Mapping[str, int], shown: int = 8) -> str:
    named = [f"{printable(name) or '(none)'} {count:,}" for name, count in counts.items()]
    rest = f", {len(named) - shown} more" if len(named) > shown else ""
    return ", ".join(named[:shown]) + rest


def export(
    name: Name = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE.jsonl", help="Where to write.")
    ] = None,
    json: Json = False,
) -> None:
    """Write all items as JSON Lines, which 'triad catalog import jsonl' reads again."""
    with open_engine() as engine:
        if to is None:
            for line in engine.exported_lines(name):
                print_out(line)
            return
        count = engine.export_catalog(name, to)
    result: dict[str, Any] = {"file": str(to), "items": count}
    if json:
        print_json(result)
    else:
        print_out(f"{count:,} items written to {to}")


def verify(name: Name = "", json: Json = False) -> None:
    """Find missing and changed files; exit code 2 when there are any."""
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        problems = engine.verify_catalog(name, report, cancellation)
    if json:
        print_json({"problems": [asdict(one) for one in problems]})
    else:
        for one in problems:
            print_out(f"{printable(one.path)}: {one.why}")
    if problems:
        raise CatalogError(
            f"catalog {name}".strip(),
            f"{len(problems)} files are missing or changed; import again to refresh it",
        )
    if not json:
        print_out("every file is as it was imported")


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
