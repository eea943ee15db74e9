"""The evaluation desk: measure by protocols, keep what was measured, export it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import EngineError
from app.core.evaluation import Claim, Conclusion
from app.core.progress import Cancellation, ReportProgress
from app.engine.comparing import Comparison, Place, Plan
from app.engine.evaluation_cells import few_shot_cells, few_shot_conclusions, retrieval_cells
from app.engine.evaluation_export import export_evaluation
from app.engine.evaluation_store import EvaluationStore
from app.engine.fusion_training import features_of, layout_of, table_of
from app.engine.messages import (
    Evaluation,
    EvaluationCell,
    EvaluationJob,
    EvaluationKind,
    Evaluations,
    ExportEvaluation,
    GetEvaluations,
    Outcome,
    RunEvaluation,
    Written,
)
from app.engine.preparation import WithTimeLeft
from app.engine.service import Channel
from app.engine.workspace import Workspace
from app.evaluate.cells import Conditions
from app.evaluate.conclusions import conclusions
from app.evaluate.few_shot import evaluate_few_shot
from app.evaluate.figures import figures_of
from app.evaluate.results import Results
from app.evaluate.retrieval import evaluate_retrieval
from app.evaluate.systems import full_design, quick_design
from app.fusion.training import caption_groups


@dataclass(frozen=True)
class FusionOptions:
    """How far a comparison of fusions goes.

    Attributes
    ----------
    catalog
        Its name; empty for the default.
    seeds
        Each draws folds and trains anew.
    folds
        At least 2.
    is_quick
        Whether only the default fusion, concatenation and the baselines are compared.
    """

    catalog: str = ""
    seeds: tuple[int, ...] = (0,)
    folds: int = 5
    is_quick: bool = False


class Evaluating:
    """Measure by protocols, keep what was measured, export it.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: EvaluationJob, channel: Channel) -> Outcome:
        """Run one job."""
        if isinstance(job, RunEvaluation):
            return self.run(job, channel.report, channel.cancellation)
        if isinstance(job, GetEvaluations):
            return self.evaluations(job.catalog)
        if isinstance(job, ExportEvaluation):
            return self.export(job)
        raise EngineError(type(job).__name__, "is not known to this desk")

    def run(
        self, job: RunEvaluation, report: ReportProgress, cancellation: Cancellation
    ) -> Evaluation:
        """Measure anew and keep the figures.

        Raises
        ------
        CatalogError
            When the catalog is missing or has nothing to compare.
        FusionError
            When there is too little to train on.
        Cancelled
            When asked to stop; finished parts of a comparison stay.
        """
        if job.kind is EvaluationKind.FUSION:
            return self.fusion(FusionOptions(job.catalog, (job.seed,)), report, cancellation)
        if job.kind is EvaluationKind.RETRIEVAL:
            return self._keep_retrieval(job, report, cancellation)
        return self.few_shot(job.catalog, (job.seed,), report, cancellation)

    def fusion(
        self, options: FusionOptions, report: ReportProgress, cancellation: Cancellation
    ) -> Evaluation:
        """Compare features, fusions and subsets of modalities; see :class:`Comparison`.

        Raises
        ------
        CatalogError
            When the catalog is missing or has nothing to compare.
        FusionError
            When there is too little to train on.
        Cancelled
            When asked to stop; what is finished stays, and the next start goes on.
        """
        started = time.monotonic()
        workspace, pack = self._workspace, self._workspace.models.encoder.pack
        with workspace.open_catalog(options.catalog) as catalog:
            captions, folder = features_of(catalog, pack).captions, catalog.folder
        place = Place(workspace.home.root, workspace.settings, folder)
        design = quick_design() if options.is_quick else full_design()
        plan = Plan(design, options.seeds, Conditions(options.folds))
        found = Comparison(place, plan, WithTimeLeft(report), cancellation).run()
        results = Results.read(found.cells, place.store, caption_groups(captions))
        figures = figures_of(results, plan.design)
        unmeasured = (
            Conclusion(Claim.NOT_MEASURED, words={"system": one.system, "why": one.why})
            for one in found.problems
        )
        return self._keep(
            folder,
            EvaluationKind.FUSION,
            figures,
            _Circumstances(started, options.folds, options.seeds, len(captions)),
            (*conclusions(figures, len(captions)), *unmeasured),
        )

    def retrieval(
        self,
        catalog: str,
        folds: int,
        seed: int,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> Mapping[str, Any]:
        """Measure held-out retrieval, training anew for each fold.

        Parameters
        ----------
        catalog
            Its name; empty for the default. Its media must be encoded.
        folds, seed
            How many folds, and what draws them.

        Returns
        -------
        Mapping
            The figures; see :class:`~app.evaluate.retrieval.RetrievalReport`.
        """
        pack = self._workspace.models.encoder.pack
        with self._workspace.open_catalog(catalog) as opened:
            features = features_of(opened, pack)
        return evaluate_retrieval(
            table_of(features),
            features.captions,
            features.categories,
            folds,
            seeds=(seed,),
            report=WithTimeLeft(report),
            cancellation=cancellation,
            layout=layout_of(pack),
        ).to_json()

    def few_shot(
        self,
        catalog: str,
        seeds: tuple[int, ...],
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> Evaluation:
        """Measure what a pretrained fusion is worth on a new catalog, and what tuning adds.

        Raises
        ------
        CatalogError
            When the catalog is missing or has nothing to measure.
        FusionError
            With fewer than 2 top-level categories, or too few captions.
        Cancelled
            When asked to stop.
        """
        started, pack = time.monotonic(), self._workspace.models.encoder.pack
        with self._workspace.open_catalog(catalog) as opened:
            features, folder = features_of(opened, pack), opened.folder
        found = evaluate_few_shot(
            table_of(features),
            features.captions,
            features.categories,
            seeds=seeds,
            report=WithTimeLeft(report),
            cancellation=cancellation,
            layout=layout_of(pack),
        )
        return self._keep(
            folder,
            EvaluationKind.FEW_SHOT,
            few_shot_cells(found),
            _Circumstances(started, 1, seeds, len(features.item_ids)),
            few_shot_conclusions(found),
        )

    def _keep_retrieval(
        self, job: RunEvaluation, report: ReportProgress, cancellation: Cancellation
    ) -> Evaluation:
        started, folds = time.monotonic(), 5
        with self._workspace.open_catalog(job.catalog) as opened:
            folder = opened.folder
        found = self.retrieval(job.catalog, folds, job.seed, report, cancellation)
        return self._keep(
            folder,
            EvaluationKind.RETRIEVAL,
            retrieval_cells(found),
            _Circumstances(started, folds, (job.seed,), int(found["items"])),
        )

    def evaluation(self, catalog: str, kind: EvaluationKind) -> Evaluation:
        """Return what was measured before.

        Raises
        ------
        CatalogError
            When the catalog is missing, or nothing of that kind was measured.
        """
        with self._workspace.open_catalog(catalog) as opened:
            return EvaluationStore(opened.folder).read(kind)

    def evaluations(self, catalog: str) -> Evaluations:
        """Return everything that was measured of a catalog.

        Raises
        ------
        CatalogError
            When the catalog is missing.
        """
        with self._workspace.open_catalog(catalog) as opened:
            return Evaluations(opened.name, EvaluationStore(opened.folder).all())

    def export(self, job: ExportEvaluation) -> Written:
        """Write an evaluation as HTML or CSV.

        Raises
        ------
        CatalogError
            When nothing of that kind was measured.
        StorageError
            When the file has another end, or cannot be written.
        """
        path = Path(job.path).expanduser()
        export_evaluation(self.evaluation(job.catalog, job.kind), path)
        return Written(str(path))

    def _keep(
        self,
        folder: Path,
        kind: EvaluationKind,
        cells: Sequence[EvaluationCell],
        circumstances: _Circumstances,
        concluded: tuple[Conclusion, ...] = (),
    ) -> Evaluation:
        evaluation = Evaluation(
            folder.name,
            kind,
            tuple(cells),
            datetime.datetime.now().isoformat(timespec="seconds"),
            round(time.monotonic() - circumstances.started, 1),
            circumstances.folds,
            circumstances.seeds,
            circumstances.items,
            concluded,
        )
        store = EvaluationStore(folder)
        store.write(evaluation)
        return store.read(kind)  # with as many digits as everybody else will see


@dataclass(frozen=True)
class _Circumstances:
    """When and on what was measured."""

    started: float
    folds: int
    seeds: tuple[int, ...]
    items: int
