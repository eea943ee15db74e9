from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.extractor import FitData
from app.encoders.text.token_ids import FIRST_WORD, LONGEST, TokenExtractor
from tests.encoders.text.corpus import check_contract, fitted


def test_the_contract_holds() -> None:
    check_contract(TextFeature.TOKENS, fitted(TextFeature.TOKENS))


def test_tokens_are_numbered_in_order_with_padding_and_unknown() -> None:
    model = TokenExtractor().fit(["the cat and the dog", "the cat"], FitData([]))
    rows = model.transform(["the dog sees the cat and runs", "cat", ""])
    the, cat, and_, dog = (FIRST_WORD + place for place in range(4))
    assert model.vocabulary.words == ("the", "cat", "and", "dog")
    assert model.numbers == 6
    np.testing.assert_array_equal(rows[0], [the, dog, 1, the, cat])
    np.testing.assert_array_equal(rows[1], [cat, 0, 0, 0, 0])
    assert not rows[2].any()
    assert and_ not in rows


def test_rare_words_and_long_texts_are_cut() -> None:
    model = TokenExtractor(most_words=1).fit(["a a b " * 50], FitData([]))
    rows = model.transform(["a b c"])
    assert rows.shape == (1, LONGEST)
    np.testing.assert_array_equal(rows[0, :4], [2, 1, 1, 0])


@pytest.mark.parametrize("length", [None, 0, 65, 4.0, True])
def test_a_broken_length_is_refused(length: Any) -> None:
    settings = {"words": ["a"], "counts": [1], "length": length}
    with pytest.raises(FusionError, match="no usable length"):
        TokenExtractor().restore({}, settings)
