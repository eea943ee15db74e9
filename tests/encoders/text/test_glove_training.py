from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled
from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.text.glove_training import co_occurrences, learn_glove
from app.encoders.text.vocabulary import count_words
from tests.encoders.text.corpus import ANIMALS, FRUITS

_OF_ANIMALS = ("runs", "eats", "sleeps")
_OF_FRUITS = ("ripens", "falls", "tastes")


def test_near_words_count_more_than_far_ones() -> None:
    texts = [["a", "b", "c"], ["a", "c"]]
    vocabulary = count_words(texts, 9, TextFeature.GLOVE)
    counts = co_occurrences(texts, vocabulary).toarray()
    a, b, c = (vocabulary.numbers[word] for word in "abc")
    assert counts[a, b] == counts[b, a] == 1
    assert counts[a, c] == counts[c, a] == 1.5
    assert counts[a, a] == 0


def test_the_loss_falls_and_words_that_stand_together_come_closer() -> None:
    texts = _two_worlds(600)
    vocabulary = count_words(texts, 99, TextFeature.GLOVE)
    counts = co_occurrences(texts, vocabulary)
    learnt = learn_glove(counts, 16, 150, seed=0)
    assert learnt.losses[-1] < 0.2 * learnt.losses[0]
    assert all(np.diff(learnt.losses)[:20] < 0)
    start = learn_glove(counts, 16, 0, seed=0)
    assert _closeness(learnt.vectors, vocabulary.numbers) > 0.5
    assert _closeness(start.vectors, vocabulary.numbers) < 0.1


def test_single_words_have_no_neighbours_and_stay_finite() -> None:
    vocabulary = count_words([["a"], ["b"]], 9, TextFeature.GLOVE)
    learnt = learn_glove(co_occurrences([["a"], ["b"]], vocabulary), 4, 3, seed=0)
    assert learnt.losses == (0.0, 0.0, 0.0)
    assert np.isfinite(learnt.vectors).all()


def test_learning_can_be_cancelled() -> None:
    vocabulary = count_words([["a", "b"]], 9, TextFeature.GLOVE)
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        learn_glove(co_occurrences([["a", "b"]], vocabulary), 4, 3, 0, flag)


def _two_worlds(count: int) -> list[list[str]]:
    """Return a thing and an act each: seven of eight of one world, the others of both."""
    chance, worlds = random.Random(0), ((ANIMALS, _OF_ANIMALS), (FRUITS, _OF_FRUITS))
    texts = []
    for number in range(count):
        things = worlds[number % 2][0]
        acts = worlds[(number + (number % 16 >= 14)) % 2][1]
        texts.append([chance.choice(things), chance.choice(acts)])
    return texts


def _closeness(vectors: NDArray[np.float32], numbers: dict[str, int]) -> float:
    """Return how much nearer a thing is to what stands beside it than to the other world."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def mean(*pairs: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
        found = [
            unit[numbers[one]] @ unit[numbers[other]]
            for ones, others in pairs
            for one in ones
            for other in others
        ]
        return float(np.mean(found))

    near = mean((ANIMALS, _OF_ANIMALS), (FRUITS, _OF_FRUITS))
    return near - mean((ANIMALS, _OF_FRUITS), (FRUITS, _OF_ANIMALS))
