"""Stages of long jobs and spans of time in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.progress import Stage


def stage_text(stage: Stage) -> str:
    """Return what a long job is doing now."""
    texts = {
        Stage.LOAD: QCoreApplication.translate("Stages", "Loading models"),
        Stage.FETCH: QCoreApplication.translate("Stages", "Downloading models"),
        Stage.VERIFY: QCoreApplication.translate("Stages", "Checking models"),
        Stage.IMPORT: QCoreApplication.translate("Stages", "Reading items"),
        Stage.ENCODE: QCoreApplication.translate("Stages", "Looking and listening"),
        Stage.TRAIN: QCoreApplication.translate("Stages", "Learning how they fit together"),
        Stage.INDEX: QCoreApplication.translate("Stages", "Building the index"),
        Stage.TRANSCRIBE: QCoreApplication.translate("Stages", "Listening for words"),
        Stage.EVALUATE: QCoreApplication.translate("Stages", "Evaluating"),
        Stage.RECORD: QCoreApplication.translate("Stages", "Recording"),
    }
    return texts[stage]


def time_left_text(seconds: float | None) -> str:
    """Return how long a job will go on, roughly; empty while it is not known."""
    if seconds is None:
        return ""
    if seconds < 60:
        text = QCoreApplication.translate("Stages", "about %n second(s) left", "", _rough(seconds))
    else:
        minutes = round(seconds / 60)
        text = QCoreApplication.translate("Stages", "about %n minute(s) left", "", minutes)
    return text


def _rough(seconds: float) -> int:
    """Round up to steps of five above ten, so that the figure does not flicker."""
    whole = max(1, round(seconds))
    return whole if whole <= 10 else 5 * ((whole + 4) // 5)
