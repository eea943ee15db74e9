"""Results in words: for tooltips and for those who listen to the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.modality import Modality
from app.core.recommendation import Recommendation
from app.ui.results.changes import RankChange
from app.ui.results.figures import Figures, hundredths
from app.ui.results.ordering import SortKey
from app.ui.results.score_part import ScorePart, part_name

FULL_STOPS = ".\N{IDEOGRAPHIC FULL STOP}"
"""What titles end with, and sentences that have them inside do not want."""

CATEGORY_SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


def modality_name(modality: Modality) -> str:
    """Return what people call ``modality``: Picture, Words or Sound."""
    names = {
        Modality.IMAGE: QCoreApplication.translate("Results", "Picture"),
        Modality.TEXT: QCoreApplication.translate("Results", "Words"),
        Modality.AUDIO: QCoreApplication.translate("Results", "Sound"),
    }
    return names[modality]


def sort_name(key: SortKey) -> str:
    """Return the menu entry of a sort order."""
    names = {
        SortKey.SCORE: QCoreApplication.translate("Results", "Best match"),
        SortKey.IMAGE_SHARE: QCoreApplication.translate("Results", "Most from the picture"),
        SortKey.TEXT_SHARE: QCoreApplication.translate("Results", "Most from the words"),
        SortKey.AUDIO_SHARE: QCoreApplication.translate("Results", "Most from the sound"),
        SortKey.TITLE: QCoreApplication.translate("Results", "Title, A to Z"),
    }
    return names[key]


def category_path(category: str) -> str:
    """Write ``animals/birds`` as people read it."""
    return CATEGORY_SEPARATOR.join(part for part in category.split("/") if part)


def parts_in_words(recommendation: Recommendation) -> str:
    """Return for example ``Picture 0.21, Words 0.55``; what is 0 is left out."""
    figures = Figures.of(recommendation)
    parts = [
        f"{modality_name(modality)} {hundredths(value)}"
        for modality, value in figures.contributions.items()
        if value
    ]
    parts += [
        f"{part_name(part)} {hundredths(value)}"
        for part, value in (
            (ScorePart.HISTORY, figures.history),
            (ScorePart.FEEDBACK, figures.feedback),
        )
        if value
    ]
    if figures.baseline:
        without = QCoreApplication.translate("Results", "without any query")
        parts.insert(0, f"{without} {hundredths(figures.baseline)}")
    return ", ".join(parts)


def change_in_words(change: RankChange) -> str:
    """Return how far an item moved, or an empty string if it did not."""
    if change.is_new:
        return QCoreApplication.translate("Results", "new in the list")
    if change.places > 0:
        risen = QCoreApplication.translate("Results", "up by %1")
        return risen.replace("%1", str(change.places))
    if change.places < 0:
        fallen = QCoreApplication.translate("Results", "down by %1")
        return fallen.replace("%1", str(-change.places))
    return ""


def row_in_words(recommendation: Recommendation, change: RankChange) -> str:
    """Return a row as a screen reader should say it: rank, title, score and shares."""
    head = QCoreApplication.translate("Results", "Rank %1: %2. Score %3.")
    head = head.replace("%1", str(recommendation.rank)).replace(
        "%2", recommendation.title.rstrip(FULL_STOPS)
    )
    head = head.replace("%3", hundredths(Figures.of(recommendation).score))
    moved = change_in_words(change)
    tail = [text for text in (parts_in_words(recommendation), moved) if text]
    return " ".join([head, *(f"{text}." for text in tail)])
