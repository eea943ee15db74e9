from __future__ import annotations

import pytest

from app.encoders.text.tokenizing import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("A red-footed Booby (male).", ["a", "red", "footed", "booby", "male"]),
        ("The cat's hat, don't touch it!", ["the", "cat", "hat", "don't", "touch", "it"]),
        ("it’s 2 o’clock", ["it", "2", "o'clock"]),
        ("ＦＵＬＬ Ⅷ", ["full", "viii"]),
        ("红色的苹果 apple2个", ["红", "色", "的", "苹", "果", "apple2", "个"]),
        ("りんごです", ["り", "ん", "ご", "で", "す"]),
        ("빨간 사과", ["빨간", "사과"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("' '' + = 'quoted'", ["quoted"]),
        ("", []),
    ],
)
def test_words_are_tokens_and_characters_where_nothing_parts_them(
    text: str, tokens: list[str]
) -> None:
    assert tokenize(text) == tokens
