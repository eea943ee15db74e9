"""What every recommender must do, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from app.core.errors import Cancelled, InputError
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.progress import Cancellation, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.blend import Blend
from app.recommend.build import available, recommender_of
from app.recommend.content import Content
from app.recommend.deep_interest import DeepInterestNetwork
from app.recommend.factorisation import AlternatingLeastSquares
from app.recommend.graph import Graph
from app.recommend.histories import Histories
from app.recommend.history_gru import GruNetwork
from app.recommend.history_model import MakeNetwork
from app.recommend.history_recommender import HistoryRecommender
from app.recommend.history_transformer import HistoryTransformer
from app.recommend.recommender import ItemContent, RecommenderModel
from tests.recommend.circles import ITEMS, circles, cold_ranks, hits, looks, of_kind

SHALLOW = tuple(
    kind
    for kind in available()
    if kind
    not in (
        RecommenderKind.DEEP_INTEREST,
        RecommenderKind.GRU,
        RecommenderKind.TRANSFORMER,
        RecommenderKind.COLLABORATIVE_GRU,
        RecommenderKind.COLLABORATIVE_BLEND,
    )
)
LEARNERS = tuple(kind for kind in SHALLOW if kind is not RecommenderKind.POPULARITY)
KNOW_CONTENT = (
    RecommenderKind.CONTENT,
    RecommenderKind.MULTIMODAL_AUTOENCODER,
    RecommenderKind.MULTIMODAL_GRAPH,
    RecommenderKind.BLEND,
)


@cache
def fitted(kind: RecommenderKind) -> RecommenderModel:
    return recommender_of(kind).fit(circles()[0], looks())


def arrays_equal(first: RecommenderModel, second: RecommenderModel) -> bool:
    mine, theirs = first.arrays(), second.arrays()
    return mine.keys() == theirs.keys() and all(np.array_equal(mine[n], theirs[n]) for n in mine)


def test_all_that_need_no_deep_network_are_there() -> None:
    assert len(SHALLOW) == len(RecommenderKind) - 5
    assert [fitted(kind).kind for kind in SHALLOW] == list(SHALLOW)


def all_but(kind: RecommenderKind) -> list[RecommenderKind]:
    return [one for one in SHALLOW if one is not kind]


@pytest.mark.parametrize("kind", LEARNERS)
def test_foresees_more_than_popularity(kind: RecommenderKind) -> None:
    assert hits(fitted(RecommenderKind.POPULARITY)) < 0.5
    assert hits(fitted(kind)) > 0.7


@pytest.mark.parametrize("kind", SHALLOW)
def test_someone_new_gets_finite_scores(kind: RecommenderKind) -> None:
    nobody = Histories.of_one([], [], ITEMS)
    scores = fitted(kind).score(nobody)
    assert scores.shape == (1, ITEMS) and scores.dtype == np.float32
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("kind", SHALLOW)
def test_one_is_scored_as_among_many(kind: RecommenderKind) -> None:
    histories, model = circles()[0], fitted(kind)
    among = model.score(histories)[[7, 3]]
    alone = np.concatenate([model.score(histories.rows(np.array([user]))) for user in (7, 3)])
    np.testing.assert_allclose(alone, among, atol=1e-4)


@pytest.mark.parametrize("kind", all_but(RecommenderKind.BLEND))
def test_the_same_data_and_seed_make_the_same_model(kind: RecommenderKind) -> None:
    """A blend's parts are compared one by one."""
    assert arrays_equal(fitted(kind), recommender_of(kind).fit(circles()[0], looks()))


@pytest.mark.parametrize("kind", SHALLOW)
def test_what_its_arrays_restore_scores_alike(kind: RecommenderKind) -> None:
    histories, model = circles()[0], fitted(kind)
    again = recommender_of(kind).restore(model.arrays())
    assert again.kind is kind and again.item_count == ITEMS
    np.testing.assert_array_equal(again.score(histories), model.score(histories))


@pytest.mark.parametrize("kind", all_but(RecommenderKind.BLEND))
@pytest.mark.parametrize("likes", [[], [0, 4]])
def test_a_dislike_raises_nothing_and_lowers_its_item(
    kind: RecommenderKind, likes: list[int]
) -> None:
    """A blend's parts raise nothing, but its standardised scores are relative."""
    model, against = fitted(kind), int(of_kind(2, 3)[1])
    before = model.score(Histories.of_one(likes, [1.0] * len(likes), ITEMS))
    mixed = Histories.of_one([*likes, against], [1.0] * len(likes) + [-1.0], ITEMS)
    change = model.score(mixed) - before
    assert change.max() < 1e-5
    assert change[0, against] < -1e-3


@pytest.mark.parametrize("kind", all_but(RecommenderKind.POPULARITY))
def test_whoever_dislikes_a_kind_gets_less_of_it(kind: RecommenderKind) -> None:
    """Popularity knows no kinds."""
    model, disliked = fitted(kind), of_kind(2, 4)
    everything = Histories.of_one(list(range(12)), [1.0] * 12, ITEMS)
    but = Histories.of_one([*range(12), *disliked], [1.0] * 12 + [-1.0] * len(disliked), ITEMS)
    others = of_kind(2, 12)[4:]
    rest = of_kind(1, 12)[4:]

    def lead(histories: Histories) -> float:
        scores = model.score(histories)[0]
        return float(scores[others].mean() - scores[rest].mean())

    assert lead(but) < lead(everything)


@pytest.mark.parametrize("kind", SHALLOW)
def test_items_that_nobody_liked_are_known_by_their_looks_alone(kind: RecommenderKind) -> None:
    if kind in KNOW_CONTENT:
        assert cold_ranks(fitted(kind)) < 1.4
    else:
        # Four items are few to be unsure about: another seed, other chances.
        models = [recommender_of(kind).fit(circles()[0], looks(), seed) for seed in range(3)]
        assert np.mean([cold_ranks(model) for model in models]) > 1.8


@pytest.mark.parametrize(
    "kind", [RecommenderKind.COLLABORATIVE_GRU, RecommenderKind.COLLABORATIVE_BLEND]
)
def test_those_without_modalities_look_at_none(kind: RecommenderKind) -> None:
    histories, blind = circles()[0], recommender_of(kind)
    seen = blind.fit(histories, looks())
    unseen = blind.fit(histories, ItemContent(looks().vectors.map(np.zeros_like), looks().present))
    assert seen.kind is kind
    scores = seen.score(histories)
    np.testing.assert_array_equal(scores, unseen.score(histories))
    assert np.ptp(scores, axis=0).max() > 0.1  # what someone liked tells, all the same


@pytest.mark.parametrize("kind", SHALLOW)
def test_what_does_not_fit_is_refused(kind: RecommenderKind) -> None:
    histories, content = circles()[0], looks()
    image = content.vectors.image.copy()
    image[5, 2] = np.nan
    broken = ItemContent(
        PerModality(image, content.vectors.text, content.vectors.audio), content.present
    )
    with pytest.raises(InputError, match=r"item 5.*not finite"):
        recommender_of(kind).fit(histories, broken)
    fewer = Histories.of_one([1], [1.0], ITEMS - 1)
    with pytest.raises(InputError, match="take both from one catalog"):
        recommender_of(kind).fit(fewer, content)
    with pytest.raises(InputError, match=f"knows {ITEMS}"):
        fitted(kind).score(fewer)


@pytest.mark.parametrize(
    "kind", [RecommenderKind.ALS, RecommenderKind.BPR, RecommenderKind.GRAPH, RecommenderKind.BLEND]
)
def test_a_fit_can_be_cancelled(kind: RecommenderKind) -> None:
    stop = Cancellation()
    stop.cancel()
    with pytest.raises(Cancelled):
        recommender_of(kind).fit(circles()[0], looks(), 0, ignore_progress, stop)


@pytest.mark.parametrize("kind", SHALLOW)
def test_nobody_liked_anything(kind: RecommenderKind) -> None:
    empty = Histories.from_pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), 3, ITEMS)
    scores = recommender_of(kind).fit(empty, looks()).score(empty)
    assert scores.shape == (3, ITEMS) and np.isfinite(scores).all()


@pytest.mark.parametrize("kind", SHALLOW)
def test_the_order_of_a_history_means_nothing_unless_it_is_that_of_time(
    kind: RecommenderKind,
) -> None:
    histories, model = circles()[0], fitted(kind)
    turned = histories.items.reshape(len(histories), -1)[:, ::-1].ravel()
    other = Histories(histories.bounds, turned, histories.preferences, ITEMS)
    np.testing.assert_allclose(model.score(other), model.score(histories), atol=1e-4)


@pytest.mark.parametrize(
    ("kind", "network", "has_content"),
    [
        (RecommenderKind.DEEP_INTEREST, DeepInterestNetwork, True),
        (RecommenderKind.GRU, GruNetwork, True),
        (RecommenderKind.COLLABORATIVE_GRU, GruNetwork, False),
        (RecommenderKind.TRANSFORMER, HistoryTransformer, True),
    ],
)
def test_networks_look_at_features_and_at_the_order_of_time(
    kind: RecommenderKind, network: MakeNetwork, has_content: bool
) -> None:
    for in_time_order in (False, True):
        made = recommender_of(kind, in_time_order=in_time_order)
        assert isinstance(made, HistoryRecommender)
        assert made.kind is kind and made.make is network
        assert made.settings.has_content == has_content
        assert made.settings.shape.is_ordered == in_time_order


@pytest.mark.parametrize(
    ("kind", "modalities"),
    [(RecommenderKind.BLEND, MODALITIES), (RecommenderKind.COLLABORATIVE_BLEND, ())],
)
def test_blends_look_at_every_modality_or_at_none(
    kind: RecommenderKind, modalities: tuple[Modality, ...]
) -> None:
    made = recommender_of(kind, in_time_order=True)
    assert isinstance(made, Blend) and made.kind is kind
    parts = [part.recommender for part in made.parts]
    assert tuple(one.only for one in parts if isinstance(one, Content)) == modalities
    graph = next(one for one in parts if isinstance(one, Graph))
    gru = next(one for one in parts if isinstance(one, HistoryRecommender))
    assert graph.multimodal == gru.settings.has_content == bool(modalities)
    assert gru.settings.shape.is_ordered
    assert any(isinstance(one, AlternatingLeastSquares) for one in parts)


def test_kinds_are_unique() -> None:
    named: Mapping[str, RecommenderKind] = {kind.value: kind for kind in available()}
    assert len(named) == len(available())
