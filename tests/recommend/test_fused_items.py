from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from app.core.lab import FusionKind
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.progress import ignore_progress
from app.recommend.deep_interest import describe_side_by_side
from app.recommend.fused_items import WIDTH, fused_items, side_by_side
from app.recommend.history_gru import describe_by_adversaries
from app.recommend.history_recommender import Describe, Vectors
from app.recommend.history_transformer import describe_by_attention
from app.recommend.recommender import ItemContent
from tests.recommend.small_histories import GROUPS, ITEMS, content

SAME = np.arange(ITEMS)[:, None] % GROUPS == np.arange(ITEMS) % GROUPS


def test_fuses_pictures_and_sounds_where_there_are_no_words() -> None:
    shown = content()
    fused = fused_items(FusionKind.ADVERSARIAL, shown, 0, ignore_progress, None)
    assert fused.shape == (ITEMS, WIDTH)
    cosines = fused @ fused.T
    assert cosines[SAME].min() > cosines[~SAME].max()
    deaf = ItemContent(
        shown.vectors, PerModality(shown.present.image, shown.present.text, shown.present.text)
    )
    assert not np.allclose(fused[:, :12], side_by_side(deaf)[:, :12])


def test_one_modality_alone_stands_as_it_is_and_nothing_is_zeros() -> None:
    shown = content()
    there = shown.present.image & (np.arange(ITEMS) > 0)
    alone = ItemContent(shown.vectors, PerModality(there, shown.present.text, shown.present.text))
    vectors = fused_items(FusionKind.TRANSFORMER, alone, 0, ignore_progress, None)
    np.testing.assert_array_equal(vectors, side_by_side(alone))
    assert not vectors[0].any()
    assert not vectors[:, 12:].any()
    np.testing.assert_allclose(np.linalg.norm(vectors[1:], axis=1), 1, atol=1e-5)


@cache
def described(describe: Describe, mixed_up: Modality | None) -> Vectors:
    """Describe items of which one modality shows another item."""
    shown = content()
    image, audio, there = shown.vectors.image, shown.vectors.audio, shown.present.image
    others = {mixed_up: np.random.default_rng(0).permutation(ITEMS)}
    vectors = PerModality(image, audio[:, ::-1], audio)
    rows = PerModality.of(lambda one: vectors[one][others.get(one, np.arange(ITEMS))])
    whole = ItemContent(rows, PerModality(there, there, there))
    return describe(whole, 0, ignore_progress, None)


@pytest.mark.parametrize("modality", MODALITIES)
@pytest.mark.parametrize(
    "describe", [describe_side_by_side, describe_by_adversaries, describe_by_attention]
)
def test_every_modality_is_described(describe: Describe, modality: Modality) -> None:
    plain, other = described(describe, None), described(describe, modality)
    assert np.abs(plain - other).max() > 0.01


@pytest.mark.parametrize("kind", [FusionKind.ADVERSARIAL, FusionKind.TRANSFORMER])
def test_without_words_sounds_stand_for_them(kind: FusionKind) -> None:
    shown = content()
    image, text, audio = (shown.vectors[one] for one in MODALITIES)
    other = ItemContent(PerModality(image, text, audio[::-1].copy()), shown.present)
    plain, mixed_up = (fused_items(kind, one, 0, ignore_progress, None) for one in (shown, other))
    assert np.abs(plain - mixed_up).max() > 0.1


def test_each_kind_fuses_in_its_own_way() -> None:
    one, other = (
        fused_items(kind, content(noise=2.0), 0, ignore_progress, None)
        for kind in (FusionKind.ADVERSARIAL, FusionKind.TRANSFORMER)
    )
    assert np.abs(one - other).max() > 1e-3
