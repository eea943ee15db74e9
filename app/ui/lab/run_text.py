"""What the table and the curves say about a run."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QDateTime, Qt

from app.core.lab import FeatureChoice, RunPlan, RunState
from app.engine.messages import RunSummary
from app.ui.lab.wording import choice_text

SCORE_FIGURE = "validation_recall@10"


def run_name(plan: RunPlan) -> str:
    """Return the name that the person gave, else the fusion."""
    return plan.name or choice_text(plan.fusion)


def features_text(features: FeatureChoice) -> str:
    """Return the features of all modalities in one line."""
    kinds = [choice_text(kind) for kind in (features.image, features.text, features.audio)]
    return kinds[0] if len(set(kinds)) == 1 else " + ".join(kinds)


def state_text(run: RunSummary) -> str:
    """Return how far a run came, and whether it ranks the catalog."""
    state = choice_text(run.state)
    if not run.is_promoted:
        return state
    return QCoreApplication.translate("Lab", "%1, in use").replace("%1", state)


def best_score(run: RunSummary) -> float:
    """Return the best validation score; not a number before there is one."""
    figures = dict(run.figures)
    if run.state is RunState.FINISHED and SCORE_FIGURE in figures:
        return figures[SCORE_FIGURE]
    scores = [point.validation_score for point in run.points]
    return max((score for score in scores if math.isfinite(score)), default=math.nan)


def score_text(score: float) -> str:
    """Return a score with three decimals, or a dash."""
    return f"{score:.3f}" if math.isfinite(score) else "–"


def started_text(started: str) -> str:
    """Return a local date and time to the minute; as it is if it is none."""
    when = QDateTime.fromString(started, Qt.DateFormat.ISODate)
    return when.toString("yyyy-MM-dd HH:mm") if when.isValid() else started
