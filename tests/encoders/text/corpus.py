"""A small corpus in which words keep company, and what every text feature must do with it."""

from __future__ import annotations

import random

import numpy as np

from app.core.lab import TextFeature
from app.core.modality import Modality
from app.encoders.extractor import FeatureModel, FitData
from app.encoders.text.describing import unit_or_zero
from app.encoders.text.kinds import text_extractor
from app.media.words import clean_text

ANIMALS = ("cat", "dog", "horse", "cow")
FRUITS = ("apple", "pear", "plum", "cherry")
_NEAR = {
    "animal": (ANIMALS, ("runs", "eats", "sleeps"), ("farm", "meadow", "stable")),
    "fruit": (FRUITS, ("ripens", "falls", "tastes"), ("tree", "basket", "orchard")),
}


def sentences(count: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Return texts and their categories: things, what they do and where, each in its own world."""
    chance = random.Random(seed)
    texts, categories = [], []
    for number in range(count):
        category = ("animal", "fruit")[number % 2]
        thing, act, place = (chance.choice(words) for words in _NEAR[category])
        texts.append(f"The {thing} {act} by the {place}.")
        categories.append(category)
    return texts, categories


def fitted(kind: TextFeature, count: int = 120) -> FeatureModel[str]:
    """Return a model fitted to the corpus."""
    texts, categories = sentences(count)
    extractor = text_extractor(kind)
    described = extractor.describe([clean_text(text) for text in texts])
    return extractor.fit(described, FitData(categories))


def check_contract(kind: TextFeature, model: FeatureModel[str]) -> None:
    """Check what all text features have in common."""
    extractor = text_extractor(kind)
    assert extractor.modality is Modality.TEXT
    assert extractor.kind is kind
    asked = ["The cat sleeps.", "", "zyx wvu"]
    rows = model.transform(asked)
    columns = sum(part.size for part in model.parts)
    assert rows.shape == (3, columns)
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()
    assert rows[0].any()
    again = extractor.restore(model.arrays(), model.settings())
    assert again.digest == model.digest
    np.testing.assert_array_equal(again.transform(asked), rows)
    assert model.transform([]).shape == (0, columns)


def nearest_is_of_the_kind(model: FeatureModel[str]) -> float:
    """Return how often a text's nearest other text, of words in another order, is of its category.

    Texts with the same thing, act or place are left out, but for the two words that all share.
    """
    texts, categories = sentences(200, seed=1)
    rows = unit_or_zero(model.transform(texts))
    words = [set(text.strip(".").lower().split()) - {"the", "by"} for text in texts]
    hits = []
    for row, own in enumerate(words):
        others = [place for place, found in enumerate(words) if not own & found]
        best = others[int((rows[others] @ rows[row]).argmax())]
        hits.append(categories[best] == categories[row])
    return float(np.mean(hits))
