"""Problems and origins of labels in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.cleaning import CleaningProblem
from app.core.label import LabelOrigin


def problem_name(problem: CleaningProblem) -> str:
    """Return what people call a problem."""
    names = {
        CleaningProblem.BLURRED: QCoreApplication.translate("Problems", "Blurred"),
        CleaningProblem.MOSAIC: QCoreApplication.translate("Problems", "Pixelated"),
        CleaningProblem.BLANK: QCoreApplication.translate("Problems", "Blank picture"),
        CleaningProblem.NOISY_PICTURE: QCoreApplication.translate("Problems", "Noisy picture"),
        CleaningProblem.INVALID_CHARACTERS: QCoreApplication.translate(
            "Problems", "Invalid characters"
        ),
        CleaningProblem.MOJIBAKE: QCoreApplication.translate("Problems", "Garbled text"),
        CleaningProblem.MARKUP: QCoreApplication.translate("Problems", "Markup in text"),
        CleaningProblem.SILENT: QCoreApplication.translate("Problems", "Silent"),
        CleaningProblem.SILENT_ENDS: QCoreApplication.translate("Problems", "Silence at the ends"),
        CleaningProblem.CLIPPED: QCoreApplication.translate("Problems", "Clipped sound"),
        CleaningProblem.HUM: QCoreApplication.translate("Problems", "Mains hum"),
        CleaningProblem.QUIET: QCoreApplication.translate("Problems", "Too quiet"),
        CleaningProblem.MISSING: QCoreApplication.translate("Problems", "File is missing"),
    }
    return names[problem]


def origin_name(origin: LabelOrigin) -> str:
    """Return who or what gave a label."""
    names = {
        LabelOrigin.PERSON: QCoreApplication.translate("Labels", "by hand"),
        LabelOrigin.AUTOMATIC: QCoreApplication.translate("Labels", "automatic"),
        LabelOrigin.SPREAD: QCoreApplication.translate("Labels", "spread"),
    }
    return names[origin]
