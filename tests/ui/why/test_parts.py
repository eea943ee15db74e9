from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from app.core.persona import InteractionKind
from app.core.recommender import ScoreParts
from app.ui.reacted import Reacted
from app.ui.results.score_part import ScorePart
from app.ui.why.panel import WhyPanel
from tests.ui.results.samples import answer, recommendation

PLAIN = recommendation(rank=3, contributions=(0.2, 0.5, 0.1), item_id="duck")
PARTS = ScoreParts(0.8, 0.124, -0.05)
MINE = replace(PLAIN, score=PARTS.total, parts=PARTS)


def texts(panel: WhyPanel) -> list[str]:
    labels = panel.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisibleTo(panel)]


def test_query_history_and_feedback_add_up_to_the_score(panel: WhyPanel) -> None:
    panel.show_recommendation(MINE, answer([MINE]))
    assert panel.parts.isVisible()
    assert panel.parts.sum.text() == "0.80 + 0.12 − 0.05 = 0.87"
    assert panel.parts.rows[ScorePart.FEEDBACK].accessibleName() == "Feedback −0.05"
    said = texts(panel)
    assert "0.20 + 0.50 + 0.10 = 0.80" in said, "the modalities explain the query's part"
    assert "What the query brought" in said


def test_without_a_persona_the_modalities_explain_the_score(panel: WhyPanel) -> None:
    panel.show_recommendation(MINE, answer([MINE]))
    panel.show_recommendation(PLAIN, answer([PLAIN]))
    assert not panel.parts.isVisible()
    assert texts(panel).count("How the score adds up") == 1
    assert "What the query brought" not in texts(panel)


def test_the_item_can_be_liked_where_it_is_explained(panel: WhyPanel) -> None:
    panel.show_recommendation(PLAIN, answer([PLAIN]))
    assert not panel.reactions.isVisible()
    told: list[tuple[str, InteractionKind]] = []
    panel.reacted.connect(lambda item_id, kind: told.append((item_id, kind)))
    panel.show_reactions({}, has_persona=True)
    like = panel.reactions.buttons[InteractionKind.LIKE]
    like.click()
    assert told == [("duck", InteractionKind.LIKE)]
    assert not like.isChecked(), "it is pressed once it was recorded"
    panel.show_reactions({"duck": Reacted(frozenset({InteractionKind.LIKE}))}, has_persona=True)
    assert like.isChecked()
    assert like.accessibleName() == "Liked; take it back (L)"


def test_the_item_can_be_rated_where_it_is_explained(panel: WhyPanel) -> None:
    panel.show_recommendation(PLAIN, answer([PLAIN]))
    assert not panel.rating.isVisible()
    told: list[tuple[str, int]] = []
    panel.rated.connect(lambda item_id, stars: told.append((item_id, stars)))
    rated = Reacted(frozenset({InteractionKind.RATING}), 2.0)
    panel.show_reactions({"duck": rated}, has_persona=True)
    assert panel.rating.filled == 2
    panel.rating.stars[3].click()
    assert told == [("duck", 4)]
