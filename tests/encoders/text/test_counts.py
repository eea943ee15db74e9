from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.extractor import FitData
from app.encoders.text.counts import CountExtractor
from tests.encoders.text.corpus import check_contract, fitted

KINDS = (TextFeature.BAG_OF_WORDS, TextFeature.TF_IDF)
TEXTS = ["a red apple", "a red hat", "a green apple and a green hat", "a pear"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_contract_holds(kind: TextFeature) -> None:
    model = fitted(kind)
    check_contract(kind, model)
    assert not model.transform(["", "zyx wvu"]).any()


def test_a_bag_of_words_counts_words() -> None:
    model = CountExtractor(TextFeature.BAG_OF_WORDS).fit(TEXTS, FitData([]))
    (row,) = model.transform(["A hat, a hat, a RED hat! unknown"])
    found = {word: row[number] for word, number in model.vocabulary.numbers.items() if row[number]}
    length = np.sqrt(3**2 + 3**2 + 1)
    assert found == pytest.approx({"a": 3 / length, "hat": 3 / length, "red": 1 / length})


def test_tf_idf_is_that_of_scikit_learn() -> None:
    model = CountExtractor(TextFeature.TF_IDF).fit(TEXTS, FitData([]))
    oracle = TfidfVectorizer(analyzer=str.split, vocabulary=model.vocabulary.numbers)
    oracle.fit(TEXTS)
    asked = ["a red pear and a hat"]
    expected = oracle.transform(asked).toarray()
    np.testing.assert_allclose(model.transform(asked), expected, atol=1e-6)


def test_rare_words_count_more_with_tf_idf() -> None:
    model = CountExtractor(TextFeature.TF_IDF).fit(TEXTS, FitData([]))
    red, hat, pear = model.transform(["a red one", "a hat", "a pear"])
    assert hat @ red > 0
    assert pear[model.vocabulary.numbers["pear"]] > hat[model.vocabulary.numbers["hat"]]


def test_weights_of_another_vocabulary_are_refused() -> None:
    extractor = CountExtractor(TextFeature.TF_IDF)
    model = extractor.fit(TEXTS, FitData([]))
    with pytest.raises(FusionError, match="word_weights of shape"):
        extractor.restore({"word_weights": np.ones(2, np.float32)}, model.settings())


def test_the_digest_tells_models_apart() -> None:
    bag, tf_idf = (CountExtractor(kind).fit(TEXTS, FitData([])) for kind in KINDS)
    other = CountExtractor(TextFeature.BAG_OF_WORDS).fit(TEXTS[:-1], FitData([]))
    assert len({bag.digest, tf_idf.digest, other.digest}) == 3
