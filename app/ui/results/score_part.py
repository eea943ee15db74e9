"""What a score is made of where a persona's history and likes count beside the query."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from app.ui.icons import IconName
from app.ui.tokens import Tokens


class ScorePart(str, Enum):
    """One part of a score; see :class:`~app.core.recommender.ScoreParts`."""

    QUERY = "query"
    HISTORY = "history"
    FEEDBACK = "feedback"


PART_ICONS = {
    ScorePart.QUERY: IconName.SEARCH,
    ScorePart.HISTORY: IconName.HISTORY,
    ScorePart.FEEDBACK: IconName.LIKE,
}

_TOWARDS_TEXT = 0.45


def part_name(part: ScorePart) -> str:
    """Return what people call a part."""
    names = {
        ScorePart.QUERY: QCoreApplication.translate("Results", "Query"),
        ScorePart.HISTORY: QCoreApplication.translate("Results", "History"),
        ScorePart.FEEDBACK: QCoreApplication.translate("Results", "Feedback"),
    }
    return names[part]


def part_about(part: ScorePart) -> str:
    """Say what a part is."""
    texts = {
        ScorePart.QUERY: QCoreApplication.translate("Results", "what was asked for now"),
        ScorePart.HISTORY: QCoreApplication.translate("Results", "what was done before"),
        ScorePart.FEEDBACK: QCoreApplication.translate(
            "Results", "what likes and dislikes taught just now"
        ),
    }
    return texts[part]


def part_colour(part: ScorePart, tokens: Tokens) -> QColor:
    """Return a part's colour: shades of grey and of the accent, the icon says which."""
    accent, text = QColor(tokens.accent), QColor(tokens.text)
    if part is ScorePart.QUERY:
        return QColor(tokens.text_muted)
    return accent if part is ScorePart.HISTORY else _mixed(accent, text, _TOWARDS_TEXT)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor(
        round(one.red() + (other.red() - one.red()) * share),
        round(one.green() + (other.green() - one.green()) * share),
        round(one.blue() + (other.blue() - one.blue()) * share),
    )
