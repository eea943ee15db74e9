"""``triad gui``: listed among the commands; the window itself is started by the entry."""

from __future__ import annotations

import typer

from app.core.errors import EngineError

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def gui(context: typer.Context) -> None:
    """Open the window.

    Options: --snapshot OUT.png (save a picture of the window and leave),
    --page NAME, --query QUERY.json, --size 1440x900, --theme light|dark,
    --lang en|zh_CN, --catalog NAME, --persona NAME.
    """
    raise EngineError("gui", f"start it as 'triad gui {' '.join(context.args)}'")
