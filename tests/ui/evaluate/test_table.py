from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.engine.messages import EvaluationCell, EvaluationKind
from app.ui.evaluate.table import Filter, groups_of, make_table, mark_of, measures_of
from app.ui.evaluate.wording import cell_text, facts_text
from tests.ui.scripted_lab import CONDITIONS, QUERIES, evaluation_of

FUSION = evaluation_of("tuxpaint", EvaluationKind.FUSION)


def cell(
    mean: float = 0.5, p_value: float | None = 0.01, gain: float | None = 0.1
) -> EvaluationCell:
    return EvaluationCell("row", "fusion", "text", "ndcg@10", mean, 0.012, p_value, "base", gain)


def test_a_table_has_the_figures_of_one_measure_and_group() -> None:
    table = make_table(FUSION.cells, Filter("recall@10", "robustness"))
    assert table.columns == CONDITIONS
    assert len(table.rows) == 29
    shown = table.at(3, 2)
    assert shown is not None
    assert (shown.row, shown.column) == (table.rows[3], CONDITIONS[2])
    assert (shown.measure, shown.group) == ("recall@10", "robustness")
    assert measures_of(FUSION.cells) == ("ndcg@10", "recall@10")
    assert groups_of(FUSION.cells, "ndcg@10") == ("fusion", "robustness")


def test_words_find_rows_in_any_order_and_case() -> None:
    table = make_table(FUSION.cells, Filter("ndcg@10", "fusion", "LSTM hog"))
    assert table.rows == ("hog + tf-idf + mfcc / lstm",)
    assert table.columns == QUERIES
    assert make_table(FUSION.cells, Filter("ndcg@10", "fusion", "nothing like it")).rows == ()


def test_shares_go_from_the_lowest_to_the_highest_mean() -> None:
    table = make_table(FUSION.cells, Filter("ndcg@10", "fusion"))
    means = [one.mean for one in table.cells.values()]
    assert table.span == (min(means), max(means))
    assert (table.share(min(means)), table.share(max(means))) == (0.0, 1.0)
    lone = make_table([cell(mean=0.4)], Filter("ndcg@10", "fusion"))
    assert lone.share(0.4) == 0.5
    assert make_table([cell(mean=math.nan)], Filter("ndcg@10", "fusion")).span == (0.0, 1.0)


def test_what_was_not_measured_is_missing() -> None:
    cells = [one for one in FUSION.cells if (one.row, one.column) != ("classical baseline", "text")]
    table = make_table(cells, Filter("ndcg@10", "fusion"))
    assert table.at(0, table.columns.index("text")) is None


@pytest.mark.parametrize(
    ("p_value", "gain", "mark"),
    [(0.01, 0.1, "▲"), (0.01, -0.1, "▼"), (0.05, 0.1, ""), (None, None, ""), (0.01, 0.0, "")],
)
def test_only_what_is_beyond_chance_is_marked(
    p_value: float | None, gain: float | None, mark: str
) -> None:
    assert mark_of(cell(p_value=p_value, gain=gain)) == mark


def test_all_that_is_known_of_a_figure_can_be_read() -> None:
    assert cell_text(cell()) == (
        "row, text: ndcg@10 0.500, ± 0.012, +0.100 against base, p = 0.010"
    )
    assert cell_text(cell(p_value=0.0002)).endswith("p < 0.001")
    assert facts_text(FUSION) == (
        "measured 2026-11-24 10:31  ·  took 23:52  ·  1033 items  ·  5 folds  ·  seeds 0, 1"
    ).replace("1033", facts_text(FUSION).split("  ·  ")[2].split()[0])
    assert "folds" not in facts_text(replace(FUSION, folds=1))
