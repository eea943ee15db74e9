"""What every network over histories must do; each kind's test calls these."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.recommend.histories import Histories
from app.recommend.history_model import HistoryModel
from app.recommend.history_recommender import HistoryRecommender
from app.recommend.popularity import Popularity
from tests.recommend.small_histories import (
    GROUPS,
    ITEMS,
    Ints,
    content,
    hits,
    last_held_out,
    rings,
    tastes,
)


def quick(recommender: HistoryRecommender, epochs: int) -> HistoryRecommender:
    """Return a recommender that trains within a second or two."""
    settings = recommender.settings
    trainer = replace(settings.trainer, epochs=epochs, patience=epochs, batch_size=64)
    smaller = replace(settings.shape, width=16)
    changed = replace(settings, shape=smaller, trainer=replace(trainer, learning_rate=0.01))
    return replace(recommender, settings=changed)


def popular_hits(training: Histories, contexts: Histories, targets: Ints, top: int) -> float:
    return hits(Popularity().fit(training, content()).score(contexts), contexts, targets, top)


def check_taste(recommender: HistoryRecommender) -> HistoryModel:
    """Taste is seen where popularity cannot see it; returns what was fitted."""
    training = tastes(160)
    model = recommender.fit(training, content(), seed=1)
    contexts, targets = last_held_out(tastes(80, seed=9))
    found = hits(model.score(contexts), contexts, targets, 6)
    assert found > 0.9
    assert popular_hits(training, contexts, targets, 6) < 0.4
    return model


def check_cold_items(recommender: HistoryRecommender) -> None:
    """Items that nobody met are found by their features, and by nothing else."""
    training = tastes(160, known=ITEMS - 8)
    contexts = tastes(40, seed=9, known=ITEMS - 8)
    cold = np.arange(ITEMS - 8, ITEMS)
    right = cold % 4 == np.arange(40)[:, None] % 4

    def found(one: HistoryRecommender) -> float:
        scores = one.fit(training, content(), seed=1).score(contexts)[:, cold]
        return float(np.take_along_axis(right, scores.argsort(axis=1)[:, -2:], 1).mean())

    blind = replace(recommender, settings=replace(recommender.settings, has_content=False))
    assert found(recommender) > 0.8
    assert found(blind) < 0.5


def check_people(model: HistoryModel) -> None:
    """What is disliked goes down with what is like it, and raises nothing."""
    liked = Histories.of_one([0, 4], [1, 1], ITEMS)
    after = model.score(Histories.of_one([0, 4, 1], [1, 1, -1], ITEMS))
    change = after - model.score(liked)
    assert (change <= 0).all()
    alike = np.arange(1 + GROUPS, ITEMS, GROUPS)
    assert change[0, 1] < change[0, alike].min() - 1
    others = np.flatnonzero(np.arange(ITEMS) % GROUPS != 1)
    assert change[0, alike].mean() < change[0, others].mean() - 0.5


def check_alone(model: HistoryModel) -> None:
    """Each is scored as if alone, however long the histories beside are."""
    users = np.repeat(np.arange(6), np.arange(6))
    mixed = Histories.from_pairs(users, np.arange(len(users)) * 7 % ITEMS, 6, ITEMS)
    alone = [model.score(mixed.rows(np.array([user]))) for user in range(6)]
    np.testing.assert_allclose(model.score(mixed), np.concatenate(alone), atol=1e-4)


def check_strangers(recommender: HistoryRecommender) -> None:
    """Whoever is new gets what most like."""
    users = np.arange(160)
    most = tastes(160).rows(users[(users % GROUPS == 2) | (users < 40)])
    scores = recommender.fit(most, content()).score(Histories.of_one([], [], ITEMS))[0]
    assert set(scores.argsort()[-ITEMS // GROUPS :]) == set(range(2, ITEMS, GROUPS))


def check_restored(recommender: HistoryRecommender, model: HistoryModel) -> None:
    """What is saved scores the same; the same seed too, another one does not."""
    contexts = tastes(12, seed=3)
    scores = model.score(contexts)
    arrays = {name: np.array(one) for name, one in model.arrays().items()}
    np.testing.assert_array_equal(recommender.restore(arrays).score(contexts), scores)

    def again(seed: int) -> NDArray[np.float32]:
        return recommender.fit(tastes(40), content(), seed).score(contexts)

    first = again(1)
    np.testing.assert_array_equal(first, again(1))
    assert not np.allclose(first, again(2))


def check_sequence(recommender: HistoryRecommender) -> None:
    """The next item of a sequence is foreseen, from the order of the history alone."""
    blind = replace(recommender.settings, has_content=False, dropout=0.1)
    training = rings(240)
    model = replace(recommender, settings=blind).in_time_order().fit(training, content())
    contexts, targets = last_held_out(rings(80, seed=5))
    assert hits(model.score(contexts), contexts, targets, 1) > 0.8
    assert popular_hits(training, contexts, targets, 1) < 0.2
