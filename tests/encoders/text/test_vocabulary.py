from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.text.vocabulary import count_words, read_vocabulary, vocabulary_settings

KIND = TextFeature.TF_IDF


def test_the_most_frequent_words_come_first_and_the_rest_is_left_out() -> None:
    texts = [["b", "a", "c"], ["c", "b"], ["c", "d"]]
    vocabulary = count_words(texts, 3, KIND)
    assert vocabulary.words == ("c", "b", "a")
    assert vocabulary.counts == (3, 2, 1)
    assert vocabulary.known(["d", "a", "c", "a"]) == [2, 0, 2]


def test_no_word_at_all_is_refused() -> None:
    with pytest.raises(FusionError, match=r"text features tf-idf: find no words"):
        count_words([[], []], 3, KIND)


def test_a_vocabulary_comes_back_from_its_settings() -> None:
    vocabulary = count_words([["猫", "dog"], ["dog"]], 10, KIND)
    assert read_vocabulary(vocabulary_settings(vocabulary), KIND) == vocabulary


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"counts": [1]}, "lack the setting words"),
        ({"words": "ab", "counts": [1, 1]}, "no list of words"),
        ({"words": ["a", "a"], "counts": [1, 1]}, "some twice"),
        ({"words": [], "counts": []}, "no words"),
        ({"words": ["a", "b"], "counts": [1]}, "do not fit"),
        ({"words": ["a"], "counts": [0]}, "no whole numbers"),
        ({"words": ["a"], "counts": [1.5]}, "no whole numbers"),
    ],
)
def test_broken_settings_are_refused(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(FusionError, match=why):
        read_vocabulary(settings, KIND)
