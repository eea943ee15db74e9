"""The one entry: ``triad`` and ``python -m app``.

Without a command, or with ``gui``, the window opens, and nothing that only the command
line needs is imported. Child processes import this module again, so it stays light.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window or run a command.

    Parameters
    ----------
    arguments
        What stands after the program's name; ``None`` reads it from the command line.

    Returns
    -------
    int
        The exit code: 0 done, 2 bad input or usage, 1 our fault, 130 interrupted.
    """
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] == "gui" and not {"--help", "-h"} & set(given)):
        from app.ui.application import run as open_window

        return open_window(given[1:])
    from app.cli.command import run as run_command

    return run_command(given)


if __name__ == "__main__":
    sys.exit(main())
