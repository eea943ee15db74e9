"""The ``triad`` command: its groups, and the way from any outcome to an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from app import __version__
from app.cli.bench import bench
from app.cli.benchmark import build as build_benchmark
from app.cli.catalog import build as build_catalog
from app.cli.evaluate import build as build_evaluate
from app.cli.gui import PASS_ON, gui
from app.cli.labels import build as build_labels
from app.cli.models import build as build_models
from app.cli.output import error_line, print_out, use_utf8
from app.cli.persona import build as build_persona
from app.cli.recommend import recommend
from app.cli.runs import build as build_runs
from app.cli.train import train
from app.core.errors import Cancelled, TriadError
from app.engine.process import set_environment

PROGRAM = "triad"


def build() -> typer.Typer:
    """Return the command with all its groups."""
    program = typer.Typer(
        name=PROGRAM,
        help="Pictures, words and sounds in one query; ranked items with exact shares for each.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    program.callback()(_options)
    program.command("recommend")(recommend)
    program.add_typer(build_catalog(), name="catalog")
    program.add_typer(build_labels(), name="labels")
    program.add_typer(build_persona(), name="persona")
    program.add_typer(build_models(), name="models")
    program.command("train")(train)
    program.add_typer(build_runs(), name="runs")
    program.add_typer(build_evaluate(), name="evaluate")
    program.add_typer(build_benchmark(), name="benchmark")
    program.command("bench")(bench)
    program.command("gui", context_settings=PASS_ON)(gui)
    return program


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments
        What stands after the program's name.

    Returns
    -------
    int
        0 done, 2 bad input or usage, 1 our fault, 130 interrupted.
    """
    use_utf8()
    set_environment()
    try:
        outcome: Any = build()(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except (KeyboardInterrupt, typer.Abort):
        outcome = Cancelled.exit_code
    except TriadError as error:
        error_line(str(error))
        return error.exit_code
    except Exception as error:
        return _explain(error)
    if outcome == Cancelled.exit_code:
        error_line(str(Cancelled(PROGRAM)))
    return outcome if isinstance(outcome, int) else 0


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda wanted: _print_version() if wanted else None,
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    """Pictures, words and sounds in one query; ranked items with exact shares for each."""


def _print_version() -> None:
    print_out(f"{PROGRAM} {__version__}")
    raise typer.Exit


def _explain(error: Exception) -> int:
    """Say in one line what went wrong; usage errors are the person's, the rest is ours."""
    message = getattr(error, "format_message", None)
    if callable(message):
        error_line(f"usage: {message()} (see {PROGRAM} --help)")
        return int(getattr(error, "exit_code", 2))
    if os.environ.get("TRIAD_DEBUG"):
        traceback.print_exc()
    error_line(f"{PROGRAM}: unexpected {type(error).__name__}: {error}; TRIAD_DEBUG=1 tells more")
    return 1


def _reader_left() -> int:
    """End quietly when the program that reads our output has closed it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
