from __future__ import annotations

import pytest

from app.core.errors import InputError
from app.core.persona import Interaction, InteractionKind


@pytest.mark.parametrize(
    ("kind", "rating", "sign"),
    [
        (InteractionKind.LIKE, 0, 1),
        (InteractionKind.SAVE, 0, 1),
        (InteractionKind.VIEW, 0, 1),
        (InteractionKind.SKIP, 0, -1),
        (InteractionKind.DISLIKE, 0, -1),
        (InteractionKind.RATING, 5, 1),
        (InteractionKind.RATING, 3, 0),
        (InteractionKind.RATING, 1, -1),
    ],
)
def test_what_is_done_speaks_for_or_against(
    kind: InteractionKind, rating: float, sign: int
) -> None:
    preference = Interaction("a", kind, 1.0, rating).preference
    assert -1 <= preference <= 1
    assert (preference > 0) - (preference < 0) == sign


def test_looking_says_less_than_liking() -> None:
    kinds = (InteractionKind.VIEW, InteractionKind.LIKE)
    looked, liked = (Interaction("a", kind, 1.0).preference for kind in kinds)
    assert looked < liked


@pytest.mark.parametrize("rating", [0.0, 0.9, 5.1, float("nan")])
def test_stars_go_from_one_to_five(rating: float) -> None:
    with pytest.raises(InputError, match="use 1 to 5 stars"):
        Interaction("a", InteractionKind.RATING, 1.0, rating)


@pytest.mark.parametrize("at", [-1.0, float("nan"), float("inf")])
def test_a_time_must_be_one(at: float) -> None:
    with pytest.raises(InputError, match="no usable time"):
        Interaction("a", InteractionKind.LIKE, at)
