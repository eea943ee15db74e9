from __future__ import annotations

import pytest

from app.media.quality_text import (
    garbled_pieces,
    invalid_characters,
    markup_pieces,
    without_markup,
)

GOOD = (
    "A red apple.",
    "一只鸭子 🦆",
    "Ein süßer Käse – “très bon”",
    "I <3 you, x < y > z & more; AT&T",
    "see https://example.org/a for more",
    "tab\tand\nline",
    "<john@example.org> said so",
)


@pytest.mark.parametrize("text", GOOD)
def test_good_texts_have_nothing(text: str) -> None:
    assert (invalid_characters(text), garbled_pieces(text), markup_pieces(text)) == (0, 0, 0)


def test_invalid_characters() -> None:
    assert invalid_characters("a\x00b\x07c\ufffd\ud800\ue000") == 5


def test_mojibake() -> None:
    for text in ("café crème", "Käse für Gäste", "naïve – “yes”"):
        assert garbled_pieces(text.encode("utf-8").decode("cp1252", "ignore")) > 0


@pytest.mark.parametrize(
    ("text", "pieces", "plain"),
    [
        ("<p>A <b>red</b> apple</p>", 4, "A red apple"),
        ("Tom &amp; Jerry &#39;live&#x27;", 3, "Tom & Jerry 'live'"),
        ("line<br/>break<!-- no -->", 2, "line break"),
        ('<a href="x.html">here</a><script>alert("no")</script>', 4, "here"),
        ("&amp;lt;b&amp;gt;twice", 2, "twice"),
        ("https://example.org/a www.example.org", 2, "https://example.org/a www.example.org"),
        ("a & b &unknown; <3", 0, "a & b &unknown; <3"),
    ],
)
def test_markup(text: str, pieces: int, plain: str) -> None:
    assert markup_pieces(text) == pieces
    assert without_markup(text) == plain
