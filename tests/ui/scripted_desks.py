"""The lab's and the evaluations' part of the scripted engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.core.lab import RunPlan, RunState
from app.core.progress import Progress, Stage
from app.engine.messages import (
    Evaluation,
    EvaluationJob,
    EvaluationKind,
    Evaluations,
    ExportEvaluation,
    Failure,
    FailureKind,
    Job,
    LabJob,
    Partial,
    PromoteRun,
    RemoveRun,
    Reply,
    Report,
    Result,
    RunEvaluation,
    Runs,
    RunSummary,
    TrainRun,
    Written,
)
from tests.ui.scripted_lab import evaluation_of, first_runs, points_of, summary_of


class ScriptedLab:
    """Keeps runs; the name of a plan says how it ends."""

    def __init__(self) -> None:
        self._runs = first_runs()

    def replies(self, number: int, job: LabJob) -> list[Reply]:
        """Return all that is said to a job; without a result at the end it goes on."""
        if isinstance(job, TrainRun):
            return self._train(number, job)
        if isinstance(job, PromoteRun):
            promoted = job.run_id
            self._runs = [replace(run, is_promoted=run.run_id == promoted) for run in self._runs]
        if isinstance(job, RemoveRun):
            self._runs = [run for run in self._runs if run.run_id != job.run_id]
        catalog = str(getattr(job, "catalog", ""))
        return [Result(number, Runs(catalog, tuple(self._runs)))]

    def interrupt(self, job: Job) -> None:
        """Keep a run that was cancelled so that it can be resumed."""
        if isinstance(job, TrainRun):
            self._keep(self._id(job), job.plan, RunState.INTERRUPTED)

    def _train(self, number: int, job: TrainRun) -> list[Reply]:
        if job.plan.name == "broken":
            why = "is no number at epoch 3; lower the learning rate"
            return [Failure(number, FailureKind.INPUT, "loss", why)]
        endless = job.plan.name == "endless" and not job.run_id
        said: list[Reply] = []
        for point in points_of(job.plan)[:12] if endless else points_of(job.plan):
            left = 1.5 * (40 - point.epoch)
            said.append(Report(number, Progress(Stage.TRAIN, point.epoch, 40, "", left)))
            said.append(Partial(number, point))
        if endless:
            self._keep(self._id(job), job.plan, RunState.RUNNING)
            return said
        self._keep(self._id(job), job.plan, RunState.FINISHED)
        return [*said, Result(number, self._runs[0])]

    def _id(self, job: TrainRun) -> str:
        return job.run_id or f"new-{job.plan.fusion.value}"

    def _keep(self, run_id: str, plan: RunPlan, state: RunState) -> RunSummary:
        made = replace(summary_of(run_id, plan, state), started="2026-11-24T12:00:00")
        self._runs = [made, *(run for run in self._runs if run.run_id != run_id)]
        return made


class ScriptedEvaluations:
    """Has measured what compares fusions; the rest only when asked to."""

    def __init__(self) -> None:
        self._kinds = {EvaluationKind.FUSION}

    def replies(self, number: int, job: EvaluationJob) -> list[Reply]:
        """Return all that is said to a job; few-shot goes on until it is cancelled."""
        if isinstance(job, RunEvaluation):
            report = Report(number, Progress(Stage.EVALUATE, 3, 35, "", 130.0))
            if job.kind is EvaluationKind.FEW_SHOT:
                return [report]
            self._kinds.add(job.kind)
            return [report, Result(number, evaluation_of(job.catalog, job.kind))]
        if isinstance(job, ExportEvaluation):
            return [self._export(number, job)]
        catalog = str(getattr(job, "catalog", ""))
        return [Result(number, Evaluations(catalog, self._measured(catalog)))]

    def _measured(self, catalog: str) -> tuple[Evaluation, ...]:
        kinds = [kind for kind in EvaluationKind if kind in self._kinds]
        return tuple(evaluation_of(catalog, kind) for kind in kinds)

    def _export(self, number: int, job: ExportEvaluation) -> Reply:
        path = Path(job.path)
        if not path.parent.is_dir():
            why = "is in no folder; choose one that exists"
            return Failure(number, FailureKind.INPUT, job.path, why)
        path.write_text(f"{job.kind.value} of {job.catalog}", "utf-8")
        return Result(number, Written(job.path))
