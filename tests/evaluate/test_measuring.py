from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled, FusionError
from app.core.lab import FusionKind
from app.core.progress import Cancellation
from app.core.query import EQUAL_WEIGHTS, Weights
from app.evaluate.baseline import Baseline
from app.evaluate.cells import CellStore, Conditions
from app.evaluate.columns import EVERYTHING, by_category
from app.evaluate.fold import Interview, Questions
from app.evaluate.measuring import measure_cells
from app.evaluate.retrieval import evaluate_retrieval
from app.fusion.features import FeatureTable
from app.fusion.settings import TrainingConfig
from app.fusion.training import caption_groups, category_numbers
from tests.evaluate.small_comparison import FOLDS, subject

METHODS = (FusionKind.TOWERS, Baseline.NEIGHBOURS)


def test_what_is_finished_is_not_measured_again_and_damage_is(tmp_path: Path) -> None:
    items, store = subject(), CellStore(tmp_path)
    cells = items.cells(METHODS, (0,), FOLDS)
    measure_cells(items, cells[:3], store, Cancellation())
    assert [store.has(cell) for cell in cells] == [True] * 3 + [False] * 3
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert measure_cells(items, cells, store, Cancellation()) == ()
    assert all(store.has(cell) for cell in cells)
    assert {file: file.stat().st_mtime_ns for file in before} == before
    first = store.read(cells[0])
    assert first is not None
    next(tmp_path.glob(f"{cells[0].digest[:32]}*")).write_bytes(b"PK\x03\x04 half")
    assert store.read(cells[0]) is None and not store.has(cells[0])
    measure_cells(items, cells, store, Cancellation())
    again = store.read(cells[0])
    assert again is not None
    np.testing.assert_array_equal(first.findings.gains, again.findings.gains)


def test_the_default_fusion_finds_what_the_retrieval_protocol_finds(tmp_path: Path) -> None:
    items, store = subject(), CellStore(tmp_path)
    cells = items.cells((FusionKind.TOWERS,), (1,), FOLDS)
    measure_cells(items, cells, store, Cancellation())
    found = [store.read(cell) for cell in cells]
    ranks = np.concatenate([one.findings.ranks[2] for one in found if one is not None])
    report = evaluate_retrieval(
        items.source.encoded,
        items.captions,
        items.source.categories,
        3,
        seeds=(1,),
        layout=items.source.layout,
        config=TrainingConfig(),
    )
    assert report.directions["text"]["recall@10"] == round(float((ranks <= 10).mean()), 4)


def test_every_plan_has_a_cell_of_its_own() -> None:
    items = subject()
    cells = items.cells(METHODS, (0, 1), FOLDS) + items.cells(METHODS, (0,), Conditions(4))
    other = replace(items.source, digest="other items")
    cells += replace(items, source=other).cells(METHODS, (0,), FOLDS)
    assert len({cell.digest for cell in cells}) == len(cells) == 12 + 8 + 6


def test_cancelling_keeps_what_is_finished(tmp_path: Path) -> None:
    items, stop = subject(), Cancellation()
    store = CellStore(tmp_path)
    cells = items.cells((Baseline.NEIGHBOURS,), (0,), FOLDS)
    measure_cells(items, cells[:1], store, stop)
    stop.cancel()
    with pytest.raises(Cancelled):
        measure_cells(items, cells, store, stop)
    assert store.has(cells[0]) and not store.has(cells[1])


def test_a_system_that_cannot_be_trained_does_not_stop_the_others(tmp_path: Path) -> None:
    items, store = subject(), CellStore(tmp_path)
    cells = items.cells((FusionKind.REFERENCE, Baseline.NEIGHBOURS), (0,), FOLDS)
    (problem,) = measure_cells(items, cells, store, Cancellation())
    assert problem.system == "pretrained, reference" and problem.why
    assert [store.has(cell) for cell in cells] == [False, True] * 3


def test_more_folds_than_captions_are_refused(tmp_path: Path) -> None:
    items = subject(12)
    cells = items.cells((Baseline.NEIGHBOURS,), (0,), Conditions(7))
    with pytest.raises(FusionError, match="fewer than 7 folds"):
        measure_cells(items, cells, CellStore(tmp_path), Cancellation())


def test_asking_with_all_that_an_item_has(tmp_path: Path) -> None:
    items, store = subject(), CellStore(tmp_path)
    (cell, *_) = items.cells((Baseline.NEIGHBOURS,), (0,), FOLDS)
    measure_cells(items, [cell], store, Cancellation())
    one = store.read(cell)
    assert one is not None
    has = items.source.encoded.subsets[one.findings.rows]
    whole, three, two = (
        column.read(one) for column in (EVERYTHING, by_category(7), by_category(3))
    )
    np.testing.assert_array_equal(whole, np.where(has == 7, three, two))
    assert (has == 7).any() and (has == 3).any()


def test_one_and_two_modalities_look_for_the_same_third(tmp_path: Path) -> None:
    """In a joint's own gallery everybody shows the third modality alone."""
    items, store = subject(), CellStore(tmp_path)
    (cell, *_) = items.cells((FusionKind.TOWERS,), (0,), FOLDS)
    measure_cells(items, [cell], store, Cancellation())
    one = store.read(cell)
    assert one is not None
    shared, has = one.findings.shared_ranks, items.source.encoded.subsets
    mine = has[one.findings.rows]
    assert (shared[0, [1, 2, 3]][:, mine == 7] > 0).all()
    assert (shared[0, 4] == 0).all()  # sound is no part of image and text
    assert (shared[1, :, mine != 7] == 0).all()
    assert 0 < shared[0].max() <= (has == 7).sum()


def test_what_is_missing_gives_nothing_away_where_two_look_for_the_third() -> None:
    """A model that sees only how many modalities there are finds no better than chance."""

    class Counting:
        name, digest, dimension = "counting", "0" * 64, 2

        def embed(
            self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS
        ) -> NDArray[np.float32]:
            whole = table.present.image & table.present.text
            return np.eye(2, dtype=np.float32)[np.where(whole, 1, 0)]

    items = subject()
    groups = caption_groups(items.captions)
    questions = Questions(items.source.encoded, groups, category_numbers(items.source.categories))
    found = Interview(questions, Counting(), np.arange(60)).findings()
    assert (found.control[1][found.control[1] > 0] <= 10).all()
    pair, asked = found.shared_ranks[2, 6], found.shared_ranks[2, 6] > 0
    assert pair[asked].min() > 100  # everybody is alike, and ties count against it
