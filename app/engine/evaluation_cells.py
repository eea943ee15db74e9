"""What single protocols measured, as cells of a table and conclusions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.evaluation import Claim, Conclusion, EvaluationCell
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


def few_shot_conclusions(found: FewShotReport) -> tuple[Conclusion, ...]:
    """Return what the curve says."""
    sizes = {"known": found.source_items, "new": found.catalog_items, "queries": found.queries}
    words = {name: f"{size:.0f}" for name, size in sizes.items()}
    recalls = [cell for cell in few_shot_cells(found) if cell.measure == "recall@10"]
    ruled, always = ([cell for cell in recalls if cell.row == one] for one in (BY_THE_RULE, ALWAYS))
    return (
        Conclusion(Claim.NEW_CATALOG, words=words),
        Conclusion(Claim.TUNED, (ruled[0], ruled[-1])),
        *(_held(curve, ruled[0].mean) for curve in (ruled, always)),
    )


def _held(curve: Sequence[EvaluationCell], untuned: float) -> Conclusion:
    fallen = tuple(cell for cell in curve if cell.mean < untuned)
    return Conclusion(Claim.TUNED_FALLS if fallen else Claim.TUNED_HOLDS, fallen or (curve[0],))
