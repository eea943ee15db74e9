"""From SVG markup to pixels, in bounded time."""

from __future__ import annotations

import io
import multiprocessing
from multiprocessing.connection import Connection

from PIL import Image

from app.core.errors import MediaError
from app.media.svg_document import SvgDocument, parse_svg
from app.media.svg_render import render_into, render_png

TIMEOUT_SECONDS = 7.0


def rasterise_svg(data: bytes, longest: int, source: str) -> tuple[Image.Image, int, int]:
    """Draw an SVG on white.

    What is surely fast is drawn right here; what might take long (large filters, patterns,
    dashes, many references) is drawn by a child process that is killed after 7 seconds.

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
    text = document.text(*size)
    if document.cost.is_surely_fast:
        png = _render_here(text, document, source)
    else:
        png = _render_in_child(text, document, source)
    with Image.open(io.BytesIO(png), formats=("PNG",)) as drawing:
        return drawing.convert("RGB"), max(1, round(width)), max(1, round(height))


def _render_here(text: str, document: SvgDocument, source: str) -> bytes:
    try:
        return render_png(text, document.cost.has_text)
    except ValueError as error:
        raise _damaged(source, str(error)) from error


def _render_in_child(text: str, document: SvgDocument, source: str) -> bytes:
    # The engine is a daemonic process, which may start none by default lest they be orphaned;
    # this one ends by itself, for render_into limits its time.
    multiprocessing.current_process().daemon = False
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(
        target=render_into, args=(sender, text, document.cost.has_text), daemon=True
    )
    with receiver:
        with sender:
            child.start()
        try:
            return _answer(receiver, source)
        finally:
            child.kill()
            child.join()
            child.close()


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
