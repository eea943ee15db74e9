"""What evaluations mean, in the person's language."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.core.evaluation import Claim
from app.engine.messages import Evaluation
from app.ui.evaluate.names import Names


def conclusions_text(evaluation: Evaluation, names: Names) -> str:
    """Return what an evaluation means, one sentence a line."""
    patterns = {**_comparing(), **_adding(), **_listing(), **_tuning()}
    separator = QCoreApplication.translate("Evaluate", "; ", "between parts of a list")
    sentences = (
        replace(one, cells=names.say_all(one.cells)).say(patterns[one.claim], separator)
        for one in evaluation.conclusions
    )
    return "\n".join(f"•  {sentence}" for sentence in sentences)


def _comparing() -> dict[Claim, str]:
    """Return patterns for what beats what."""
    return {
        Claim.BEST_BY_CATEGORY: QCoreApplication.translate(
            "Evaluate",
            "By category, asked with all that an item has, {row} is best with "
            "{measure} {mean} (then {other_row_figures}).",
        ),
        Claim.BEST_TO_THIRD: QCoreApplication.translate(
            "Evaluate",
            "When two modalities look for the third, {row} is best with "
            "{measure} {mean} (then {other_row_figures}).",
        ),
        Claim.DEFAULT_WINS: QCoreApplication.translate(
            "Evaluate",
            "The default fusion beats {against} in {measure}, {column}: {mean}, {gain}, {p}.",
        ),
        Claim.DEFAULT_LOSES: QCoreApplication.translate(
            "Evaluate",
            "The default fusion is beaten by {against} in {measure}, {column}: "
            "{mean}, {gain}, {p}.",
        ),
        Claim.DEFAULT_EVEN: QCoreApplication.translate(
            "Evaluate",
            "The default fusion differs by no more than chance from {against} in "
            "{measure}, {column}: {mean}, {gain}, {p}.",
        ),
        Claim.SIMPLE_WINS: QCoreApplication.translate(
            "Evaluate",
            "A simple method wins: {row} ({mean} by category) is ahead of {other_rows}.",
        ),
        Claim.AHEAD_OF_DEFAULT: QCoreApplication.translate(
            "Evaluate", "By category {row} is ahead of the default fusion: {gain}, {p}."
        ),
    }


def _adding() -> dict[Claim, str]:
    """Return patterns for what further modalities are worth."""
    return {
        Claim.MORE_HELPS: QCoreApplication.translate(
            "Evaluate",
            "With the default fusion {column} reaches {mean} by category; against "
            "{against} on the same queries that helps: {gain}, {p}.",
        ),
        Claim.MORE_HURTS: QCoreApplication.translate(
            "Evaluate",
            "With the default fusion {column} reaches {mean} by category; against "
            "{against} on the same queries that does not help: {gain}, {p}.",
        ),
        Claim.MORE_EVEN: QCoreApplication.translate(
            "Evaluate",
            "With the default fusion {column} reaches {mean} by category; against "
            "{against} on the same queries that changes no more than chance: {gain}, {p}.",
        ),
        Claim.THREE_WORSE: QCoreApplication.translate(
            "Evaluate",
            "Three modalities are significantly worse than the best two for: {rows}.",
        ),
        Claim.THREE_FINE: QCoreApplication.translate(
            "Evaluate",
            "Three modalities are significantly worse than the best two for no system.",
        ),
    }


def _listing() -> dict[Claim, str]:
    """Return patterns for plain figures, and for what has none."""
    return {
        Claim.CLASSICAL: QCoreApplication.translate(
            "Evaluate", "The classical baseline reaches {mean} by category."
        ),
        Claim.FEATURES: QCoreApplication.translate(
            "Evaluate", "{group} under the default fusion, by category: {row_figures}."
        ),
        Claim.STRAIN: QCoreApplication.translate(
            "Evaluate", "Default fusion by category: {column_figures}."
        ),
        Claim.UNRELIABLE: QCoreApplication.translate(
            "Evaluate",
            "Held-out retrieval by {row} is not to be believed: it finds items by what "
            "is missing (asked with {column}, another's query finds {figure} at 10). Two for "
            "the third has no such clue.",
        ),
        Claim.NOT_MEASURED: QCoreApplication.translate(
            "Evaluate", "Not measured: {system} ({why})."
        ),
    }


def _tuning() -> dict[Claim, str]:
    """Return patterns for a new catalog and fine-tuning."""
    return {
        Claim.NEW_CATALOG: QCoreApplication.translate(
            "Evaluate",
            "The fusion knows {known} items of other categories; the new catalog has "
            "{new}, and {queries} queries ask.",
        ),
        Claim.TUNED: QCoreApplication.translate(
            "Evaluate",
            "Without fine-tuning {measure} is {figure}; with {last_column} of the catalog "
            "{last_figure}.",
        ),
        Claim.TUNED_FALLS: QCoreApplication.translate(
            "Evaluate", "What is {row} falls below no fine-tuning at: {columns}."
        ),
        Claim.TUNED_HOLDS: QCoreApplication.translate(
            "Evaluate", "What is {row} never falls below no fine-tuning."
        ),
    }
