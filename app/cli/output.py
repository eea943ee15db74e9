"""What goes where: JSON and tables to standard output, everything else to standard error."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from app.core.notice import Notice

if TYPE_CHECKING:
    from rich.console import Console


def use_utf8() -> None:
    """Write UTF-8 whatever the locale; what UTF-8 cannot hold becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_out(text: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Write JSON, alone, to standard output; ``indent=None`` keeps it on one line."""
    print_out(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))


def error_line(message: str) -> None:
    """Write ``error: MESSAGE`` in one line to standard error."""
    sys.stderr.write("error: " + " ".join(message.split()) + "\n")
    sys.stderr.flush()


def note(message: str) -> None:
    """Write one line for people to standard error."""
    sys.stderr.write(" ".join(message.split()) + "\n")
    sys.stderr.flush()


def warn(notices: Iterable[Notice]) -> None:
    """Write warnings about media to standard error."""
    for notice in notices:
        note(f"warning: {notice.subject}: {notice.message}")


def printable(text: str) -> str:
    """Return ``text`` without characters that could command a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def table_console() -> Console:
    """Return a console on standard output; colours only where they are wanted."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, as_markdown: bool, words: int = 1
) -> None:
    """Print a table; the first ``words`` columns are words, the others figures."""
    if as_markdown:
        print_out("| " + " | ".join(columns) + " |")
        rule = [":--" if place < words else "--:" for place in range(len(columns))]
        print_out("|" + "|".join(rule) + "|")
        for row in rows:
            print_out("| " + " | ".join(row) + " |")
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place < words else "right")
    for row in rows:
        table.add_row(*row)
    table_console().print(table)
