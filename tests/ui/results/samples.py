"""Answers made up for tests of the results and of the why panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.modality import PerModality
from app.core.query import EQUAL_WEIGHTS, Query, Weights
from app.core.recommendation import Answer, ModelIdentity, Recommendation, Timings

MODEL = ModelIdentity("model", "0" * 8, "cpu")
QUERY = Query(images=("duck.png",), texts=("a duck",), sounds=("quack.wav",))


def recommendation(
    rank: int = 1,
    contributions: tuple[float, float, float] = (0.2, 0.5, 0.1),
    title: str = "A duck",
    item_id: str = "",
    baseline: float = 0.0,
    thumbnail: str = "",
    rank_if_muted: tuple[int | None, int | None, int | None] = (4, 9, 1),
) -> Recommendation:
    return Recommendation(
        rank=rank,
        item_id=item_id or f"item-{rank}",
        title=title,
        category="animals/birds",
        thumbnail=thumbnail,
        score=baseline + sum(contributions),
        baseline=baseline,
        contributions=PerModality(*contributions),
        rank_if_muted=PerModality(*rank_if_muted),
    )


def answer(
    results: Sequence[Recommendation], query: Query = QUERY, milliseconds: float = 12.4
) -> Answer:
    return Answer(
        query=query,
        catalog="tuxpaint",
        catalog_items=1033,
        encoders=PerModality(MODEL, MODEL, MODEL),
        fusion=MODEL,
        timings=Timings(total=milliseconds),
        results=tuple(results),
    )


def ranked(count: int, names: Sequence[str] = (), weights: Weights = EQUAL_WEIGHTS) -> Answer:
    """An answer with ``count`` items, in the order of ``names`` if given."""
    order = list(names) or [f"n{place}" for place in range(count)]
    results = []
    for place, name in enumerate(order):
        score = 0.9 - 0.8 * place / max(1, len(order))
        parts = (score * 0.25, score * 0.5, score * 0.25)
        results.append(recommendation(place + 1, parts, title=f"Item {name}", item_id=name))
    return answer(results, replace(QUERY, weights=weights))
