"""Which recommender is made how: the one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.core.modality import MODALITIES
from app.core.recommender import RecommenderKind
from app.recommend.autoencoder import Autoencoder
from app.recommend.blend import Blend, Part
from app.recommend.content import Content
from app.recommend.factorisation import AlternatingLeastSquares, BayesianRanking
from app.recommend.graph import Graph
from app.recommend.neighbours import ItemNeighbours, UserNeighbours
from app.recommend.popularity import Popularity
from app.recommend.recommender import Recommender

if TYPE_CHECKING:
    from app.recommend.history_recommender import HistoryRecommender


_MAKERS: Mapping[RecommenderKind, Callable[[], Recommender]] = {
    RecommenderKind.POPULARITY: Popularity,
    RecommenderKind.USER_NEIGHBOURS: UserNeighbours,
    RecommenderKind.ITEM_NEIGHBOURS: ItemNeighbours,
    RecommenderKind.ALS: AlternatingLeastSquares,
    RecommenderKind.BPR: BayesianRanking,
    RecommenderKind.AUTOENCODER: Autoencoder,
    RecommenderKind.MULTIMODAL_AUTOENCODER: lambda: Autoencoder(multimodal=True),
    RecommenderKind.CONTENT: Content,
    RecommenderKind.GRAPH: Graph,
    RecommenderKind.MULTIMODAL_GRAPH: lambda: Graph(multimodal=True),
}


def _deep_interest(*, is_ordered: bool) -> Recommender:
    from app.recommend.deep_interest import deep_interest_recommender

    return _ordered(deep_interest_recommender(), is_ordered=is_ordered)


def _gru(*, is_ordered: bool) -> Recommender:
    from app.recommend.history_gru import gru_recommender

    return _ordered(gru_recommender(), is_ordered=is_ordered)


def _collaborative_gru(*, is_ordered: bool) -> Recommender:
    """Return the same network without modalities, to tell what they are worth."""
    from app.recommend.history_gru import gru_recommender

    gru = gru_recommender()
    settings = replace(gru.settings, has_content=False)
    blind = replace(gru, kind=RecommenderKind.COLLABORATIVE_GRU, settings=settings)
    return _ordered(blind, is_ordered=is_ordered)


def _transformer(*, is_ordered: bool) -> Recommender:
    from app.recommend.history_transformer import transformer_recommender

    return _ordered(transformer_recommender(), is_ordered=is_ordered)


def _blend(*, is_ordered: bool) -> Blend:
    """Return the blend; docs/benchmarks.md says how parts and weights were chosen."""
    looks = (Part(Content(one), RecommenderKind.CONTENT, 0.1, 0.85) for one in MODALITIES)
    return Blend((*_learners(is_ordered=is_ordered, multimodal=True), *looks))


def _collaborative_blend(*, is_ordered: bool) -> Blend:
    """Return the same blend without modalities, to tell what they are worth."""
    learners = _learners(is_ordered=is_ordered, multimodal=False)
    return Blend(learners, RecommenderKind.COLLABORATIVE_BLEND)


def _learners(*, is_ordered: bool, multimodal: bool) -> tuple[Part, ...]:
    """Return the parts of a blend that learn from likes."""
    from app.recommend.deep_interest import describe_side_by_side
    from app.recommend.history_gru import gru_recommender

    # Features side by side: a fusion would have to be trained first, and does not help here.
    gru = replace(gru_recommender(), describe=describe_side_by_side)
    gru = replace(gru, settings=replace(gru.settings, members=3, has_content=multimodal))
    graph = Graph(multimodal=multimodal, members=3)
    return (
        Part(_ordered(gru, is_ordered=is_ordered), RecommenderKind.GRU, 1.0),
        Part(graph, graph.kind, 1.0),
        Part(AlternatingLeastSquares(), RecommenderKind.ALS, 0.15),
    )


def _ordered(recommender: HistoryRecommender, *, is_ordered: bool) -> HistoryRecommender:
    return recommender.in_time_order() if is_ordered else recommender


class _MakeDeep(Protocol):
    def __call__(self, *, is_ordered: bool) -> Recommender:
        """Return a recommender for histories whose order means something, or nothing."""


# Networks bring torch along, which the other recommenders do without.
_DEEP_MAKERS: Mapping[RecommenderKind, _MakeDeep] = {
    RecommenderKind.DEEP_INTEREST: _deep_interest,
    RecommenderKind.COLLABORATIVE_GRU: _collaborative_gru,
    RecommenderKind.GRU: _gru,
    RecommenderKind.TRANSFORMER: _transformer,
    RecommenderKind.COLLABORATIVE_BLEND: _collaborative_blend,
    RecommenderKind.BLEND: _blend,
}


def available() -> tuple[RecommenderKind, ...]:
    """Return the recommenders that :func:`recommender_of` makes, in the order of the enum."""
    return tuple(kind for kind in RecommenderKind if kind in _MAKERS or kind in _DEEP_MAKERS)


def recommender_of(kind: RecommenderKind, *, in_time_order: bool = False) -> Recommender:
    """Return the recommender of a kind with its default settings.

    Parameters
    ----------
    kind
        Which.
    in_time_order
        Whether histories are in the order of time; networks that read them one by one look
        at the order only then.
    """
    if kind in _DEEP_MAKERS:
        return _DEEP_MAKERS[kind](is_ordered=in_time_order)
    return _MAKERS[kind]()
