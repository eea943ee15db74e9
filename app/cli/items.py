"""``triad catalog items``, ``exclude``, ``include`` and ``edit``: look after single items."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Json, open_engine
from app.cli.output import print_json, print_out, printable, table_console
from app.core.cleaning import CleaningProblem
from app.core.errors import QueryError
from app.core.item import Caption
from app.engine.messages import BrowseItems, EditItem, ExcludeItems, ItemCard, ItemPage

if TYPE_CHECKING:
    from app.core.item import Item

Name = Annotated[str, typer.Argument(metavar="[NAME]", help="Default: the active catalog.")]
NeededName = Annotated[str, typer.Argument(metavar="NAME", help="The catalog.")]
Items = Annotated[list[str], typer.Argument(metavar="ITEM...", help="Ids of items.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of catalogs."""
    group.command("items")(items)
    group.command("exclude")(exclude)
    group.command("include")(include)
    group.command("edit")(edit)


def items(
    name: Name = "",
    *,
    search: Annotated[
        str, typer.Option(help="Words of id, title, category or captions, in any language.")
    ] = "",
    category: Annotated[str, typer.Option(help="A category and all below it.")] = "",
    label: Annotated[
        str, typer.Option(metavar="SET=LABEL", help="Only these; SET alone means any label.")
    ] = "",
    problem: Annotated[
        CleaningProblem | None, typer.Option(help="Only items with that cleaning problem.")
    ] = None,
    excluded: Annotated[
        bool | None,
        typer.Option("--excluded/--included", help="Only what is left out of ranking, or is not."),
    ] = None,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to list.")] = 50,
    json: Json = False,
) -> None:
    """List items, searched and filtered; the best matches of a search come first."""
    label_set, _, label_name = (part.strip() for part in label.partition("="))
    job = BrowseItems(
        name, search, category, label_set, label_name, problem, excluded, offset, limit
    )
    with open_engine() as engine:
        page = engine.browsing.items(job)
    if json:
        print_json(asdict(page))
    else:
        _print_page(page)


def _print_page(page: ItemPage) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("item", "title", "category", "has", ""):
        table.add_column(column, overflow="fold")
    for card in page.items:
        kinds = " ".join(modality.value for modality in card.modalities)
        cells = (card.item_id, card.title, card.category, kinds, _remarks(card))
        table.add_row(*(printable(cell) for cell in cells))
    table_console().print(table)
    first = page.offset + 1 if page.items else page.offset
    print_out(f"{first:,} to {page.offset + len(page.items):,} of {page.total:,} items")


def _remarks(card: ItemCard) -> str:
    excluded = ["excluded"] if card.is_excluded else []
    return ", ".join(excluded + [problem.value for problem in card.problems])


def exclude(name: NeededName, item: Items, json: Json = False) -> None:
    """Leave items out of ranking and training; nothing of them is deleted."""
    _set_excluded(name, item, True, json)


def include(name: NeededName, item: Items, json: Json = False) -> None:
    """Take excluded items in again."""
    _set_excluded(name, item, False, json)


def _set_excluded(name: str, item_ids: list[str], excluded: bool, json: bool) -> None:
    with open_engine() as engine:
        changed = engine.browsing.exclude(ExcludeItems(name, tuple(item_ids), excluded))
    if json:
        print_json(asdict(changed))
    else:
        done = "excluded" if excluded else "taken in again"
        print_out(f"{printable(changed.catalog)}: {changed.items:,} items {done}")


def edit(
    name: NeededName,
    item: Annotated[str, typer.Argument(help="Id of the item.")],
    *,
    title: Annotated[str | None, typer.Option(help="The new title.")] = None,
    category: Annotated[str | None, typer.Option(help="The new category.")] = None,
    caption: Annotated[
        list[str] | None,
        typer.Option(metavar="LANGUAGE=TEXT", help="A new caption; without a text it goes."),
    ] = None,
    json: Json = False,
) -> None:
    """Change title, category or captions of an item; imports keep what you changed."""
    new = dict(_language_and_text(written) for written in caption or [])
    if title is None and category is None and not new:
        raise QueryError(f"item {item}", "nothing to change; give --title, --category or --caption")
    with open_engine() as engine:
        now = engine.browsing.record(name, item).details.item
        job = EditItem(
            name,
            item,
            now.title if title is None else title,
            now.category if category is None else category,
            _changed_captions(now, new),
        )
        record = engine.browsing.edit(job)
    if json:
        print_json(asdict(record))
    else:
        changed = record.details.item
        print_out(f"{printable(item)}: {printable(changed.title)} ({printable(changed.category)})")


def _language_and_text(written: str) -> tuple[str, str]:
    language, equals, text = written.partition("=")
    if not equals or not language.strip():
        raise QueryError(f"--caption {written}", "write it as LANGUAGE=TEXT, such as en=A duck")
    return language.strip(), text


def _changed_captions(item: Item, new: dict[str, str]) -> tuple[Caption, ...]:
    """Replace captions in their place; those of new languages come last."""
    kept = tuple(Caption(one.language, new.get(one.language, one.text)) for one in item.captions)
    languages = {one.language for one in kept}
    added = (Caption(*pair) for pair in new.items() if pair[0] not in languages)
    return (*kept, *added)
