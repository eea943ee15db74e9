"""What single protocols measured, as cells of a table and sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from app.engine.messages import EvaluationCell
from app.evaluate.few_shot import FewShotReport

RETRIEVAL_MEASURES = ("recall@1", "recall@5", "recall@10", "mrr")
BY_THE_RULE = "fine-tuned where that proves itself"
ALWAYS = "always fine-tuned"


def retrieval_cells(found: Mapping[str, Any]) -> list[EvaluationCell]:
    """Return the figures of held-out retrieval as cells of a table."""
    cells = []
    for name, values in found.items():
        if not name.endswith("_to_item"):
            continue
        asked = name.removesuffix("_to_item")
        for measure in RETRIEVAL_MEASURES:
            mean = values[measure]
            spread = values["recall@10_fold_deviation"] if measure == "recall@10" else None
            cells.append(
                EvaluationCell(
                    "towers", "held-out retrieval", asked, measure, _number(mean), _number(spread)
                )
            )
    for joint, values in found["ndcg@10_by_category"].items():
        for asked, mean in values.items():
            if asked != "queries":
                group = f"by category, items with {joint}"
                cell = EvaluationCell("towers", group, asked, "ndcg@10", float(mean), math.nan)
                cells.append(cell)
    return cells


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def few_shot_cells(found: FewShotReport) -> list[EvaluationCell]:
    """Return the curve as cells: one column a share of the catalog."""
    cells = []
    for one in found.points:
        group, column = "new catalog, by share for fine-tuning", f"{one.share:.0%}"
        cells += [
            EvaluationCell(BY_THE_RULE, group, column, "recall@10", one.recall, one.recall_spread),
            EvaluationCell(BY_THE_RULE, group, column, "mrr", one.mrr, one.mrr_spread),
            EvaluationCell(ALWAYS, group, column, "recall@10", one.always_recall, math.nan),
            EvaluationCell(ALWAYS, group, column, "mrr", one.always_mrr, math.nan),
        ]
    return cells


def few_shot_sentences(found: FewShotReport) -> tuple[str, ...]:
    """Return what the curve says."""
    first, last = found.points[0], found.points[-1]
    fallen = [f"{one.share:.0%}" for one in found.points if one.recall < first.recall]
    always = [f"{one.share:.0%}" for one in found.points if one.always_recall < first.recall]
    return (
        f"The fusion knows {found.source_items:.0f} items of other categories; the new catalog "
        f"has {found.catalog_items:.0f}, and {found.queries:.0f} queries ask.",
        f"Without fine-tuning recall@10 is {first.recall:.3f}; with {last.share:.0%} of the "
        f"catalog ({last.items:.0f} items) {last.recall:.3f}.",
        f"By the rule it falls below no fine-tuning at: {', '.join(fallen) or 'no share'}.",
        f"Fine-tuned always, it falls below at: {', '.join(always) or 'no share'}.",
    )
