"""An answer as a table for people."""

from __future__ import annotations

from pathlib import PurePath

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from app.cli.bars import STYLES, BarScale, bar, legend
from app.cli.output import printable
from app.core.modality import MODALITIES, Modality
from app.core.recommendation import Answer, Recommendation, Timings

NARROW = 100
"""Below this many columns the category is left out."""

RANK, SCORE, SHARE, CATEGORY, PART = 4, 7, 8, 20, 9
"""Columns of each cell with the space after it."""
PERSONAL_PARTS = ("history", "feedback")
"""What a persona adds to a score, as :class:`ScoreParts` names it."""


def answer_table(answer: Answer, console: Console) -> RenderableType:
    """Return the query, the ranked items with their bars, and the timings."""
    plain = not console.encoding.lower().startswith("utf")
    return Group(_query_line(answer), _items(answer, console.width, plain=plain), _summary(answer))


def _query_line(answer: Answer) -> Text:
    query = answer.query
    line = Text("query  ", "dim", overflow="fold")
    for path in query.images:
        line.append(f"picture {printable(PurePath(path).name)}  ", STYLES.image)
    for text in query.texts:
        line.append(f"“{printable(text)}”  ", STYLES.text)
    for path in query.sounds:
        line.append(f"sound {printable(PurePath(path).name)}  ", STYLES.audio)
    if query.transcript:
        line.append(f"heard “{printable(query.transcript)}”", STYLES.text)
    return line


def _items(answer: Answer, width: int, *, plain: bool) -> Table:
    is_wide = width >= NARROW
    parts = PERSONAL_PARTS if _is_personal(answer) else ()
    bar_width = 24 if is_wide else 14
    fixed = RANK + SCORE + bar_width + 3 * SHARE + len(parts) * PART
    fixed += CATEGORY if is_wide else 0
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="", expand=False)
    table.add_column(Text("#", "dim"), justify="right", width=RANK - 1)
    title_width = max(width - fixed - 1, 8)
    table.add_column(Text("item", "dim"), no_wrap=True, overflow="ellipsis", max_width=title_width)
    if is_wide:
        table.add_column(
            Text("category", "dim"), no_wrap=True, overflow="ellipsis", max_width=CATEGORY - 1
        )
    table.add_column(Text("score", "dim"), justify="right", width=SCORE - 1)
    table.add_column(Text("shares", "dim"), no_wrap=True, width=bar_width - 1)
    for modality in MODALITIES:
        table.add_column(legend(modality, plain=plain), justify="right", width=SHARE - 1)
    for part in parts:
        table.add_column(Text(part, "dim"), justify="right", width=PART - 1)
    scale = BarScale.fitting([result.contributions for result in answer.results], bar_width - 2)
    for result in answer.results:
        cells = _cells(answer, result, bar(result.contributions, scale, plain=plain))
        table.add_row(*(cells if is_wide else [*cells[:2], *cells[3:]]))
    return table


def _cells(answer: Answer, result: Recommendation, drawn: Text) -> list[Text]:
    return [
        Text(str(result.rank), "dim"),
        Text(printable(result.title), "bold"),
        Text(printable(result.category), "dim"),
        Text(f"{result.score:.3f}"),
        drawn,
        *(_share(answer, result, modality) for modality in MODALITIES),
        *(Text(f"{part:+.3f}") for part in _personal_parts(result)),
    ]


def _is_personal(answer: Answer) -> bool:
    return any(result.parts is not None for result in answer.results)


def _personal_parts(result: Recommendation) -> tuple[float, ...]:
    return () if result.parts is None else (result.parts.history, result.parts.feedback)


def _share(answer: Answer, result: Recommendation, modality: Modality) -> Text:
    if not answer.query.has(modality):
        return Text("–", "dim")
    return Text(f"{result.contributions[modality]:+.3f}", STYLES[modality])


def _summary(answer: Answer) -> Text:
    return Text(
        f"{printable(answer.catalog)}, {answer.catalog_items:,} items; "
        f"{timings_in_words(answer.timings)}",
        "dim",
    )


def timings_in_words(timings: Timings) -> str:
    """Return the stages of a query in words, in milliseconds."""
    encode = sum(milliseconds for _, milliseconds in timings.encode.items())
    return (
        f"load {timings.load:.0f} ms, encode {encode:.0f} ms, fuse {timings.fuse:.1f} ms, "
        f"search {timings.search:.1f} ms, explain {timings.explain:.1f} ms"
    )
