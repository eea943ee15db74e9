from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.core.modality import PerModality
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.messages import Learnt, Profile, Rate
from app.ui.people.wording import (
    KIND_ICONS,
    kind_name,
    learnt_sentence,
    rate_text,
    recommender_name,
    signed,
)

Tastes = tuple[tuple[str, float], ...]


def profile(
    shares: tuple[float, float, float] = (0.2, 0.18, 0.62), up: Tastes = (), down: Tastes = ()
) -> Profile:
    return Profile("tuxpaint", "Ann", PerModality(*shares), up, down, 0.5, 3)


def said(before: Profile, after: Profile) -> str:
    return learnt_sentence(Learnt(1, before, after))


def test_the_sentence_says_what_is_followed_and_what_moved_most(qapp: QApplication) -> None:
    before = profile(up=(("town/houses", 0.3), ("animals", 0.1)), down=(("vehicles", -0.1),))
    after = profile(
        up=(("town/houses", 0.304), ("animals", 0.4)), down=(("vehicles", -0.4), ("food", -0.2))
    )
    assert said(before, after) == ("You follow sound: 62 %; more animals, fewer vehicles and food.")


@pytest.mark.parametrize(
    ("shares", "start"),
    [
        ((0.7, 0.2, 0.1), "You follow pictures: 70 %"),
        ((0.2, 0.7, 0.1), "You follow words: 70 %"),
        ((0.0, 0.0, 0.0), "Too little is known to say what you follow"),
    ],
)
def test_the_sentence_names_the_strongest_modality(
    qapp: QApplication, shares: tuple[float, float, float], start: str
) -> None:
    assert said(profile(), profile(shares)) == f"{start}."


def test_a_category_that_is_known_no_more_counts_as_moved(qapp: QApplication) -> None:
    undone = said(profile(up=(("animals/birds", 0.3),)), profile())
    assert undone == "You follow sound: 62 %; fewer birds."


def test_every_kind_has_a_name_and_an_icon(qapp: QApplication) -> None:
    assert len({kind_name(kind) for kind in InteractionKind}) == len(InteractionKind)
    assert set(KIND_ICONS) == set(InteractionKind)
    assert len({recommender_name(kind) for kind in RecommenderKind}) == len(RecommenderKind)


def test_rates_have_their_interval_and_nothing_counted_is_no_rate() -> None:
    assert rate_text(Rate(41, 100, 0.41, 0.33, 0.5)) == "41 % (33–50 %)"
    assert rate_text(Rate(0, 0, 0.0, 0.0, 1.0)) == "–"
    assert (signed(0.254), signed(-0.3)) == ("+0.25", "−0.30")
