"""Reads the options of ``triad gui``; not imported when there are none."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.core.errors import InputError
from app.core.settings import Theme
from app.ui.options import Options
from app.ui.page_names import PageName
from app.ui.query_file import read_query

PAGES = tuple(page.value for page in PageName)
LANGUAGES = ("en", "zh_CN")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InputError("triad gui", message)


def parse_options(arguments: Sequence[str]) -> Options:
    """Read the options.

    Raises
    ------
    InputError
        When an option is unknown or its value cannot be used.
    """
    parser = _Parser(prog="triad gui", add_help=False, allow_abbrev=False)
    parser.add_argument("--snapshot", type=Path)
    parser.add_argument("--page", default="", choices=("", *PAGES))
    parser.add_argument("--query", type=Path)
    parser.add_argument("--size", default="")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--lang", default="", choices=("", *LANGUAGES))
    parser.add_argument("--catalog", default="")
    parser.add_argument("--persona", default="")
    given = parser.parse_args(list(arguments))
    return Options(
        snapshot=given.snapshot,
        page=given.page,
        query=read_query(given.query) if given.query else None,
        size=_size(given.size),
        theme=Theme(given.theme) if given.theme else None,
        language=given.lang,
        catalog=given.catalog,
        persona=given.persona,
    )


def _size(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if match is None:
        raise InputError(f"--size {text}", "write width and height, such as 1440x900")
    return int(match[1]), int(match[2])
