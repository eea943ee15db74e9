"""Runs and evaluations from a script, for the scripted engine.

The name of a plan steers it: ``endless`` trains until it is cancelled, ``broken`` fails.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace

from app.core.evaluation import Claim, Conclusion
from app.core.lab import (
    AudioFeature,
    FeatureChoice,
    FusionKind,
    ImageFeature,
    RunPlan,
    RunState,
    TextFeature,
    TrainingPoint,
)
from app.engine.messages import (
    Evaluation,
    EvaluationCell,
    EvaluationKind,
    RunSummary,
)

CLASSICAL = FeatureChoice(ImageFeature.HOG, TextFeature.TF_IDF, AudioFeature.MFCC)
EPOCHS = 40


def points_of(plan: RunPlan, epochs: int = EPOCHS) -> tuple[TrainingPoint, ...]:
    """Return epochs of a run that learns and then learns by heart."""
    chance = random.Random(plan.name + plan.fusion.value)
    best = 0.5 + 0.3 * chance.random()
    is_adversarial = plan.fusion is FusionKind.ADVERSARIAL

    def point(epoch: int) -> TrainingPoint:
        noise = chance.gauss(0, 0.01)
        return TrainingPoint(
            epoch=epoch,
            training_loss=3.4 * math.exp(-epoch / 11) + 0.35 + noise,
            validation_loss=2.9 * math.exp(-epoch / 9) + 0.9 + 0.006 * epoch + noise,
            validation_score=best * (1 - math.exp(-epoch / 7)) + noise / 2,
            learning_rate=1e-3,
            generator_loss=1.4 - 0.5 * math.exp(-epoch / 15) + noise if is_adversarial else None,
            discriminator_loss=0.4 + 0.29 * (1 - math.exp(-epoch / 12)) if is_adversarial else None,
        )

    return tuple(point(epoch) for epoch in range(1, epochs + 1))


def summary_of(run_id: str, plan: RunPlan, state: RunState = RunState.FINISHED) -> RunSummary:
    """Return a run of ``plan``; an unfinished one came half its way."""
    points = points_of(plan, EPOCHS if state is RunState.FINISHED else EPOCHS // 2)
    score = max(point.validation_score for point in points)
    return RunSummary(
        run_id=run_id,
        plan=plan,
        state=state,
        points=() if plan.fusion is FusionKind.TOWERS else points,
        figures=(("validation_recall@10", score),) if state is RunState.FINISHED else (),
        started=f"2026-11-24T10:{10 + len(run_id)}:00",
        seconds=41.3 * len(points) / EPOCHS + len(plan.name),
        problem="loss: is no number at epoch 3; lower the learning rate"
        if state is RunState.FAILED
        else "",
    )


def first_runs() -> list[RunSummary]:
    """Return the runs that a catalog has from the start, the newest first."""
    plans = [
        ("r1", RunPlan(name=""), RunState.FINISHED),
        ("r22", RunPlan(CLASSICAL, FusionKind.CONCATENATION, name="classical"), RunState.FINISHED),
        ("r333", RunPlan(fusion=FusionKind.TRANSFORMER, name="tokens"), RunState.FINISHED),
        ("r4444", RunPlan(fusion=FusionKind.ADVERSARIAL, name="gan"), RunState.INTERRUPTED),
        ("r55555", RunPlan(fusion=FusionKind.LSTM, name="too fast"), RunState.FAILED),
    ]
    runs = [summary_of(*plan) for plan in plans]
    return [replace(run, is_promoted=run.run_id == "r1") for run in reversed(runs)]


FEATURES = ("pretrained", "hog + tf-idf + mfcc", "sift + glove + mel", "cnn-layers + lstm + cnn")
QUERIES = ("image", "text", "audio", "image+text", "image+audio", "text+audio", "all three")
CONDITIONS = ("clean", "image missing", "image noisy", "text typos", "audio noisy", "contradicting")


def evaluation_of(catalog: str, kind: EvaluationKind) -> Evaluation:
    """Return an evaluation with figures that a real one could have."""
    makers = {
        EvaluationKind.RETRIEVAL: retrieval_cells,
        EvaluationKind.FUSION: fusion_cells,
        EvaluationKind.FEW_SHOT: few_shot_cells,
    }
    return Evaluation(
        catalog=catalog,
        kind=kind,
        cells=makers[kind](random.Random(kind.value)),
        measured="2026-11-24T10:31:00",
        seconds=1432.0 if kind is EvaluationKind.FUSION else 93.0,
        folds=5,
        seeds=(0, 1),
        items=1033,
        conclusions=(
            Conclusion(Claim.DEFAULT_WINS, (_compared("image alone", 0.094, 0.0002),)),
            Conclusion(Claim.DEFAULT_EVEN, (_compared("bag-of-words, towers", 0.004, 0.41),)),
            Conclusion(Claim.THREE_FINE),
        ),
    )


def _compared(against: str, gain: float, p_value: float) -> EvaluationCell:
    group, column = "fusions of pretrained features", "all available"
    return EvaluationCell("towers", group, column, "ndcg@10", 0.61, 0.02, p_value, against, gain)


def fusion_cells(chance: random.Random) -> tuple[EvaluationCell, ...]:
    """Features x fusions x modality subsets, and robustness."""
    cells = []
    names = [f"{features} / {kind.value}" for features in FEATURES for kind in FusionKind]
    for place, row in enumerate(["classical baseline", *names]):
        base = 0.32 + 0.05 * (place % 7) - 0.03 * (place // 8)
        for group, columns in (("fusion", QUERIES), ("robustness", CONDITIONS)):
            for measure in ("ndcg@10", "recall@10"):
                cells += [
                    _cell(chance, row, group, column, measure, base + 0.05 * (number % 4))
                    for number, column in enumerate(columns)
                ]
    return tuple(cells)


def retrieval_cells(chance: random.Random) -> tuple[EvaluationCell, ...]:
    """One row a fusion."""
    return tuple(
        _cell(chance, row, "retrieval", column, measure, base + 0.04 * number)
        for row, base in (("default", 0.62), ("closed form", 0.58), ("untrained", 0.21))
        for measure in ("recall@10", "ndcg@10", "mrr")
        for number, column in enumerate(QUERIES)
    )


def few_shot_cells(chance: random.Random) -> tuple[EvaluationCell, ...]:
    """Shares of the catalog for fine-tuning."""
    return tuple(
        _cell(chance, row, "few-shot", f"{share} %", "recall@10", base + 0.01 * share)
        for row, base in (("fine-tuned", 0.41), ("as it came", 0.40))
        for share in (0, 1, 2, 5, 10, 20)
    )


def _cell(
    chance: random.Random, row: str, group: str, column: str, measure: str, mean: float
) -> EvaluationCell:
    is_baseline = row == "classical baseline"
    shown = min(0.98, max(0.02, mean + chance.gauss(0, 0.03)))
    return EvaluationCell(
        row=row,
        group=group,
        column=column,
        measure=measure,
        mean=shown,
        spread=abs(chance.gauss(0.012, 0.006)),
        p_value=None if is_baseline else chance.choice([0.0004, 0.003, 0.02, 0.3]),
        against="" if is_baseline else "classical baseline",
        gain=None if is_baseline else shown - 0.32,
    )
