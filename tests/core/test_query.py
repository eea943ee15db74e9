from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import QueryError
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import MAX_WEIGHT, Query, check_weights


@given(st.tuples(*[st.floats(0.0, MAX_WEIGHT)] * 3))
def test_weights_in_range_pass_unchanged(values: tuple[float, float, float]) -> None:
    weights = PerModality(*values)
    assert check_weights(weights) is weights


@pytest.mark.parametrize("bad", [-0.01, 2.01, float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("modality", MODALITIES)
def test_a_weight_out_of_range_is_named(modality: Modality, bad: float) -> None:
    weights = PerModality.of(lambda other: bad if other is modality else 1.0)
    with pytest.raises(QueryError, match=rf"weight {modality}={bad}.*0 to 2"):
        check_weights(weights)


@pytest.mark.parametrize(
    ("query", "given"),
    [
        (Query(), set()),
        (Query(images=("a.png",)), {Modality.IMAGE}),
        (Query(texts=("a duck",)), {Modality.TEXT}),
        (Query(sounds=("a.wav",)), {Modality.AUDIO}),
        (Query(sounds=("a.wav",), transcript="a duck"), {Modality.AUDIO, Modality.TEXT}),
        (Query(sounds=("a.wav",), transcript=""), {Modality.AUDIO}),
        (Query(images=("a.png",), weights=PerModality(0.0, 1.0, 1.0)), {Modality.IMAGE}),
    ],
)
def test_what_was_given(query: Query, given: set[Modality]) -> None:
    assert {modality for modality in MODALITIES if query.has(modality)} == given
    assert query.is_empty is not bool(given)
