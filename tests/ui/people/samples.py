"""Histories, profiles and measures made up for tests."""

from __future__ import annotations

from app.core.modality import PerModality
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.messages import Duel, History, HistoryEntry, LiveMeasures, Profile, Rate

PROFILE = Profile(
    "tuxpaint",
    "Ann",
    PerModality(0.2, 0.18, 0.62),
    (("animals/birds", 0.5), ("food", 0.25)),
    (("vehicles/trains", -0.75),),
    0.4,
    7,
)


def entry(number: int, kind: InteractionKind = InteractionKind.LIKE) -> HistoryEntry:
    title = f"thing {number}"
    at = "2026-11-24T12:00:00"
    return HistoryEntry(number, f"item-{number}", title, "food", "", kind, at, 4.0)


def history(*entries: HistoryEntry, total: int = 3) -> History:
    return History("tuxpaint", "Ann", entries, total, len(entries))


def duel(is_decided: bool, share: float = 0.75) -> Duel:
    preference = Rate(6, 8, share, 0.41, 0.93)
    first, second = RecommenderKind.GRAPH, RecommenderKind.CONTENT
    return Duel(first, second, 6, 2, 1, preference, is_decided)


def measures(*duels: Duel) -> LiveMeasures:
    opened, nothing = Rate(12, 48, 0.25, 0.15, 0.39), Rate(0, 0, 0.0, 0.0, 1.0)
    return LiveMeasures("tuxpaint", "Ann", 2, opened, opened, nothing, duels)
