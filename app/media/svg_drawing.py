"""Drawing harmless SVG markup in a child process; light, so that it starts at once."""

from __future__ import annotations

import contextlib
from multiprocessing.connection import Connection

import resvg_py

_DOTS_PER_INCH = 96.0
_MEMORY_BYTES = 2 << 30
_CPU_SECONDS = 10


def draw_png(text: str, has_text: bool) -> bytes:
    """Draw SVG markup on white at its own size; return PNG bytes.

    Fonts are searched only when there is text to draw.

    Raises
    ------
    ValueError
        When the markup cannot be drawn.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            background="#ffffff",
            dpi=_DOTS_PER_INCH,
            skip_system_fonts=not has_text,
            font_family="DejaVu Sans",
            serif_family="DejaVu Serif",
            sans_serif_family="DejaVu Sans",
            monospace_family="DejaVu Sans Mono",
        )
    )


def draw_into(sender: Connection, text: str, has_text: bool) -> None:
    """Draw in a child process: send PNG bytes, or why not as ``str``."""
    _limit_this_process()
    try:
        answer: bytes | str = draw_png(text, has_text)
    except ValueError as error:
        answer = str(error)
    sender.send(answer)
    sender.close()


def _limit_this_process() -> None:
    """Bound memory and time even when the parent is gone; not every platform can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
