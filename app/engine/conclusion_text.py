"""What evaluations mean, in English, for the command line and for files."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.evaluation import Claim
from app.engine.messages import Evaluation

ENGLISH: Mapping[Claim, str] = {
    Claim.BEST_BY_CATEGORY: "By category, asked with all that an item has, {row} is best with "
    "{measure} {mean} (then {other_row_figures}).",
    Claim.BEST_TO_THIRD: "When two modalities look for the third, {row} is best with "
    "{measure} {mean} (then {other_row_figures}).",
    Claim.UNRELIABLE: "Held-out retrieval by {row} is not to be believed: it finds items by what "
    "is missing (asked with {column}, another's query finds {figure} at 10). Two for the third "
    "has no such clue.",
    Claim.DEFAULT_WINS: "The default fusion beats {against} in {measure}, {column}: "
    "{mean}, {gain}, {p}.",
    Claim.DEFAULT_LOSES: "The default fusion is beaten by {against} in {measure}, {column}: "
    "{mean}, {gain}, {p}.",
    Claim.DEFAULT_EVEN: "The default fusion differs by no more than chance from {against} in "
    "{measure}, {column}: {mean}, {gain}, {p}.",
    Claim.MORE_HELPS: "With the default fusion {column} reaches {mean} by category; against "
    "{against} on the same queries that helps: {gain}, {p}.",
    Claim.MORE_HURTS: "With the default fusion {column} reaches {mean} by category; against "
    "{against} on the same queries that does not help: {gain}, {p}.",
    Claim.MORE_EVEN: "With the default fusion {column} reaches {mean} by category; against "
    "{against} on the same queries that changes no more than chance: {gain}, {p}.",
    Claim.THREE_WORSE: "Three modalities are significantly worse than the best two for: {rows}.",
    Claim.THREE_FINE: "Three modalities are significantly worse than the best two for no system.",
    Claim.SIMPLE_WINS: "A simple method wins: {row} ({mean} by category) is ahead of {other_rows}.",
    Claim.AHEAD_OF_DEFAULT: "By category {row} is ahead of the default fusion: {gain}, {p}.",
    Claim.CLASSICAL: "The classical baseline reaches {mean} by category.",
    Claim.FEATURES: "{group} under the default fusion, by category: {row_figures}.",
    Claim.STRAIN: "Default fusion by category: {column_figures}.",
    Claim.NOT_MEASURED: "Not measured: {system} ({why}).",
    Claim.NEW_CATALOG: "The fusion knows {known} items of other categories; the new catalog has "
    "{new}, and {queries} queries ask.",
    Claim.TUNED: "Without fine-tuning {measure} is {figure}; with {last_column} of the catalog "
    "{last_figure}.",
    Claim.TUNED_FALLS: "What is {row} falls below no fine-tuning at: {columns}.",
    Claim.TUNED_HOLDS: "What is {row} never falls below no fine-tuning.",
}


def sentences_of(evaluation: Evaluation) -> tuple[str, ...]:
    """Return what an evaluation means, the most important first."""
    return tuple(one.say(ENGLISH[one.claim]) for one in evaluation.conclusions)
