"""The answer to a query: ranked items, and what each modality contributed."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.modality import PerModality
from app.core.notice import Notice
from app.core.query import Query
from app.core.recommender import ScoreParts

Contributions = PerModality[float]


@dataclass(frozen=True)
class Recommendation:
    """One ranked item.

    Attributes
    ----------
    rank
        1 for the best.
    item_id
        The item's stable identifier in its catalog.
    title, category
        For people; the title in the language asked for, when there is one.
    thumbnail
        Path of a PNG that is safe to open, or an empty string.
    score
        Cosine similarity in the fused space, -1 to 1.
    baseline
        The item's score with no query at all.
    contributions
        Exact Shapley values, 0 for what was not given; to 1e-5 ``baseline + sum`` is the
        score or, where a persona has its ``parts``, ``parts.query``.
    rank_if_muted
        The item's rank when that modality is left out of the query; ``None`` for
        a modality that was not given or whose absence leaves no query.
    parts
        What the query, the persona's history and its feedback add to the score, of which
        they are the sum; ``None`` without a persona.
    """

    rank: int
    item_id: str
    title: str
    category: str
    thumbnail: str
    score: float
    baseline: float
    contributions: Contributions
    rank_if_muted: PerModality[int | None]
    parts: ScoreParts | None = None


@dataclass(frozen=True)
class ModelIdentity:
    """Which model answered, and on what processor."""

    name: str
    digest: str
    device: str


@dataclass(frozen=True)
class Timings:
    """Milliseconds spent in each stage of one query."""

    load: float = 0.0
    encode: PerModality[float] = field(default_factory=lambda: PerModality(0.0, 0.0, 0.0))
    transcribe: float = 0.0
    fuse: float = 0.0
    search: float = 0.0
    explain: float = 0.0
    total: float = 0.0


@dataclass(frozen=True)
class Answer:
    """Ranked items with everything that explains them.

    Attributes
    ----------
    query
        The query as answered; its ``transcript`` is filled in once sounds were heard.
    catalog, catalog_items
        Name of the catalog and how many items compete.
    encoders
        The encoder of each modality that was used, else ``None``.
    fusion
        The fusion model.
    results
        Best first.
    notices
        Warnings about the query's media.
    """

    query: Query
    catalog: str
    catalog_items: int
    encoders: PerModality[ModelIdentity | None]
    fusion: ModelIdentity
    timings: Timings
    results: tuple[Recommendation, ...]
    notices: tuple[Notice, ...] = ()
