"""Problems and origins of labels in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.cleaning import CleaningProblem
from app.core.label import LabelOrigin


def problem_name(problem: CleaningProblem) -> str:
    """Return what people call a problem."""
    say = QCoreApplication.translate
    names = {
        CleaningProblem.BLURRED: say("Problems", "Blurred"),
        CleaningProblem.MOSAIC: say("Problems", "Pixelated"),
        CleaningProblem.BLANK: say("Problems", "Blank picture"),
        CleaningProblem.NOISY_PICTURE: say("Problems", "Noisy picture"),
        CleaningProblem.INVALID_CHARACTERS: say("Problems", "Invalid characters"),
        CleaningProblem.MOJIBAKE: say("Problems", "Garbled text"),
        CleaningProblem.MARKUP: say("Problems", "Markup in text"),
        CleaningProblem.SILENT: say("Problems", "Silent"),
        CleaningProblem.SILENT_ENDS: say("Problems", "Silence at the ends"),
        CleaningProblem.CLIPPED: say("Problems", "Clipped sound"),
        CleaningProblem.HUM: say("Problems", "Mains hum"),
        CleaningProblem.QUIET: say("Problems", "Too quiet"),
        CleaningProblem.MISSING: say("Problems", "File is missing"),
    }
    return names[problem]


def origin_name(origin: LabelOrigin) -> str:
    """Return who or what gave a label."""
    say = QCoreApplication.translate
    names = {
        LabelOrigin.PERSON: say("Labels", "by hand"),
        LabelOrigin.AUTOMATIC: say("Labels", "automatic"),
        LabelOrigin.SPREAD: say("Labels", "spread"),
    }
    return names[origin]
