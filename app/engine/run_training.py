"""One run of the lab: describe, fit features, train, measure on the validation split, keep."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.core.errors import Cancelled, TriadError
from app.core.lab import FusionKind, RunState, TrainingPoint
from app.core.progress import Cancellation, ReportProgress
from app.encoders.encoder import EncoderPack
from app.engine.describing import describe_catalog, open_extractors, open_source
from app.engine.encoding import CatalogEncoding
from app.engine.fitted_pack import save_encoders
from app.engine.fusion_training import features_of
from app.engine.messages import RunSummary
from app.engine.ranked_catalog import ENCODERS
from app.engine.run_store import CHECKPOINTS, FUSION, RunStore
from app.engine.workspace import Workspace
from app.evaluate.fold import Interview, Questions
from app.evaluate.retrieval import subset_name
from app.fusion.checkpoint import save_fusion
from app.fusion.features import WHOLE
from app.fusion.model import FusionModel
from app.fusion.splitting import split_items
from app.fusion.strategy import train_fusion
from app.fusion.training import TrainedFusion, TrainingData, caption_groups, category_numbers

Observe = Callable[[TrainingPoint], None]
HELD_OUT_QUERIES = tuple(range(1, WHOLE + 1))


@dataclass(frozen=True)
class RunTraining:
    """Trains one run of a catalog.

    Attributes
    ----------
    workspace
        Weights and device.
    catalog
        Open for writing.
    store
        Where the run is kept.
    observe
        Told each epoch.
    report, cancellation
        Progress out, cancel in; the last epoch stays, so that the run can be gone on with.
    """

    workspace: Workspace
    catalog: Catalog
    store: RunStore
    observe: Observe
    report: ReportProgress
    cancellation: Cancellation

    def train(self, run: RunSummary) -> RunSummary:
        """Train a run to its end, and keep what was measured.

        Raises
        ------
        FusionError
            When there is too little to train on, or training failed; the run says so too.
        Cancelled
            When asked to stop; the run is interrupted then.
        """
        with self.store.hold(run.run_id):
            diary = _Diary(self.store, run, self.observe)
            try:
                return diary.close(RunState.FINISHED, self._work(run, diary))
            except Cancelled:
                diary.close(RunState.INTERRUPTED)
                raise
            except TriadError as error:
                diary.close(RunState.FAILED, problem=str(error))
                raise

    def _work(self, run: RunSummary, diary: _Diary) -> Mapping[str, float]:
        pack = self.workspace.models.encoder.pack
        weights, device = self.workspace.models.weights, self.workspace.models.device
        extractors = open_extractors(run.plan.features, weights, device)
        self._see_everything(pack, extractors.items())
        trainer = run.plan.trainer
        source = open_source(self.catalog, pack, run.plan.features, extractors)
        captions = features_of(self.catalog, pack).captions
        groups = caption_groups(captions)
        usable = np.flatnonzero(source.encoded.subsets > 0)
        rows, held_out = split_items(captions, usable, trainer.validation_share, trainer.seed)
        features = source.fit(rows, trainer.seed, self.cancellation)
        data = TrainingData(features.table, captions, source.categories, features.layout)
        folder = self.store.folder_of(run.run_id)
        trained, honest = self._train(run, data, rows, diary, folder / CHECKPOINTS)
        save_fusion(trained.model, folder / FUSION, trained.metrics)
        save_encoders(run.plan.features, extractors, features.models, folder / FUSION / ENCODERS)
        figures = validation_figures(data, groups, honest, held_out)
        return {**figures, **gap_figures(trained.metrics)}

    def _see_everything(self, pack: EncoderPack, extractors: Any) -> None:
        """Encode and describe the media that were not seen yet."""
        CatalogEncoding(self.catalog, pack, self.report, self.cancellation).run()
        for _, extractor in extractors:
            if extractor is not None:
                describe_catalog(self.catalog, extractor, self.report, self.cancellation)

    def _train(
        self,
        run: RunSummary,
        data: TrainingData,
        rows: NDArray[np.int64],
        diary: _Diary,
        checkpoints: Path,
    ) -> tuple[TrainedFusion, FusionModel]:
        """Return what is kept, and the model that has not seen the validation split.

        A network stops early on the validation split and is kept as it is. The towers are
        made in closed form: what is kept has seen everything, its twin only ``rows``.
        """

        def fit(seen: TrainingData) -> TrainedFusion:
            plan = run.plan
            return train_fusion(
                plan.fusion,
                seen,
                plan.network,
                plan.trainer,
                device=self.workspace.models.device.name,
                observe=diary.note,
                report=self.report,
                cancellation=self.cancellation,
                checkpoints=checkpoints,
            )

        if run.plan.fusion is not FusionKind.TOWERS:
            trained = fit(data)
            return trained, trained.model
        twin = fit(data.rows(rows))
        return fit(data), twin.model


def validation_figures(
    data: TrainingData,
    groups: NDArray[np.int64],
    model: FusionModel,
    held_out: NDArray[np.int64],
) -> dict[str, float]:
    """Return recall at 10 for each subset asked with, their mean over single modalities, and NDCG.

    Parameters
    ----------
    data
        All items.
    groups
        Their caption groups, shape (n,).
    model
        Has not been fitted to the items ``held_out``.
    held_out
        Rows that ask, shape (h,).
    """
    questions = Questions(data.table, groups, category_numbers(data.categories))
    found = Interview(questions, model, held_out).findings()
    figures: dict[str, float] = {}
    for subset in HELD_OUT_QUERIES:
        answered = found.ranks[subset][found.ranks[subset] > 0]
        if len(answered):
            figures[f"{subset_name(subset)}_recall@10"] = float((answered <= 10).mean())
    single = found.ranks[[1, 2, 4]]
    asked = single[single > 0]
    gains = found.gains[WHOLE] if np.isfinite(found.gains[WHOLE]).any() else found.gains
    first = {"validation_recall@10": float((asked <= 10).mean())} if len(asked) else {}
    if np.isfinite(gains).any():
        first["validation_ndcg@10"] = float(np.nanmean(gains))
    return {**first, **figures}


def gap_figures(metrics: Mapping[str, Any]) -> dict[str, float]:
    """Return how far the modalities' vectors still differ, where training measured it.

    Parameters
    ----------
    metrics
        Of a fusion; see :func:`app.fusion.adversarial_gap.modality_gap`.

    Returns
    -------
    dict
        For each pair of modalities the accuracy of a classifier that tells them apart (0.5
        where it cannot), untrained and trained, and the trained one's p-value.
    """
    gaps = metrics.get("modality_gap", {})
    found: dict[str, float] = {}
    for pair, after in gaps.get("after", {}).items():
        before = gaps["before"].get(pair)
        if before is not None:
            found[f"{pair}_told_apart_untrained"] = before["accuracy"]
        found[f"{pair}_told_apart"] = after["accuracy"]
        found[f"{pair}_told_apart_p"] = after["p_value"]
    return found


class _Diary:
    """Writes down how a run goes on."""

    def __init__(self, store: RunStore, run: RunSummary, observe: Observe) -> None:
        self._store, self._observe = store, observe
        self._run = replace(run, state=RunState.RUNNING, problem="")
        self._started = time.monotonic()
        store.write(self._run)

    def note(self, point: TrainingPoint) -> None:
        """Keep one epoch, instead of what an interrupted run had noted for it."""
        earlier = tuple(one for one in self._run.points if one.epoch < point.epoch)
        self._run = replace(self._run, points=(*earlier, point))
        self._store.write(self._timed())
        self._observe(point)

    def close(
        self, state: RunState, figures: Mapping[str, float] | None = None, problem: str = ""
    ) -> RunSummary:
        """Keep how the run ended."""
        measured = tuple((figures or {}).items())
        ended = replace(self._timed(), state=state, figures=measured, problem=problem)
        self._store.write(ended)
        return ended

    def _timed(self) -> RunSummary:
        spent = self._run.seconds + time.monotonic() - self._started
        return replace(self._run, seconds=round(spent, 2))
