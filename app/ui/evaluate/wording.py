"""Evaluations in plain words, in the person's language."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from app.engine.messages import Evaluation, EvaluationCell, EvaluationKind
from app.ui.durations import spent


def kind_text(kind: EvaluationKind) -> str:
    """Return what an evaluation is called."""
    texts = {
        EvaluationKind.RETRIEVAL: QCoreApplication.translate("Evaluate", "Retrieval"),
        EvaluationKind.FUSION: QCoreApplication.translate("Evaluate", "Features and fusions"),
        EvaluationKind.FEW_SHOT: QCoreApplication.translate("Evaluate", "Few examples"),
    }
    return texts[kind]


def kind_about(kind: EvaluationKind) -> str:
    """Return what would be measured, and how long it takes."""
    texts = {
        EvaluationKind.RETRIEVAL: QCoreApplication.translate(
            "Evaluate",
            "Asks for items that were not trained on, with pictures, words, sounds and all "
            "mixes of them, and counts how often the right ones are found. Five folds; takes "
            "a few minutes.",
        ),
        EvaluationKind.FUSION: QCoreApplication.translate(
            "Evaluate",
            "Compares all features with all fusions on the same folds and seeds, with the best "
            "single modality and with a classical baseline, and what happens when a modality is "
            "missing, noisy or contradicts the others. Takes up to 45 minutes on two cores; "
            "you can go on working meanwhile.",
        ),
        EvaluationKind.FEW_SHOT: QCoreApplication.translate(
            "Evaluate",
            "Fine-tunes the fusion on 0 to 20 percent of the catalog and measures what that "
            "gains: is a new catalog useful at once? Takes some minutes.",
        ),
    }
    return texts[kind]


def facts_text(evaluation: Evaluation) -> str:
    """Return when and on what it was measured."""
    when = QDateTime.fromString(evaluation.measured, Qt.DateFormat.ISODate)
    measured = when.toString("yyyy-MM-dd HH:mm") if when.isValid() else evaluation.measured
    items = QLocale().toString(evaluation.items)
    parts = [
        QCoreApplication.translate("Evaluate", "measured %1").replace("%1", measured),
        QCoreApplication.translate("Evaluate", "took %1").replace("%1", spent(evaluation.seconds)),
        QCoreApplication.translate("Evaluate", "%1 items").replace("%1", items),
        QCoreApplication.translate("Evaluate", "seeds %1").replace(
            "%1", ", ".join(str(seed) for seed in evaluation.seeds)
        ),
    ]
    if evaluation.folds > 1:
        folds = QCoreApplication.translate("Evaluate", "%1 folds")
        parts.insert(3, folds.replace("%1", str(evaluation.folds)))
    return "  ·  ".join(parts)


def figure_text(value: float) -> str:
    """Return a figure with three decimals, or a dash."""
    return f"{value:.3f}" if math.isfinite(value) else "–"


def spread_text(spread: float) -> str:
    """Return a spread such as ``± 0.012``; empty where there is none."""
    return f"± {spread:.3f}" if math.isfinite(spread) else ""


def cell_text(cell: EvaluationCell) -> str:
    """Return all that is known of a figure, for tooltips and screen readers."""
    parts = [f"{cell.row}, {cell.column}: {cell.measure} {figure_text(cell.mean)}"]
    if spread := spread_text(cell.spread):
        parts.append(spread)
    if gain := cell.signed_gain:
        pattern = QCoreApplication.translate("Evaluate", "%1 against %2")
        parts.append(pattern.replace("%1", gain).replace("%2", cell.against))
    if cell.p_value is not None:
        parts.append("p < 0.001" if cell.p_value < 0.001 else f"p = {cell.p_value:.3f}")
    return ", ".join(parts)
