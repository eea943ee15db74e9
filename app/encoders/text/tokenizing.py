"""A text to tokens: words as they are written, and single characters where there are no spaces."""

from __future__ import annotations

import re
import unicodedata

_UNSPACED = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Kana and Han: Chinese and Japanese put no spaces between words."""
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})


def tokenize(text: str) -> list[str]:
    """Return the tokens of a text, in order.

    A token is a run of letters, marks and digits of any script, in compatibility form (NFKC)
    and case-folded; an apostrophe inside a word belongs to it, an English possessive ``'s``
    does not. Chinese and Japanese characters are tokens of their own.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    spaced = _UNSPACED.sub(lambda found: f" {found[0]} ", plain)
    words = "".join(one if _is_of_a_word(one) else " " for one in spaced).split()
    return [token for token in map(_without_apostrophes, words) if token]


def _is_of_a_word(character: str) -> bool:
    return character == "'" or unicodedata.category(character)[0] in "LMN"


def _without_apostrophes(word: str) -> str:
    return word.strip("'").removesuffix("'s")
