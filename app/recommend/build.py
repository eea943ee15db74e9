"""Which recommender is made how: the one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.core.modality import Modality
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


def blend() -> Blend:
    """Return the blend; docs/benchmarks.md says how parts and weights were chosen."""
    content, graph = RecommenderKind.CONTENT, RecommenderKind.MULTIMODAL_GRAPH
    return Blend(
        (
            Part(AlternatingLeastSquares(), RecommenderKind.ALS, 1.0),
            Part(Graph(multimodal=True, members=2), graph, 2.0),
            Part(Content(Modality.IMAGE), content, 0.3),
            Part(Content(Modality.TEXT), content, 0.2),
            Part(Content(Modality.AUDIO), content, 0.2),
        )
    )


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
    RecommenderKind.BLEND: blend,
}


def _deep_interest() -> HistoryRecommender:
    from app.recommend.deep_interest import deep_interest_recommender

    return deep_interest_recommender()


def _gru() -> HistoryRecommender:
    from app.recommend.history_gru import gru_recommender

    return gru_recommender()


def _transformer() -> HistoryRecommender:
    from app.recommend.history_transformer import transformer_recommender

    return transformer_recommender()


# Networks bring torch along, which the other recommenders do without.
_DEEP_MAKERS: Mapping[RecommenderKind, Callable[[], HistoryRecommender]] = {
    RecommenderKind.DEEP_INTEREST: _deep_interest,
    RecommenderKind.GRU: _gru,
    RecommenderKind.TRANSFORMER: _transformer,
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
        deep = _DEEP_MAKERS[kind]()
        return deep.in_time_order() if in_time_order else deep
    return _MAKERS[kind]()
