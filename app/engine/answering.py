"""From encoded media to an answer: fuse, search, explain, and put it into words."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError, QueryError
from app.core.modality import PerModality
from app.core.notice import Notice
from app.core.query import Query
from app.core.recommendation import Answer, Recommendation, Timings
from app.core.recommender import ScoreParts
from app.engine.query_encoder import EncodedModality
from app.engine.ranked_catalog import RankedCatalog
from app.recommend.personal_ranking import PersonalParts
from app.recommend.ranking import RankedItem, leave_out_rows, rank
from app.recommend.subsets import SubsetVectors, active_bits, fuse_subsets


@dataclass(frozen=True)
class Ranking:
    """How to rank.

    Attributes
    ----------
    top
        How many items at most.
    language
        Language of the titles.
    leave_out
        Identifiers of items that do not compete.
    personal
        What a persona adds to each item's score.
    """

    top: int
    language: str
    leave_out: frozenset[str]
    personal: PersonalParts | None = None


def answer_query(
    query: Query,
    encoded: PerModality[EncodedModality],
    sizes: PerModality[int],
    ranked: RankedCatalog,
    ranking: Ranking,
) -> Answer:
    """Rank ``ranked`` for an encoded query.

    Parameters
    ----------
    sizes
        Length of each modality's feature vector.

    Returns
    -------
    Answer
        With the times of fusing, searching, explaining, loading and encoding; ``total``
        is their sum.

    Raises
    ------
    QueryError
        When nothing that was given has a weight above 0.
    FusionError
        When the model was trained for features of another length.
    """
    started = time.perf_counter()
    subsets = _fused(query, encoded, sizes, ranked)
    fused = time.perf_counter()
    scores = subsets.expand(ranked.index.scores(subsets.vectors))
    searched = time.perf_counter()
    results = _best(scores, subsets.active, ranked, ranking)
    explained = time.perf_counter()
    timings = _timings(encoded, fused - started, searched - fused, explained - searched)
    return Answer(
        query=query,
        catalog=ranked.catalog.name,
        catalog_items=len(ranked.index),
        encoders=encoded.map(lambda one: one.identity),
        fusion=ranked.identity,
        timings=timings,
        results=results,
        notices=_notices(encoded),
    )


def _fused(
    query: Query,
    encoded: PerModality[EncodedModality],
    sizes: PerModality[int],
    ranked: RankedCatalog,
) -> SubsetVectors:
    """Fuse each subset of what was given and is not muted."""
    features = encoded.map(lambda one: one.vector)
    if not active_bits(features.map(lambda vector: vector is not None), query.weights):
        raise QueryError("query", "everything that was given is muted; raise a weight above 0")
    try:
        return fuse_subsets(ranked.model, features, sizes, query.weights)
    except ValueError as error:
        raise FusionError(
            f"fusion {ranked.identity.name}", f"does not fit these encoders ({error}); train anew"
        ) from error


def _best(
    scores: NDArray[np.float32], active: int, ranked: RankedCatalog, ranking: Ranking
) -> tuple[Recommendation, ...]:
    """Rank and explain, with what a persona adds to every item."""
    if ranking.personal is not None:
        scores = scores + (ranking.personal.history + ranking.personal.feedback)[None]
    left_out = leave_out_rows(ranked.index.item_ids, ranking.leave_out)
    best = rank(scores, active, ranking.top, left_out)
    return tuple(_in_parts(one, ranked, ranking) for one in best)


def _in_parts(one: RankedItem, ranked: RankedCatalog, ranking: Ranking) -> Recommendation:
    """Put a ranked item into words, the persona's parts apart from the query's."""
    said = in_words(one, ranked, ranking.language)
    if ranking.personal is None:
        return said
    history = float(ranking.personal.history[one.row])
    feedback = float(ranking.personal.feedback[one.row])
    parts = ScoreParts(said.score - history - feedback, history, feedback)
    return replace(said, baseline=said.baseline - history - feedback, parts=parts)


def in_words(one: RankedItem, ranked: RankedCatalog, language: str) -> Recommendation:
    """Return a ranked item with title, category and picture."""
    item = ranked.items[one.row]
    return Recommendation(
        rank=one.rank,
        item_id=item.item_id,
        title=item.title_in(language),
        category=item.category,
        thumbnail=ranked.thumbnails[one.row],
        score=one.score,
        baseline=one.baseline,
        contributions=one.contributions,
        rank_if_muted=one.rank_if_muted,
    )


def _timings(
    encoded: PerModality[EncodedModality], fuse: float, search: float, explain: float
) -> Timings:
    load = sum(one.load_ms for _, one in encoded.items())
    encode = encoded.map(lambda one: one.encode_ms)
    stages = {"fuse": fuse * 1000, "search": search * 1000, "explain": explain * 1000}
    total = load + sum(one for _, one in encode.items()) + sum(stages.values())
    return Timings(load=load, encode=encode, total=total, **stages)


def _notices(encoded: PerModality[EncodedModality]) -> tuple[Notice, ...]:
    return tuple(notice for _, one in encoded.items() for notice in one.notices)
