"""Stages of long jobs in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.progress import Stage


def stage_text(stage: Stage) -> str:
    """Return what a long job is doing now."""
    texts = {
        Stage.LOAD: QCoreApplication.translate("Stages", "Loading models"),
        Stage.FETCH: QCoreApplication.translate("Stages", "Downloading models"),
        Stage.VERIFY: QCoreApplication.translate("Stages", "Checking"),
        Stage.IMPORT: QCoreApplication.translate("Stages", "Reading items"),
        Stage.ENCODE: QCoreApplication.translate("Stages", "Looking and listening"),
        Stage.TRAIN: QCoreApplication.translate("Stages", "Learning how they fit together"),
        Stage.INDEX: QCoreApplication.translate("Stages", "Building the index"),
        Stage.TRANSCRIBE: QCoreApplication.translate("Stages", "Listening for words"),
        Stage.EVALUATE: QCoreApplication.translate("Stages", "Evaluating"),
        Stage.RECORD: QCoreApplication.translate("Stages", "Recording"),
        Stage.LABEL: QCoreApplication.translate("Stages", "Labelling"),
    }
    return texts[stage]
