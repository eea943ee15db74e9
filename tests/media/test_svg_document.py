"""What is left of an SVG before anything renders it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.media.svg_document import parse_svg

STAMPS = Path("/usr/share/tuxpaint/stamps")
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def test_only_harmless_markup_is_left() -> None:
    markup = (
        f'<svg {SVG} width="40" height="20"><image href="secret.png"/><script>x()</script>'
        '<image xlink:href="/etc/secret.png"/><image href="data:text/plain,secret"/>'
        '<metadata>secret</metadata><rect onclick="secret()" xlink:title="secret" id="r"/>'
        '<a href="javascript:secret()"/><use xlink:href=" #r "/></svg>'
    )
    text = parse_svg(markup.encode(), "x").text(40, 20)
    assert "secret" not in text
    assert "script" not in text
    assert re.findall(r'href="([^"]*)"', text) == ["#r"]


def test_the_drawing_has_the_size_that_is_asked_for() -> None:
    document = parse_svg(f'<svg {SVG} width="4cm" height="2cm"/>'.encode(), "x")
    text = document.text(512, 256)
    assert 'width="512"' in text
    assert 'height="256"' in text
    assert 'viewBox="0 0 151.181 75.5906"' in text


@pytest.mark.slow
def test_no_stamp_refers_to_anything_outside_itself() -> None:
    if not STAMPS.is_dir():
        pytest.skip("the Tux Paint stamps are not installed")
    for path in STAMPS.rglob("*.svg"):
        text = parse_svg(path.read_bytes(), path.name).text(9, 9)
        assert all(
            target.startswith(("#", "data:image/png;base64,"))
            for target in re.findall(r'href="([^"]*)"', text)
        )
