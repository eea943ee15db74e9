"""What tests of personas do over and over with an engine over the small home."""

from __future__ import annotations

from app.core.persona import InteractionKind
from app.core.progress import Cancellation, ignore_progress
from app.core.recommender import RecommenderKind
from app.engine.engine import Engine
from app.engine.messages import (
    BrowseItems,
    Learnt,
    ListMode,
    PersonalList,
    RecommendForYou,
    RecordInteraction,
)

LIKE, DISLIKE = InteractionKind.LIKE, InteractionKind.DISLIKE


def items_of(engine: Engine, category: str = "") -> list[str]:
    """Return the ids of a top category's items, or of all."""
    cards = engine.browsing.items(BrowseItems("small", limit=100)).items
    return [card.item_id for card in cards if card.category.startswith(category)]


def do(
    engine: Engine,
    item_id: str,
    kind: InteractionKind = LIKE,
    persona: str = "Ada",
    session: int = 0,
) -> Learnt:
    """Record what a persona did."""
    job = RecordInteraction("small", persona, item_id, kind, session=session)
    return engine.people.record(job)


def list_for(
    engine: Engine,
    persona: str = "Ada",
    mode: ListMode = ListMode.FOR_YOU,
    recommender: RecommenderKind = RecommenderKind.CONTENT,
    top: int = 12,
) -> PersonalList:
    """Return what is recommended to a persona."""
    job = RecommendForYou("small", persona, mode, recommender, RecommenderKind.POPULARITY, top)
    return engine.for_you.recommend_when_fitted(job, ignore_progress, Cancellation())


def crowd(
    engine: Engine, item_ids: list[str], names: tuple[str, ...] = ("Bob", "Eve", "Kim")
) -> None:
    """Let a few more personas like the same items."""
    for name in ("Bob", "Eve", "Kim"):
        engine.people.create("small", name)
        for item_id in item_ids:
            do(engine, item_id, persona=name)


def ids(found: PersonalList) -> list[str]:
    """Return the ids of a list's items."""
    return [item.recommendation.item_id for item in found.items]
