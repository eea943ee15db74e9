"""Orders in which the same results can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from app.core.modality import Modality
from app.core.recommendation import Recommendation
from app.ui.results.figures import shares


class SortKey(str, Enum):
    """What results are sorted by."""

    SCORE = "score"
    IMAGE_SHARE = "image_share"
    TEXT_SHARE = "text_share"
    AUDIO_SHARE = "audio_share"
    TITLE = "title"


SHARE_KEYS = {
    SortKey.IMAGE_SHARE: Modality.IMAGE,
    SortKey.TEXT_SHARE: Modality.TEXT,
    SortKey.AUDIO_SHARE: Modality.AUDIO,
}


def ordered(results: Iterable[Recommendation], key: SortKey) -> list[Recommendation]:
    """Return ``results`` by ``key``: best or largest first, titles from A to Z."""
    return sorted(results, key=_sorting(key))


def _sorting(key: SortKey) -> Callable[[Recommendation], tuple[float | str, int]]:
    if key is SortKey.SCORE:
        return lambda entry: (0.0, entry.rank)
    if key is SortKey.TITLE:
        return lambda entry: (entry.title.casefold(), entry.rank)
    modality = SHARE_KEYS[key]
    return lambda entry: (-shares(entry.contributions)[modality], entry.rank)
