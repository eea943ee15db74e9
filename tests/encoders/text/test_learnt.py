from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import Cancelled, FusionError
from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.extractor import FitData
from app.encoders.text.learnt import LearntTextExtractor, held_out_texts
from tests.encoders.text.corpus import (
    check_contract,
    fitted,
    nearest_is_of_the_kind,
    sentences,
)

KINDS = (TextFeature.LSTM, TextFeature.TRANSFORMER)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pooled_state_tells_categories_apart(kind: TextFeature) -> None:
    model = fitted(kind, 60)
    check_contract(kind, model)
    assert not model.transform(["", "zyx wvu"]).any()
    assert nearest_is_of_the_kind(model) > 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_learns_the_same_and_other_rows_do_not_matter(kind: TextFeature) -> None:
    texts, categories = sentences(24)
    first, second, other = (
        LearntTextExtractor(kind).fit(texts, FitData(categories, seed)) for seed in (0, 0, 1)
    )
    assert first.digest == second.digest != other.digest
    alone = first.transform(["The cat runs."])[0]
    among = first.transform(["The cat runs.", "The pear falls by the tree and the basket."])[0]
    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_too_little_is_refused() -> None:
    texts, categories = sentences(20)
    extractor = LearntTextExtractor(TextFeature.LSTM)
    with pytest.raises(FusionError, match="at least 8 texts with a category"):
        extractor.fit(texts, FitData([*categories[:7], *[""] * 13]))
    with pytest.raises(FusionError, match="at least 2 categories"):
        extractor.fit(texts, FitData(["one"] * 20))


def test_weights_of_another_network_are_refused() -> None:
    lstm = fitted(TextFeature.LSTM, 12)
    with pytest.raises(FusionError, match="another network"):
        LearntTextExtractor(TextFeature.TRANSFORMER).restore(lstm.arrays(), lstm.settings())
    arrays = dict(lstm.arrays())
    arrays["embedding.weight"] = arrays["embedding.weight"][:-1]
    with pytest.raises(FusionError, match=r"embedding\.weight of shape"):
        LearntTextExtractor(TextFeature.LSTM).restore(arrays, lstm.settings())


def test_learning_can_be_cancelled() -> None:
    texts, categories = sentences(20)
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        LearntTextExtractor(TextFeature.LSTM).fit(texts, FitData(categories), flag)


def test_equal_texts_are_held_out_together() -> None:
    texts = ["A cat", "a cat", *[f"word {number}" for number in range(18)]]
    for seed in range(20):
        held_out = held_out_texts(texts, seed)
        assert held_out[0] == held_out[1]
        assert (
            1 <= len({text.lower() for text, out in zip(texts, held_out, strict=True) if out}) <= 3
        )
    assert not held_out_texts(["a", "A"], 0).any()
