"""``triad persona for-you``: what a persona may like, without a query."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import CatalogName, Json, open_engine
from app.cli.output import note, print_json, print_out, printable, table_console
from app.cli.progress import interruptible, shown_progress
from app.core.recommender import RecommenderKind

if TYPE_CHECKING:
    from app.engine.messages import Fallback, PersonalItem, PersonalList


def for_you(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The persona.")],
    *,
    surprise: Annotated[
        bool,
        typer.Option(
            "--surprise", help="Explore: rank by one of the tastes that are still possible."
        ),
    ] = False,
    recommender: Annotated[
        RecommenderKind, typer.Option(help="Who ranks by history, beside the profile.")
    ] = RecommenderKind.MULTIMODAL_AUTOENCODER,
    top: Annotated[int, typer.Option(min=1, help="How many items.")] = 10,
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of the titles.")] = "en",
    catalog: CatalogName = "",
    json: Json = False,
) -> None:
    """Rank the catalog for a persona by what it did before; the list is logged."""
    from app.engine.messages import ListMode, RecommendForYou

    mode = ListMode.SURPRISE if surprise else ListMode.FOR_YOU
    job = RecommendForYou(catalog, name, mode, recommender, top=top, language=lang)
    with shown_progress() as report, interruptible() as cancellation, open_engine() as engine:
        found = engine.for_you.recommend_when_fitted(job, report, cancellation)
    if json:
        print_json(_list_json(found))
    else:
        _print_list(found)


def _list_json(found: PersonalList) -> dict[str, Any]:
    return {
        "catalog": found.catalog,
        "persona": found.persona,
        "mode": found.mode.value,
        "session": found.session,
        "milliseconds": round(found.milliseconds, 3),
        "ranked_by": found.ranked_by.value,
        "fallback": None
        if found.fallback is None
        else {
            "recommender": found.fallback.recommender.value,
            "reason": found.fallback.reason.value,
        },
        "results": [_item_json(item) for item in found.items],
    }


def _item_json(item: PersonalItem) -> dict[str, Any]:
    one = item.recommendation
    return {
        "rank": one.rank,
        "item_id": one.item_id,
        "title": one.title,
        "category": one.category,
        "score": one.score,
        "baseline": one.baseline,
        "contributions": {str(modality): share for modality, share in one.contributions.items()},
        "parts": asdict(item.parts),
        "because_of": item.because_of,
        "explores": item.explores,
    }


def _print_list(found: PersonalList) -> None:
    from rich.table import Table

    if not found.items:
        who = printable(found.persona)
        print_out(f"nothing is left for {who}: everything was judged; undo some, or add items")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("#", "item", "score", "history", "feedback", "because"):
        numeric = column in {"#", "score", "history", "feedback"}
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for item in found.items:
        one = item.recommendation
        table.add_row(
            str(one.rank),
            printable(one.title),
            f"{one.score:.3f}",
            f"{item.parts.history:+.3f}",
            f"{item.parts.feedback:+.3f}",
            _reason(item),
        )
    table_console().print(table)
    print_out(
        f"{len(found.items):,} items for {printable(found.persona)} from "
        f"{printable(found.catalog)} in {found.milliseconds:.0f} ms, list {found.session}"
    )
    _print_fallback(found.fallback)


def _print_fallback(fallback: Fallback | None) -> None:
    """Say in one sentence why another recommender ranked than the one that was asked for."""
    from app.engine.messages import FallbackReason

    if fallback is None:
        return
    name = fallback.recommender.value
    texts = {
        FallbackReason.NOTHING_KNOWN: "Nothing is known of this persona yet: this is what others "
        "like, then what differs most.",
        FallbackReason.TOO_FEW: f"{name} needs at least three personas who like something; "
        "content ranked in its place.",
        FallbackReason.STILL_LEARNING: f"{name} is still learning; content ranked in its place.",
    }
    note(texts[fallback.reason])


def _reason(item: PersonalItem) -> str:
    if item.explores:
        return "to learn from"
    return f"you liked {printable(item.because_of)}" if item.because_of else ""
