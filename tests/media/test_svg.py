"""Drawing SVG: faithfully, harmlessly, and in bounded time."""

from __future__ import annotations

import base64
import io
import multiprocessing
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.errors import MediaError
from app.media import svg
from app.media.picture import SVG_SIDE, Picture, load_picture

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def drawn(tmp_path: Path, body: str, attributes: str = 'width="40" height="20"') -> Picture:
    return loaded(tmp_path, f"<svg {SVG} {attributes}>{body}</svg>")


def loaded(tmp_path: Path, markup: str | bytes) -> Picture:
    path = tmp_path / "drawing.svg"
    path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
    return load_picture(path)


def colour(picture: Picture, x: float, y: float) -> tuple[int, ...]:
    height, width = picture.pixels.shape[:2]
    return tuple(picture.pixels[int(y * height), int(x * width)].tolist())


def embedded(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="20"', (40, 20)),
        ('width="1in" height="48px" viewBox="0 0 40 20"', (96, 48)),
        ('viewBox="5 5 40 20"', (40, 20)),
        ('width="100%" height="100%" viewBox="0 0 40,20"', (40, 20)),
        ('width="80" viewBox="0 0 40 20"', (80, 40)),
        ("", (SVG_SIDE, SVG_SIDE)),
        ('width="-3" height="nonsense" viewBox="1 2"', (SVG_SIDE, SVG_SIDE)),
    ],
)
def test_size(attributes: str, size: tuple[int, int], tmp_path: Path) -> None:
    picture = drawn(tmp_path, '<rect x="-99" y="-99" width="999" height="999"/>', attributes)
    assert (picture.width, picture.height) == size
    assert max(picture.pixels.shape) == SVG_SIDE
    assert picture.pixels.max() == 0


def test_drawing(tmp_path: Path) -> None:
    body = (
        '<style>.b{fill:blue}</style><defs><rect id="r" width="10" height="20"/></defs>'
        '<use xlink:href="#r" fill="red"/><use href="#r" x="10" class="b"/>'
        f'<image x="20" width="10" height="20" preserveAspectRatio="none"'
        f' xlink:href="{embedded(Image.new("RGB", (4, 4), "lime"))}"/>'
    )
    picture = drawn(tmp_path, body)
    assert [colour(picture, x, 0.5) for x in (0.1, 0.4, 0.6, 0.9)] == [
        (255, 0, 0),
        (0, 0, 255),
        (0, 255, 0),
        (255, 255, 255),
    ]


def test_text_is_drawn(tmp_path: Path) -> None:
    picture = drawn(tmp_path, '<text x="2" y="18" font-size="20" font-family="Nobody">Wg</text>')
    assert (picture.pixels < 128).mean() > 0.02


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings_and_harmless_doctypes(encoding: str, tmp_path: Path) -> None:
    markup = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://w3.org/svg11.dtd" '
        '[<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
        '<svg xmlns="&ns_svg;" width="40" height="20"><title>é</title>'
        '<rect width="40" height="20" fill="red"/></svg>'
    )
    assert colour(loaded(tmp_path, markup.encode(encoding)), 0.5, 0.5) == (255, 0, 0)


@pytest.mark.parametrize(
    "markup",
    [
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hosts">]><svg {SVG}><g>&x;</g></svg>',
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><svg {SVG}/>',
        f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><svg {SVG}/>',
        f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]><svg {SVG}><text>&l9;</text></svg>',
        f'<!DOCTYPE svg [<!ENTITY a "{"a" * 5000}">]><svg {SVG}><text>{"&a;" * 9000}</text></svg>',
        f'<svg {SVG}><image xlink:href="http://127.0.0.1:9/x.png"/></svg>',
        f'<svg {SVG}><image href="//127.0.0.1:9/x.png"/></svg>',
        f'<svg {SVG}><image href=" file:///etc/passwd"/></svg>',
        f'<svg {SVG}><use href="https://127.0.0.1:9/x.svg#a"/></svg>',
        f"<svg {SVG}><rect style=\"fill:url( 'http://127.0.0.1:9/#a')\"/></svg>",
        f'<svg {SVG}><rect fill="url(ftp://127.0.0.1:9/#a)"/></svg>',
        f'<svg {SVG}><style>@import "http://127.0.0.1:9/x.css";</style></svg>',
        f"<svg {SVG}><style>@font-face{{src:url(http://127.0.0.1:9/f)}}</style></svg>",
        f'<?xml-stylesheet href="http://127.0.0.1:9/x.css"?><svg {SVG}/>',
    ],
)
def test_reaching_out_is_refused(markup: str, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="which is unsafe; export it as PNG"):
        loaded(tmp_path, markup)


def test_scripts_links_and_other_files_are_left_out(tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "secret.png")
    body = (
        '<script>while (true) {}</script><script href="x.js"/>'
        '<foreignObject width="40" height="20"><p xmlns="http://www.w3.org/1999/xhtml">x</p>'
        "</foreignObject>"
        f'<image width="40" height="20" href="secret.png"/>'
        f'<image width="40" height="20" href="{tmp_path}/secret.png"/>'
        f'<image width="40" height="20" href="data:image/svg+xml;base64,'
        f'{base64.b64encode(b"<svg/>").decode()}"/>'
        '<a href="https://example.org"><rect width="20" height="20" onclick="x()"/></a>'
    )
    picture = drawn(tmp_path, body)
    assert colour(picture, 0.2, 0.5) == (0, 0, 0)
    assert (picture.pixels[:, 300:] == 255).all()


@pytest.mark.parametrize(
    "markup",
    [
        f"<svg {SVG}><rect",
        f"<svg {SVG}>&undefined;</svg>",
        f'<svg {SVG} width="1" width="2"/>',
        f"<svg {SVG}>\x01</svg>",
        "<svg",
    ],
)
def test_damaged_markup(markup: str, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"is a damaged SVG|not a picture"):
        loaded(tmp_path, markup)


@pytest.mark.parametrize(
    ("body", "attributes"),
    [
        ("<g>" * 100_000, ""),
        ("<g>" * 300 + "</g>" * 300, ""),
        ("<g/>" * 250_000, ""),
        ("<rect/>", 'width="1e9" height="1e9"'),
        ("<rect/>", f'width="{"9" * 50}" height="1"'),
        (f'<image href="{embedded(Image.new("1", (9000, 9000)))}"/>', ""),
    ],
)
def test_sizes_are_limited(body: str, attributes: str, tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        drawn(tmp_path, body, attributes)


def uses_that_multiply() -> str:
    levels = [
        f'<g id="g{n}">{f"<use href={chr(34)}#g{n - 1}{chr(34)}/>" * 10}</g>' for n in range(1, 12)
    ]
    return '<g id="g0"><rect width="9" height="9"/></g>' + "".join(levels)


@pytest.mark.parametrize(
    "body",
    [
        uses_that_multiply(),
        '<filter id="f"><feTurbulence numOctaves="100000" baseFrequency=".5"/></filter>'
        '<rect width="40" height="20" filter="url(#f)"/>',
        '<filter id="f" x="-10" y="-10" width="30" height="30"><feGaussianBlur stdDeviation="40"/>'
        "</filter>" + '<rect width="512" height="512" filter="url(#f)"/>' * 500,
    ],
    ids=["uses", "turbulence", "blur"],
)
@pytest.mark.slow
def test_drawings_without_end_are_killed(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(svg, "TIMEOUT_SECONDS", 2.0)
    with pytest.raises(MediaError, match=r"takes too long|too complex|limit reached"):
        drawn(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="p" width="2" height="2"><rect width="9" height="9" fill="url(#p)"/></pattern>'
        '<rect width="40" height="20" fill="url(#p)"/>',
        '<clipPath id="c" clip-path="url(#c)"><rect/></clipPath><rect clip-path="url(#c)"/>',
    ],
)
def test_references_in_a_circle_end(body: str, tmp_path: Path) -> None:
    try:
        picture = drawn(tmp_path, body)
    except MediaError as error:
        assert "limit reached" in error.why
    else:
        assert picture.pixels.shape == (256, 512, 3)


def load_in_child(path: Path) -> None:
    sys.exit(0 if load_picture(path).pixels.shape == (256, 512, 3) else 3)


def test_a_daemonic_process_may_draw(tmp_path: Path) -> None:
    drawn(tmp_path, "<rect/>")
    child = multiprocessing.get_context("spawn").Process(
        target=load_in_child, args=(tmp_path / "drawing.svg",), daemon=True
    )
    child.start()
    child.join(60)
    assert child.exitcode == 0


def test_two_drawings_of_one_file_are_equal(tmp_path: Path) -> None:
    first, second = (drawn(tmp_path, '<circle r="15" fill="red"/>') for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)
