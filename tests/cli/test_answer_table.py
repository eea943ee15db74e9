"""An answer as a table: narrow terminals, wide letters, no colour."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from app.cli.answer_table import answer_table
from app.core.modality import PerModality
from app.core.query import Query
from app.core.recommendation import Answer, ModelIdentity, Recommendation, Timings
from app.core.recommender import ScoreParts

TITLES = (
    "一只可爱的小猫在吃一个很大很大的红苹果而且非常非常开心",
    "A " + "very " * 30 + "long title",
    "[red]plain[/red]\x1b[2J",
    "x",
)


def result(rank: int, title: str) -> Recommendation:
    shares = PerModality(0.4 / rank, 0.3, -0.1 if rank == 2 else 0.1)
    score = sum(share for _, share in shares.items())
    ranks: PerModality[int | None] = PerModality(1, 2, 3)
    return Recommendation(rank, f"i/{rank}", title, "a/b", "", score, 0.0, shares, ranks)


ANSWER = Answer(
    query=Query(("/a/picture.png",), ("words",), ("/a/sound.wav",), "heard"),
    catalog="catalog",
    catalog_items=1033,
    encoders=PerModality(None, None, None),
    fusion=ModelIdentity("towers", "0", "cpu"),
    timings=Timings(load=1.0),
    results=tuple(result(rank, title) for rank, title in enumerate(TITLES, start=1)),
)


PERSONAL = replace(
    ANSWER,
    results=tuple(
        replace(one, score=one.score + 0.0625, parts=ScoreParts(one.score, 0.125, -0.0625))
        for one in ANSWER.results
    ),
)


def drawn(width: int, answer: Answer = ANSWER, **options: bool) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, **options)  # type: ignore[arg-type]
    console.print(answer_table(answer, console))
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = drawn(width).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert sum("+0.300" in line for line in lines) == len(TITLES)


def test_titles_cannot_command_the_terminal() -> None:
    shown = drawn(160)
    assert "\x1b" not in shown
    assert "[red]plain[/red]" in shown


def test_shares_have_colours_in_a_terminal_and_none_without() -> None:
    assert "\x1b[1;34m" in drawn(80, force_terminal=True)
    plain = drawn(80, force_terminal=True, no_color=True)
    assert "34m" not in plain
    assert "█" in plain
    assert "▒" in plain


def test_what_was_asked_and_how_long_it_took_is_told() -> None:
    shown = drawn(160)
    for word in ("picture.png", "words", "sound.wav", "heard", "1,033 items", "load 1 ms"):
        assert word in shown


@pytest.mark.parametrize("width", [80, 100, 160])
def test_what_a_persona_adds_has_columns_of_its_own(width: int) -> None:
    lines = drawn(width, PERSONAL).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert lines[1].split()[-2:] == ["history", "feedback"]
    rows = lines[2 : 2 + len(TITLES)]
    assert all(row.split()[-2:] == ["+0.125", "-0.062"] for row in rows)
    assert "history" not in drawn(width)
