"""From SVG markup to pixels, in bounded time."""

from __future__ import annotations

import io
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext

from PIL import Image

from app.core.errors import MediaError
from app.media.svg_document import parse_svg
from app.media.svg_drawing import draw_into

TIMEOUT_SECONDS = 7.0


def rasterise_svg(data: bytes, longest: int, source: str) -> tuple[Image.Image, int, int]:
    """Draw an SVG on white.

    A few bytes of SVG can ask for hours of work (filters, patterns, dashes, references that
    multiply), and the renderer cannot be interrupted. So a child process draws, within limits
    of memory and time, and is killed after 7 seconds.

    Parameters
    ----------
    data
        The file's bytes.
    longest
        Pixels of the drawing's longest side.
    source
        What an error names.

    Returns
    -------
    tuple
        The RGB drawing, and the SVG's own width and height in pixels.

    Raises
    ------
    MediaError
        When it is damaged, unsafe or too complex.
    """
    document = parse_svg(data, source)
    width, height = document.width or longest, document.height or longest
    scale = longest / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    png = _draw_in_child(document.text(*size), document.has_text, source)
    with Image.open(io.BytesIO(png), formats=("PNG",)) as drawing:
        return drawing.convert("RGB"), max(1, round(width)), max(1, round(height))


def _draw_in_child(text: str, has_text: bool, source: str) -> bytes:
    # The engine is a daemonic process, which may start none by default lest they be orphaned;
    # this one ends by itself, for draw_into limits its time.
    multiprocessing.current_process().daemon = False
    context = _light_context()
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=draw_into, args=(sender, text, has_text), daemon=True)
    with receiver:
        with sender:
            child.start()
        try:
            return _answer(receiver, source)
        finally:
            child.kill()
            child.join()
            child.close()


def _light_context() -> ForkServerContext | SpawnContext:
    """Start children from a small server that has the renderer loaded, where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([draw_into.__module__])
    return context


def _answer(receiver: Connection, source: str) -> bytes:
    try:
        if not receiver.poll(TIMEOUT_SECONDS):
            raise MediaError(source, "is an SVG that takes too long to draw; export it as PNG")
        answer: bytes | str = receiver.recv()
    except EOFError as error:
        raise MediaError(source, "is an SVG too complex to draw; export it as PNG") from error
    if isinstance(answer, str):
        raise _damaged(source, answer)
    return answer


def _damaged(source: str, reason: str) -> MediaError:
    return MediaError(source, f"is a damaged SVG picture ({reason}); save it anew")
