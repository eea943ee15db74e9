"""From what a person typed, or a text file, to clean words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import ftfy

from app.core.errors import MediaError
from app.core.notice import Notice, NoticeCode
from app.media.detect import decode_text
from app.media.file import printable, read_file
from app.media.fingerprint import sha256_of_text

LONGEST_TEXT = 10_000
_LARGEST_RAW_TEXT = 4 * LONGEST_TEXT
_LARGEST_FILE = 1 << 20
_LINE_BREAKS_AND_TABS = frozenset("\n\t")
_INVISIBLE = ("C", "Z")
_FIXER = ftfy.TextFixerConfig(
    normalization="NFC", uncurl_quotes=False, fix_latin_ligatures=False, explain=False
)


@dataclass(frozen=True)
class Words:
    """Clean text.

    Attributes
    ----------
    text
        NFC, without control characters, 1 to 10,000 characters, at least one of them visible.
    sha256
        Of the clean text's UTF-8 bytes.
    source
        A file's printable path, or ``text`` for typed words.
    notices
        What a person should know about the text.
    """

    text: str
    sha256: str
    source: str
    notices: tuple[Notice, ...] = ()


def clean_text(text: str, source: str = "text") -> Words:
    """Mend and normalise what a person wrote.

    Mojibake is mended with ftfy (Speer, 2019), characters are composed (NFC), control
    characters removed, and blanks at both ends stripped. A text that is too long is an error
    rather than cut, so that nothing that a person wrote is lost without their knowing.

    Raises
    ------
    MediaError
        When nothing visible is left, or more than 10,000 characters.
    """
    _check_length(len(text), _LARGEST_RAW_TEXT, source)
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    mended = ftfy.fix_text(whole, _FIXER)
    clean = "".join(filter(_is_kept, mended)).strip()
    if all(unicodedata.category(character)[0] in _INVISIBLE for character in clean):
        raise MediaError(source, "has no visible characters; write some words")
    _check_length(len(clean), LONGEST_TEXT, source)
    notices = _repair_notices(whole, source) + _language_notices(clean, source)
    return Words(clean, sha256_of_text(clean), source, notices)


def load_text(path: Path) -> Words:
    """Read a text file: UTF-8, or UTF-16 with a byte order mark.

    Raises
    ------
    MediaError
        When the file cannot be read, is no text in those encodings, or as
        :func:`clean_text`.
    """
    text = decode_text(read_file(path, _LARGEST_FILE))
    if text is None:
        raise MediaError(
            printable(path), "is not text in UTF-8 or UTF-16; save it as UTF-8 and try again"
        )
    return clean_text(text, printable(path))


def _is_kept(character: str) -> bool:
    return character in _LINE_BREAKS_AND_TABS or unicodedata.category(character) not in {
        "Cc",
        "Cs",
        "Cn",
    }


def _check_length(length: int, limit: int, source: str) -> None:
    if length > limit:
        raise MediaError(
            source, f"has {length:,} characters and the limit is {LONGEST_TEXT:,}; shorten it"
        )


def _repair_notices(text: str, source: str) -> tuple[Notice, ...]:
    if ftfy.fix_encoding(text) == text:
        return ()
    message = "Some characters were garbled and have been mended; check the words."
    return (Notice(NoticeCode.REPAIRED_TEXT, source, message),)


def _language_notices(text: str, source: str) -> tuple[Notice, ...]:
    """Tell when most letters are not Latin: the text encoders that we know read English."""
    letters = [character for character in text if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if 2 * latin >= len(letters):
        return ()
    message = "The text encoder reads English; words in this script may find little."
    return (Notice(NoticeCode.LANGUAGE, source, message),)
