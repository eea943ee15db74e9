"""``triad recommend``: one query, or many from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.answer_json import answer_as_json
from app.cli.options import CatalogName, Device, FusionName, Json, open_engine, parse_weights
from app.cli.output import print_json, table_console, warn
from app.cli.progress import interruptible, shown_progress
from app.core.errors import QueryError
from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.query import Query
from app.core.recommendation import Answer
from app.engine.messages import Level, Recommend

if TYPE_CHECKING:
    from app.engine.engine import Engine


def recommend(
    *,
    image: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="A picture; may be repeated.")
    ] = None,
    text: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="Words; may be repeated.")
    ] = None,
    audio: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="A sound; may be repeated.")
    ] = None,
    weights: Annotated[
        str, typer.Option(metavar="image=1,text=1,audio=1", help="How much each counts, 0 to 2.")
    ] = "",
    top: Annotated[int, typer.Option(min=1, help="How many items.")] = 10,
    catalog: CatalogName = "",
    fusion: FusionName = "",
    persona: Annotated[
        str, typer.Option("--persona", metavar="NAME", help="Whose history counts beside it.")
    ] = "",
    lang: Annotated[str, typer.Option(metavar="CODE", help="Language of the titles.")] = "en",
    leave_out: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="An item that does not compete.")
    ] = None,
    no_transcribe: Annotated[
        bool, typer.Option("--no-transcribe", help="Do not turn speech into words.")
    ] = False,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="QUERIES.jsonl", help="One query a line; needs --json; - is stdin."),
    ] = None,
    device: Device = None,
    json: Json = False,
) -> None:
    """Rank the catalog for a picture, words, a sound, or any mix of them."""
    query = Query(tuple(image or ()), tuple(text or ()), tuple(audio or ()))
    job = Recommend(
        Query(query.images, query.texts, query.sounds, weights=parse_weights(weights)),
        top=top,
        language=lang,
        catalog=catalog,
        fusion=fusion,
        transcribe=not no_transcribe,
        leave_out=tuple(leave_out or ()),
        persona=persona,
    )
    if batch is not None:
        _batch(batch, job, device, json=json)
        return
    if query.is_empty:
        raise QueryError(
            "query", f"empty; give --image, --text, --audio or --batch{_without(persona)}"
        )
    with shown_progress() as report, interruptible() as cancellation, open_engine(device) as engine:
        answer = _answer(engine, job, report, cancellation)
    _show(answer, json=json)


def _without(persona: str) -> str:
    return f", or ask for 'triad persona for-you {persona}'" if persona else ""


def _batch(path: Path, job: Recommend, device: Device, *, json: bool) -> None:
    from app.cli.batch import answer_batch

    if not json:
        raise QueryError("--batch", "answers are JSON; add --json")
    if not job.query.is_empty:
        raise QueryError("--batch", "takes its queries from the file alone; drop the others")
    with open_engine(device) as engine:
        answer_batch(path, job, lambda one: _answer(engine, one, ignore_progress, Cancellation()))


def _answer(
    engine: Engine, job: Recommend, report: ReportProgress, cancellation: Cancellation
) -> Answer:
    return engine.recommend(job, _ignore_partial, report, cancellation)


def _ignore_partial(_: Answer | Level) -> None:
    """Show nothing: the command line waits for what is final."""


def _show(answer: Answer, *, json: bool) -> None:
    if json:
        print_json(answer_as_json(answer))
        return
    from app.cli.answer_table import answer_table

    warn(answer.notices)
    console = table_console()
    console.print(answer_table(answer, console))
