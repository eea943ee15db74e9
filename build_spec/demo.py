"""The demo without a display: ranked tables, and snapshots of the real window.

It asks with items of the catalog itself: a picture, a sentence, a sound, and all three of one
item. The item that the query came from does not compete.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.rule import Rule

from app.cli.answer_table import answer_table
from app.cli.output import use_utf8
from app.cli.progress import shown_progress
from app.core.home import Home
from app.core.item import Item, MediumRole
from app.core.modality import MODALITIES, Modality
from app.core.progress import Cancellation
from app.core.query import Query
from app.core.settings import Settings
from app.engine.engine import Engine
from app.engine.messages import Recommend

CATALOG = "tuxpaint"
NARROWEST = 118


@dataclass(frozen=True)
class Question:
    """One query of the demo: which item asks, and with which of its media."""

    title: str
    item_id: str
    modalities: tuple[Modality, ...]


QUESTIONS = (
    Question("A picture", "animals/mammals/cats/lion", (Modality.IMAGE,)),
    Question("A sentence", "food/fruit/apple_red", (Modality.TEXT,)),
    Question("A sound", "animals/birds/drake", (Modality.AUDIO,)),
    Question("All three together", "hobbies/music/string/violin", MODALITIES),
)


def main() -> int:
    """Print the tables, save the snapshots, say where they are."""
    use_utf8()
    home = Home.from_environment()
    with Engine(home, Settings.read(home.settings_file)) as engine:
        queries = [show_answer(engine, question) for question in QUESTIONS]
    folder = home.ensure(home.root / "demo")
    for name, query, theme in (
        ("all-three-light", queries[-1], "light"),
        ("all-three-dark", queries[-1], "dark"),
        ("picture-light", queries[0], "light"),
        ("sentence-dark", queries[1], "dark"),
    ):
        save_snapshot(folder / f"{name}.png", query, theme)
    sys.stdout.write(f"Snapshots of the window: {folder}\n")
    return 0


def show_answer(engine: Engine, question: Question) -> Query:
    """Print one ranked table; return its query."""
    item = engine.item(CATALOG, question.item_id).item
    query = query_from(item, question.modalities)
    # Speech is not looked for: these sounds are animals and instruments.
    job = Recommend(query, catalog=CATALOG, transcribe=False, leave_out=(item.item_id,))
    with shown_progress() as report:
        answer = engine.recommend(job, lambda _: None, report, Cancellation())
    console = colourful_console()
    console.print(Rule(f"{question.title} of: {item.title}", align="left"))
    console.print(answer_table(answer, console))
    console.print()
    return query


def query_from(item: Item, modalities: tuple[Modality, ...]) -> Query:
    """Ask with the item's own media of these modalities."""
    content = [medium for medium in item.media if medium.role is MediumRole.CONTENT]

    def paths(modality: Modality) -> tuple[str, ...]:
        found = (medium.path for medium in content if medium.modality is modality)
        return tuple(found)[:1] if modality in modalities else ()

    texts = (item.title_in("en"),) if Modality.TEXT in modalities else ()
    return Query(paths(Modality.IMAGE), texts, paths(Modality.AUDIO), transcript="")


def colourful_console() -> Console:
    """Return a console with colours even where the output goes to a file or a log."""
    width = max(Console().width, NARROWEST)
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(width=width, force_terminal=not plain, highlight=False, emoji=False)


def save_snapshot(path: Path, query: Query, theme: str) -> None:
    """Let the real window answer the query and paint itself into ``path``."""
    question = path.with_suffix(".json")
    media = {"image": query.images, "text": query.texts, "audio": query.sounds}
    question.write_text(json.dumps({**media, "transcript": query.transcript}), "utf-8")
    options = ["--snapshot", str(path), "--page", "recommend", "--query", str(question)]
    look = ["--size", "1440x900", "--theme", theme, "--lang", "en"]
    subprocess.run(  # noqa: S603 - our own program with our own arguments
        [sys.executable, "-m", "app", "gui", *options, *look],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=300,
    )


if __name__ == "__main__":
    sys.exit(main())
