from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.catalog.shelf import open_catalog
from app.core.evaluation import EvaluationCell
from app.core.home import Home
from app.core.lab import FusionKind
from app.core.modality import PerModality
from app.core.progress import Cancellation
from app.core.settings import DeviceChoice, Settings
from app.encoders.device import CPU
from app.encoders.weights import WeightStore
from app.engine.fusion_training import features_of, layout_of, table_of
from app.engine.models import open_pack
from app.evaluate.baseline import Baseline
from app.evaluate.cells import CellStore, Conditions
from app.evaluate.columns import EVERYTHING, TWO_TO_THIRD
from app.evaluate.feature_source import FeatureSource
from app.evaluate.figures import ONE_LESS, figures_of
from app.evaluate.measuring import Subject, measure_cells
from app.evaluate.results import Results
from app.evaluate.systems import DEFAULT, PRETRAINED, Group, quick_design
from app.fusion.training import caption_groups

FOLDS = Conditions(folds=2)
METHODS = (FusionKind.TOWERS, Baseline.TEXT_ALONE, Baseline.IMAGE_ALONE)


def stamps(home: Home) -> Subject:
    """Return the demo catalog with pretrained features."""
    pack = open_pack(WeightStore(home), Settings(device=DeviceChoice.CPU), CPU)
    with open_catalog(home, "tuxpaint", read_only=True) as catalog:
        found = features_of(catalog, pack)
    source = FeatureSource(
        PRETRAINED,
        table_of(found),
        layout_of(pack),
        PerModality(None, None, None),
        found.categories,
        "stamps",
    )
    return Subject(source, found.captions)


@pytest.mark.slow
def test_fusing_helps_on_the_stamps_and_three_are_never_worse_than_two(
    demo_home: Home, tmp_path: Path
) -> None:
    items, store = stamps(demo_home), CellStore(tmp_path)
    cells = items.cells(METHODS, (0,), FOLDS)
    assert measure_cells(items, cells, store, Cancellation()) == ()
    results = Results.read(cells, store, caption_groups(items.captions))
    figures = figures_of(results, quick_design(), resamples=2000)

    def of(group: str, column: str, measure: str) -> EvaluationCell:
        (found,) = [
            one
            for one in figures
            if (one.row, one.group, one.column, one.measure)
            == (DEFAULT.name, group, column, measure)
        ]
        return found

    every = of(Group.FUSIONS.value, EVERYTHING.name, "ndcg@10")
    assert every.gain is not None and every.p_value is not None
    assert every.gain > 0.05 and every.p_value < 0.05 and "alone" in every.against
    for joint in ("image+text", "image+audio", "text+audio", "image+text+audio"):
        gain = of(ONE_LESS, joint, "ndcg@10").gain
        assert gain is not None and gain >= 0, joint
    third = of(Group.FUSIONS.value, TWO_TO_THIRD, "recall@10")
    assert third.gain is not None and np.isfinite(third.mean) and third.mean > 0.4
