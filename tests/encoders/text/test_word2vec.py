from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from app.core.errors import Cancelled, FusionError
from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.extractor import FitData
from app.encoders.text.word2vec import Word2VecExtractor
from tests.encoders.text.corpus import (
    ANIMALS,
    FRUITS,
    check_contract,
    fitted,
    nearest_is_of_the_kind,
    sentences,
)

KINDS = (TextFeature.WORD2VEC_CBOW, TextFeature.WORD2VEC_SKIP_GRAM)
_DIGEST = """
from app.core.lab import TextFeature
from tests.encoders.text.corpus import fitted
print(fitted(TextFeature.WORD2VEC_CBOW, 20).digest)
"""


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_the_same_company_are_neighbours(kind: TextFeature) -> None:
    model = fitted(kind)
    check_contract(kind, model)
    assert not model.transform(["", "zyx wvu"]).any()
    assert nearest_is_of_the_kind(model) > 0.95
    vectors = dict(zip([*ANIMALS, *FRUITS], model.transform([*ANIMALS, *FRUITS]), strict=True))
    among = np.mean([vectors["cat"] @ vectors[word] for word in ANIMALS[1:]])
    across = np.mean([vectors["cat"] @ vectors[word] for word in FRUITS])
    assert among > across + 0.3


def test_both_kinds_learn_different_vectors_and_the_seed_counts() -> None:
    texts, categories = sentences(60)
    digests = {
        Word2VecExtractor(kind).fit(texts, FitData(categories, seed)).digest
        for kind in KINDS
        for seed in (0, 1)
    }
    assert len(digests) == 4


def test_another_process_learns_the_same() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    printed = subprocess.run(
        [sys.executable, "-c", _DIGEST], env=environment, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == fitted(TextFeature.WORD2VEC_CBOW, 20).digest


def test_learning_can_be_cancelled() -> None:
    texts, categories = sentences(20)
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        Word2VecExtractor(KINDS[0]).fit(texts, FitData(categories), flag)


def test_texts_without_words_are_refused() -> None:
    with pytest.raises(FusionError, match="no words to learn from"):
        Word2VecExtractor(KINDS[0]).fit(["", "!"], FitData(["a", "b"]))
