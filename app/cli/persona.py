"""``triad persona``: who there is, what they did, what was learnt, what they may like."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.for_you import for_you
from app.cli.options import CatalogName, Json, open_engine
from app.cli.output import print_json, print_out, printable, table_console
from app.core.modality import PerModality
from app.core.persona import InteractionKind

if TYPE_CHECKING:
    from app.engine.messages import Learnt, Personas, Profile

Name = Annotated[str, typer.Argument(metavar="NAME", help="The persona.")]
SHOWN_CATEGORIES = 5
"""How many categories up and down a table names."""

ItemIds = Annotated[list[str], typer.Argument(metavar="ITEM...", help="Ids of items.")]
Shown = Annotated[
    int | None,
    typer.Option(
        "--list", metavar="NUMBER", min=1, help="Where they were shown, as 'for-you' tells it."
    ),
]


def build() -> typer.Typer:
    """Return the group."""
    group = typer.Typer(
        help="Personas: what they did, what was learnt of them, what they may like.",
        no_args_is_help=True,
    )
    group.command("list")(list_personas)
    group.command("add")(add)
    group.command("rename")(rename)
    group.command("remove")(remove)
    for record in (view, like, dislike, save, skip, rate):
        group.command(record.__name__)(record)
    group.command("undo")(undo)
    group.command("history")(history)
    group.command("profile")(profile)
    group.command("for-you")(for_you)
    group.command("export")(export)
    group.command("import")(import_file)
    return group


def list_personas(*, catalog: CatalogName = "", json: Json = False) -> None:
    """List the personas of a catalog."""
    with open_engine() as engine:
        found = engine.people.personas(catalog)
    _print_personas(found, json=json)


def add(name: Name, *, catalog: CatalogName = "", json: Json = False) -> None:
    """Add a persona."""
    with open_engine() as engine:
        found = engine.people.create(catalog, name)
    _print_personas(found, json=json)


def rename(
    name: Name,
    new_name: Annotated[str, typer.Argument(metavar="NEW_NAME", help="Its name from now on.")],
    *,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Give a persona another name; its history stays."""
    with open_engine() as engine:
        found = engine.people.rename(catalog, name, new_name)
    _print_personas(found, json=json)


def remove(name: Name, *, catalog: CatalogName = "", json: Json = False) -> None:
    """Delete a persona and everything about it."""
    with open_engine() as engine:
        found = engine.people.remove(catalog, name)
    _print_personas(found, json=json)


def _print_personas(found: Personas, *, json: bool) -> None:
    if json:
        print_json(asdict(found))
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("persona", overflow="fold")
    table.add_column("interactions", justify="right")
    table.add_column("since")
    for one in found.personas:
        table.add_row(printable(one.name), f"{one.interactions:,}", one.created[:10])
    table_console().print(table)
    count = len(found.personas)
    noun = "persona" if count == 1 else "personas"
    print_out(f"{count:,} {noun} in {printable(found.catalog)}")


def view(
    name: Name, item: ItemIds, *, shown: Shown = None, catalog: CatalogName = "", json: Json = False
) -> None:
    """Record that a persona looked closely at items."""
    _record(catalog, name, item, InteractionKind.VIEW, shown=shown, json=json)


def like(
    name: Name, item: ItemIds, *, shown: Shown = None, catalog: CatalogName = "", json: Json = False
) -> None:
    """Record that a persona likes items."""
    _record(catalog, name, item, InteractionKind.LIKE, shown=shown, json=json)


def dislike(
    name: Name, item: ItemIds, *, shown: Shown = None, catalog: CatalogName = "", json: Json = False
) -> None:
    """Record that a persona dislikes items."""
    _record(catalog, name, item, InteractionKind.DISLIKE, shown=shown, json=json)


def save(
    name: Name, item: ItemIds, *, shown: Shown = None, catalog: CatalogName = "", json: Json = False
) -> None:
    """Record that a persona saved items for later."""
    _record(catalog, name, item, InteractionKind.SAVE, shown=shown, json=json)


def skip(
    name: Name, item: ItemIds, *, shown: Shown = None, catalog: CatalogName = "", json: Json = False
) -> None:
    """Record that a persona passed items over."""
    _record(catalog, name, item, InteractionKind.SKIP, shown=shown, json=json)


def rate(
    name: Name,
    stars: Annotated[float, typer.Argument(metavar="STARS", help="1 to 5; 3 says nothing.")],
    item: ItemIds,
    *,
    shown: Shown = None,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Record how many stars a persona gives items."""
    _record(catalog, name, item, InteractionKind.RATING, stars, shown=shown, json=json)


def _record(
    catalog: str,
    name: str,
    item_ids: list[str],
    kind: InteractionKind,
    rating: float = 0.0,
    *,
    shown: int | None,
    json: bool,
) -> None:
    from app.engine.messages import RecordInteraction

    with open_engine() as engine:
        engine.people.check_items(catalog, item_ids)
        jobs = [
            RecordInteraction(catalog, name, item_id, kind, rating, shown or 0)
            for item_id in item_ids
        ]
        learnt = [engine.people.record(job) for job in jobs]
    _print_learnt(learnt, json=json)


def undo(
    name: Name,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As the history tells it.")],
    *,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Take an interaction back, as if it had never been."""
    from app.engine.messages import UndoInteraction

    with open_engine() as engine:
        learnt = engine.people.undo(UndoInteraction(catalog, name, number))
    _print_learnt([learnt], json=json)


def _print_learnt(learnt: list[Learnt], *, json: bool) -> None:
    after = learnt[-1].after
    if json:
        numbers = [one.number for one in learnt]
        print_json({"numbers": numbers, "profile": _profile_json(after)})
    else:
        _print_profile(after)


def history(
    name: Name,
    *,
    kind: Annotated[
        list[InteractionKind] | None, typer.Option(help="Only this kind; may be repeated.")
    ] = None,
    text: Annotated[str, typer.Option(metavar="WORDS", help="Only titles with these words.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many to list.")] = 50,
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of the titles.")] = "en",
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """List what a persona did, the newest first."""
    from app.engine.messages import GetHistory

    job = GetHistory(catalog, name, tuple(kind or ()), text, lang, limit)
    with open_engine() as engine:
        found = engine.people.history(job)
    if json:
        print_json(asdict(found))
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("number", "when", "what", "item", "title"):
        table.add_column(column, overflow="fold")
    for entry in found.entries:
        stars = f" {entry.rating:g}" if entry.rating else ""
        what = f"{entry.kind.value}{stars}"
        cells = (str(entry.number), entry.at, what, entry.item_id, entry.title)
        table.add_row(*(printable(cell) for cell in cells))
    table_console().print(table)
    print_out(f"{len(found.entries):,} of {found.matching:,} interactions")


def profile(name: Name, *, catalog: CatalogName = "", json: Json = False) -> None:
    """Tell what was learnt of a persona."""
    with open_engine() as engine:
        found = engine.people.profile(catalog, name)
    if json:
        print_json(_profile_json(found))
    else:
        _print_profile(found)


def _profile_json(found: Profile) -> dict[str, object]:
    return {
        "catalog": found.catalog,
        "persona": found.persona,
        "interactions": found.interactions,
        "shares": {str(modality): share for modality, share in found.shares.items()},
        "up": [list(one) for one in found.up],
        "down": [list(one) for one in found.down],
        "exploration": found.exploration,
    }


def _print_profile(found: Profile) -> None:
    print_out(f"{printable(found.persona)}: {found.interactions:,} interactions")
    names = PerModality("pictures", "words", "sounds")
    followed = [
        f"{names[modality]} {100 * share:.0f} %"
        for modality, share in found.shares.items()
        if share > 0
    ]
    print_out(f"follows {', '.join(followed) or 'nothing yet'}")
    for word, categories in (("more", found.up), ("fewer", found.down)):
        if categories:
            shown = categories[:SHOWN_CATEGORIES]
            named = [f"{printable(name)} {change:+.2f}" for name, change in shown]
            print_out(f"{word} {', '.join(named)}")
    print_out(f"still unsure {100 * found.exploration:.0f} %")


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to write.")],
    *,
    persona: Annotated[
        str, typer.Option("--persona", metavar="NAME", help="Only this one's; default: all.")
    ] = "",
    shown: Annotated[
        bool, typer.Option("--shown", help="The lists that were shown, not what was done.")
    ] = False,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Write interactions to a CSV file, which 'triad persona import' reads again."""
    if shown:
        _export_shown(file, persona, catalog, json=json)
        return
    from app.engine.messages import ExportInteractions

    with open_engine() as engine:
        moved = engine.people.export(ExportInteractions(catalog, persona, str(file)))
    if json:
        print_json({"file": moved.path, "interactions": moved.interactions})
    else:
        print_out(f"{moved.interactions:,} interactions written to {file}")


def _export_shown(file: Path, persona: str, catalog: str, *, json: bool) -> None:
    with open_engine() as engine:
        count = engine.people.export_shown(catalog, persona, file)
    if json:
        print_json({"file": str(file), "shown": count})
    else:
        print_out(f"{count:,} shown items written to {file}")


def import_file(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.csv", help="Columns persona, item_id, kind, rating, at."),
    ],
    *,
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Take in interactions from a CSV file, all or none; personas are made as needed."""
    from app.engine.messages import ImportInteractions

    with open_engine() as engine:
        moved = engine.people.take_in(ImportInteractions(catalog, str(file)))
    if json:
        print_json(
            {
                "file": moved.path,
                "interactions": moved.interactions,
                "repeated": moved.repeated,
                "personas": list(moved.personas),
            }
        )
        return
    print_out(f"{moved.interactions:,} interactions taken in, {moved.repeated:,} known already")
    for name in moved.personas:
        print_out(f"new persona {printable(name)}")
