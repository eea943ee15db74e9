from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.text.vocabulary import Vocabulary
from app.encoders.text.word_vectors import SMOOTHING, restore_word_vectors, word_vector_model

KIND = TextFeature.GLOVE
WORDS = Vocabulary(("the", "cat", "pear"), (80, 15, 5))
VECTORS = np.array([[1, 0, 0], [0, 2, 0], [0, 0, 5]], np.float32)


def test_a_text_is_the_mean_of_its_words_and_frequent_words_count_less() -> None:
    model = word_vector_model(KIND, WORDS, VECTORS, [])
    (mean,) = model.means(["The cat, the pear, unknown"])
    the, cat, pear = (SMOOTHING / (SMOOTHING + share) for share in (0.8, 0.15, 0.05))
    np.testing.assert_allclose(mean, [2 * the / 4, cat / 4, pear / 4], rtol=1e-5)
    (row,) = model.transform(["The cat, the pear, unknown"])
    np.testing.assert_allclose(row, mean / np.linalg.norm(mean), rtol=1e-5)


def test_what_all_texts_share_is_taken_out() -> None:
    texts = ["the cat", "the pear", "the cat", "the pear", "the", "the the", "cat", "pear"]
    shared = np.array([[3, 0, 0], [3, 1, 0], [3, 0, 1]], np.float32)
    model = word_vector_model(KIND, WORDS, shared, texts)
    before = word_vector_model(KIND, WORDS, shared, []).transform(["cat", "pear"])
    after = model.transform(["cat", "pear"])
    assert before[0] @ before[1] > 0.8
    assert after[0] @ after[1] < -0.8
    np.testing.assert_allclose(np.abs(model.means(["the"])[0] @ model.common) > 0, True)


@pytest.mark.parametrize("missing", ["vectors", "common"])
def test_missing_arrays_are_refused(missing: str) -> None:
    model = word_vector_model(KIND, WORDS, VECTORS, [])
    arrays = {name: array for name, array in model.arrays().items() if name != missing}
    with pytest.raises(FusionError, match=missing):
        restore_word_vectors(KIND, arrays, model.settings())
