from __future__ import annotations

import numpy as np

from app.recommend.graph import Graph
from tests.recommend.circles import circles, hits, looks

SHORT = Graph(dimension=16, steps=20, batch=256)


def test_members_begin_elsewhere_and_their_scores_are_averaged() -> None:
    histories, content = circles()[0], looks()
    both = Graph(dimension=16, steps=20, batch=256, members=2).fit(histories, content, 3)
    apart = [SHORT.fit(histories, content, seed) for seed in (6, 7)]
    mean = (apart[0].score(histories) + apart[1].score(histories)) / 2
    np.testing.assert_allclose(both.score(histories), mean, atol=1e-4)
    assert not np.allclose(apart[0].score(histories), apart[1].score(histories))


def test_learning_foresees_more_than_the_beginning() -> None:
    histories, content = circles()[0], looks()
    untrained = Graph(dimension=16, steps=0).fit(histories, content)
    assert hits(Graph(dimension=16, steps=60, batch=256).fit(histories, content)) > hits(untrained)
