from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.core.errors import CatalogError, StorageError
from app.core.evaluation import Claim, Conclusion
from app.engine.evaluation_export import (
    bars_of,
    csv_of,
    export_evaluation,
    html_of,
    markdown_of,
    sheets_of,
)
from app.engine.evaluation_store import EvaluationStore
from app.engine.messages import Evaluation, EvaluationCell, EvaluationKind

CELLS = (
    EvaluationCell("towers", "fusions", "all", "ndcg@10", 0.6, 0.02, 0.0004, "text <alone>", 0.1),
    EvaluationCell("plain", "fusions", "all", "ndcg@10", 0.4, math.nan, 0.2, "text <alone>", -0.1),
    EvaluationCell("towers", "fusions", "image", "mrr", 0.3, 0.01),
    EvaluationCell("towers", "robustness", "image noisy", "ndcg@10", math.nan, math.nan),
)
EVALUATION = Evaluation(
    "stamps & co",
    EvaluationKind.FUSION,
    CELLS,
    "2026-01-02T03:04:05",
    90.0,
    5,
    (0, 1),
    1033,
    (
        Conclusion(Claim.DEFAULT_WINS, CELLS[:1]),
        Conclusion(Claim.NOT_MEASURED, words={"system": "lstm", "why": "too few"}),
        Conclusion(Claim.SIMPLE_WINS, (CELLS[1], CELLS[0])),
    ),
)


SAID = "The default fusion beats text <alone> in ndcg@10, all: 0.600 ± 0.020, +0.100, p < 0.001."


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    store = EvaluationStore(tmp_path)
    with pytest.raises(CatalogError, match="run `triad evaluate fusion`"):
        store.read(EvaluationKind.FUSION)
    assert store.all() == ()
    store.write(EVALUATION)
    (found,) = store.all()
    assert math.isnan(found.cells[3].mean) and math.isnan(found.cells[1].spread)
    assert repr(found) == repr(EVALUATION)
    file = tmp_path / "evaluations" / "fusion.json"
    assert "NaN" not in file.read_text("utf-8")
    file.write_text('{"catalog": "half', "utf-8")
    assert store.all() == ()
    with pytest.raises(CatalogError, match="is damaged"):
        store.read(EvaluationKind.FUSION)


def test_older_files_that_have_sentences_only_are_concluded_anew(tmp_path: Path) -> None:
    names = "pretrained, towers", "fusions of pretrained features", "all available", "ndcg@10"
    cell = EvaluationCell(*names, 0.6, 0.02, 0.0004, "text alone", 0.1)
    store = EvaluationStore(tmp_path)
    store.write(replace(EVALUATION, cells=(cell,)))
    file = tmp_path / "evaluations" / "fusion.json"
    values = json.loads(file.read_text("utf-8"))
    del values["conclusions"]
    file.write_text(json.dumps({**values, "summary": ["Once in English."]}), "utf-8")
    (found,) = store.all()
    assert found.conclusions == (Conclusion(Claim.DEFAULT_WINS, (cell,)),)


class Page(HTMLParser):
    """Counts tags and collects what the page shows and refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.references: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.references += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_every_figure_and_refers_to_nothing() -> None:
    text = html_of(EVALUATION)
    page = Page()
    page.feed(text)
    assert page.references == [] and not {"script", "link", "img"} & set(page.tags)
    assert not re.search(r"https?://|url\(|@import", text)
    assert "stamps & co" in page.text and SAID in page.text
    for shown in ("0.600 ±0.020", "0.400", "+0.100, p<0.001", "−0.100, p=0.200", "0.300 ±0.010"):
        assert shown in page.text
    assert page.tags.count("table") == 1  # what was not measured has no table
    assert page.tags.count("rect") == 2 and "prefers-color-scheme: dark" in text
    assert "@media print" in text and "nan" not in page.text


def test_shades_and_bars_follow_the_figures() -> None:
    (sheet,) = sheets_of(EVALUATION)
    assert sheet.columns == (("all", "ndcg@10"), ("image", "mrr"))
    (_, first), (_, second) = sheet.rows
    assert [shade.strength for shade in (first[0], second[0]) if shade] == [1.0, 0.0]
    assert second[1] is None
    long, short = bars_of(sheet)
    assert (long.name, short.name) == ("towers", "plain")
    assert long.high == 1.0 and short.length == pytest.approx(0.4 / 0.62)
    assert short.low == short.high == short.length


def test_csv_has_every_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(EVALUATION))))
    assert len(rows) == len(CELLS)
    assert rows[0]["against"] == "text <alone>" and float(rows[0]["gain"]) == 0.1
    assert rows[3]["mean"] == "" and rows[2]["p_value"] == ""


def test_markdown_has_sentences_and_tables() -> None:
    lines = markdown_of(EVALUATION).splitlines()
    assert f"- {SAID}" in lines and "### Fusions" in lines
    assert "| towers | 0.600 ±0.020 (+0.100, p<0.001) | 0.300 ±0.010 |" in lines


def test_the_end_of_the_name_chooses(tmp_path: Path) -> None:
    for name in ("lab.html", "lab.CSV"):
        export_evaluation(EVALUATION, tmp_path / name)
    assert (tmp_path / "lab.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "lab.CSV").read_text("utf-8").startswith("row,group,")
    with pytest.raises(StorageError, match=r"must end in \.html or \.csv"):
        export_evaluation(EVALUATION, tmp_path / "lab.pdf")
