"""Cleaning what people write."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import MediaError
from app.core.notice import NoticeCode
from app.media.fingerprint import sha256_of_text
from app.media.words import LONGEST_TEXT, clean_text, load_text


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("  a red fruit\r\n", "a red fruit"),
        ("cafe\u0301", "café"),
        ("two\r\nlines\tand a tab", "two\nlines\tand a tab"),
        ("bell\x07 and \x1b[31mcolour\x1b[0m", "bell and colour"),
        ("half a pair \ud83d gone", "half a pair  gone"),
        ("whole pair \ud83c\udf4e", "whole pair 🍎"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("“quotes” stay", "“quotes” stay"),
    ],
)
def test_cleaning(written: str, clean: str) -> None:
    words = clean_text(written)
    assert words.text == clean
    assert words.sha256 == sha256_of_text(clean)
    assert words.source == "text"
    assert not words.notices


def test_garbled_characters_are_mended_and_told() -> None:
    words = clean_text("cafÃ© crÃ¨me")
    assert words.text == "café crème"
    assert [notice.code for notice in words.notices] == [NoticeCode.REPAIRED_TEXT]


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("红苹果", True),
        ("красное яблоко", True),
        ("一 cat 只大花猫", True),
        ("une pomme, s'il vous plaît", False),
        ("42 + 7 🍎", False),
        ("the letter Ω", False),
    ],
)
def test_a_script_that_the_encoder_does_not_read_is_told(written: str, is_told: bool) -> None:
    codes = [notice.code for notice in clean_text(written).notices]
    assert codes == [NoticeCode.LANGUAGE] * is_told


@pytest.mark.parametrize("written", ["", " \t\r\n", "\x00\x01\x1b", "\u200b\u2060\ufeff", "\u3000"])
def test_nothing_visible_is_refused(written: str) -> None:
    with pytest.raises(MediaError, match="no visible characters"):
        clean_text(written)


def test_length() -> None:
    assert len(clean_text("é" * LONGEST_TEXT).text) == LONGEST_TEXT
    for length in (LONGEST_TEXT + 1, 50_000_000):
        with pytest.raises(MediaError, match="the limit is 10,000; shorten it"):
            clean_text("x" * length)


@given(st.text(st.characters(), max_size=200))
def test_any_text_comes_out_clean_or_is_refused(written: str) -> None:
    try:
        words = clean_text(written)
    except MediaError:
        return
    assert unicodedata.is_normalized("NFC", words.text)
    assert not {unicodedata.category(c) for c in words.text if c not in "\n\t"} & {"Cc", "Cs"}
    words.text.encode("utf-8")


@pytest.mark.parametrize(
    "data",
    [
        "苹果 é".encode(),
        codecs.BOM_UTF8 + "苹果 é".encode(),
        "苹果 é".encode("utf-16"),
        codecs.BOM_UTF16_BE + "苹果 é".encode("utf-16-be"),
    ],
)
def test_text_files(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(data)
    words = load_text(path)
    assert words.text == "苹果 é"
    assert words.source == str(path)


@pytest.mark.parametrize(
    "data", [b"caf\xe9", "苹果".encode("gb18030"), b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfea", b"a\0b"]
)
def test_other_encodings_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(data)
    with pytest.raises(MediaError, match="save it as UTF-8"):
        load_text(path)
