"""Measures of a text, each one number; :mod:`app.media.defects` has their thresholds."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata

from ftfy.badness import badness

_REPLACEMENT = "\ufffd"
_KEPT_CONTROLS = "\n\t"
_INVALID = frozenset({"Cc", "Cs", "Cn", "Co"})
_ELEMENTS = (
    "a abbr address article aside audio b big blockquote body br button caption center cite code"
    " col dd del details div dl dt em embed fieldset figcaption figure font footer form frame h1"
    " h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map"
    " mark meta nav noscript object ol option p param picture pre q s samp script section select"
    " small source span strike strong style sub summary sup svg table tbody td template textarea"
    " tfoot th thead title tr tt u ul var video"
)
_TAG = re.compile(
    rf"<!--.*?-->|</?(?:{'|'.join(_ELEMENTS.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE | re.DOTALL
)
_CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_MOST_ROUNDS = 3


def invalid_characters(text: str) -> int:
    """Count characters that stand for nothing.

    These are replacement characters (U+FFFD), control characters but line breaks and tabs,
    halves of surrogate pairs, and code points that are unassigned or private.
    """
    return sum(
        character == _REPLACEMENT
        or (character not in _KEPT_CONTROLS and unicodedata.category(character) in _INVALID)
        for character in text
    )


def garbled_pieces(text: str) -> int:
    """Count character sequences that come from a wrong encoding (ftfy's ``badness``).

    Speer, "ftfy" (Zenodo, 2019): sequences such as ``Ã©`` that hardly any language writes.
    """
    return badness(text)


def markup_pieces(text: str) -> int:
    """Count tags and entities of HTML; a text of nothing but addresses counts these."""
    entities = sum(_is_entity(found.group()) for found in _ENTITY.finditer(text))
    pieces = len(_TAG.findall(text)) + entities
    addresses = len(_ADDRESS.findall(text))
    if addresses and not _LETTER.search(_ADDRESS.sub("", text)):
        pieces += addresses
    return pieces


def _is_entity(piece: str) -> bool:
    return piece[1] == "#" or piece[1:] in html.entities.html5


def without_markup(text: str) -> str:
    """Return the text without tags, scripts and styles, entities as their characters.

    What was escaped twice is taken apart twice. Addresses stay, for they are all that such
    a text says.
    """
    for _ in range(_MOST_ROUNDS):
        plain = html.unescape(_TAG.sub(" ", _CODE.sub(" ", text)))
        if plain == text:
            break
        text = plain
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
