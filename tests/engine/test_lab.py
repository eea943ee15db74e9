"""The lab on a real catalog: train, compare, promote, go on after a kill, refuse clearly."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import Cancelled, CatalogError, FusionError
from app.core.home import Home
from app.core.lab import (
    AudioFeature,
    FeatureChoice,
    FusionKind,
    ImageFeature,
    NetworkSettings,
    RunPlan,
    RunState,
    TextFeature,
    TrainerSettings,
    TrainingPoint,
)
from app.core.modality import Modality
from app.core.progress import Cancellation, ignore_progress
from app.core.query import Query
from app.core.recommendation import Answer
from app.engine.engine import Engine
from app.engine.messages import (
    ExcludeItems,
    ListRuns,
    PrepareCatalog,
    PromoteRun,
    Recommend,
    RemoveRun,
    Runs,
    RunSummary,
    TrainRun,
)
from app.engine.service import Channel
from tests.engine.conftest import APPLE, no_partial

CLASSICAL = FeatureChoice(ImageFeature.HOG, TextFeature.TF_IDF, AudioFeature.MFCC)
SHORT = TrainerSettings(epochs=4, batch_size=16, patience=4)
SMALL = NetworkSettings(dimension=32, hidden=32)
PLAN = RunPlan(CLASSICAL, FusionKind.CONCATENATION, SMALL, SHORT, "classical")
TOWERS = RunPlan(trainer=TrainerSettings(epochs=3))


def ask(engine: Engine, query: Query) -> Answer:
    return engine.recommend(Recommend(query, 5, catalog="small", transcribe=False), no_partial)


def test_a_run_is_measured_on_what_it_did_not_see(small_engine: Engine) -> None:
    run = small_engine.lab.train("small", TOWERS)
    figures = dict(run.figures)
    assert run.state is RunState.FINISHED
    assert 0.2 < figures["validation_recall@10"] <= 1
    assert figures["validation_ndcg@10"] > 0.5
    assert set(figures) >= {"image_recall@10", "text_recall@10"}
    runs = small_engine.lab.runs("small").runs
    assert [one.run_id for one in runs] == [run.run_id]
    assert not runs[0].is_promoted


def test_a_promoted_run_ranks_with_its_own_encoders(small_engine: Engine) -> None:
    heard: list[TrainingPoint] = []
    before = ask(small_engine, Query(images=(APPLE,)))
    run = small_engine.lab.train("small", PLAN, observe=heard.append)
    assert [point.epoch for point in heard] == [point.epoch for point in run.points]
    assert len(run.points) >= 2
    assert all(math.isfinite(point.validation_loss) for point in run.points)
    assert ask(small_engine, Query(images=(APPLE,))).fusion == before.fusion
    promoted = small_engine.lab.promote("small", run.run_id)
    assert promoted.is_promoted
    answer = ask(small_engine, Query(images=(APPLE,), texts=("an apple",)))
    assert answer.fusion.name == "classical"
    assert answer.encoders.image is not None
    assert answer.encoders.text is not None
    assert (answer.encoders.image.name, answer.encoders.text.name) == ("hog", "tf-idf")
    for result in answer.results:
        shares = sum(share for _, share in result.contributions.items())
        assert result.baseline + shares == pytest.approx(result.score, abs=1e-5)
        assert result.contributions[Modality.AUDIO] == 0
    with pytest.raises(CatalogError, match="ranks the catalog"):
        small_engine.lab.remove("small", run.run_id)


def test_items_that_come_later_are_ranked_by_the_promoted_run(
    small_engine: Engine, small_home: Home, tmp_path: Path
) -> None:
    count = small_engine.open_catalog("small").count()
    run = small_engine.lab.train("small", PLAN)
    small_engine.lab.promote("small", run.run_id)
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "note.txt").write_text("a ripe red apple on the table", "utf-8")
    job = PrepareCatalog("folder", str(folder), "small")
    small_engine.prepare_catalog(job, ignore_progress, Cancellation())
    answer = ask(small_engine, Query(texts=("a ripe red apple on the table",)))
    assert answer.fusion.name == "classical"
    assert answer.catalog_items == count + 1
    assert answer.results[0].item_id == "note"


TRAIN = [sys.executable, "-m", "app", "train", "--catalog", "small", "--no-promote", "--json"]
SETTINGS = [f"--set={one}" for one in ("epochs=12", "patience=12", "batch_size=16")]
SETTINGS += ["--strategy", "parallel-dense", "--set=dimension=32", "--set=hidden=32"]


def train(*options: str) -> dict[str, object]:
    """Train as a person would, in a process that is set up as the program's are."""
    done = subprocess.run([*TRAIN, *options], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_numbers(small_engine: Engine, small_home: Home) -> None:
    """A real ``kill -9`` between two epochs; the curve and the figures do not tell of it."""
    with subprocess.Popen(
        [*TRAIN, *SETTINGS], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as killed:
        while not any(len(run.points) > 3 for run in small_engine.lab.runs("small").runs):
            with pytest.raises(subprocess.TimeoutExpired):  # it is not to end by itself
                killed.wait(0.05)
        os.kill(killed.pid, signal.SIGKILL)
    interrupted = small_engine.lab.runs("small").runs[0]
    assert interrupted.state is RunState.INTERRUPTED
    assert 3 < len(interrupted.points) < 13
    resumed, whole = train("--resume", interrupted.run_id), train(*SETTINGS)
    assert resumed["run_id"] == interrupted.run_id
    for same in ("plan", "points", "figures"):
        assert resumed[same] == whole[same]
    with pytest.raises(FusionError, match="is finished"):
        small_engine.lab.train("small", RunPlan(), interrupted.run_id)


def test_jobs_run_in_a_process_of_their_own(small_engine: Engine) -> None:
    said: list[object] = []
    channel = Channel(1, said.append)
    run = small_engine.lab.execute(TrainRun("small", PLAN), channel)
    assert isinstance(run, RunSummary)
    assert len(run.points) == sum(type(one).__name__ == "Partial" for one in said)
    promoted = small_engine.lab.execute(PromoteRun("small", run.run_id), channel)
    assert isinstance(promoted, Runs)
    assert promoted.runs[0].is_promoted
    assert ask(small_engine, Query(texts=("a bird",))).fusion.name == "classical"
    channel.cancellation.cancel()
    with pytest.raises(Cancelled):
        small_engine.lab.execute(TrainRun("small", PLAN), channel)
    listed = small_engine.lab.execute(ListRuns("small"), channel)
    assert isinstance(listed, Runs)
    for run in listed.runs:
        if not run.is_promoted:
            small_engine.lab.execute(RemoveRun("small", run.run_id), channel)
    assert len(small_engine.lab.runs("small").runs) == 1


def test_too_few_items_end_in_a_clear_error(small_engine: Engine) -> None:
    items = [one.item_id for one in small_engine.open_catalog("small").items()]
    small_engine.browsing.exclude(ExcludeItems("small", tuple(items[7:]), True))
    with pytest.raises(FusionError, match="needs 8 items"):
        small_engine.lab.train("small", PLAN)
    failed = small_engine.lab.runs("small").runs[0]
    assert failed.state is RunState.FAILED
    assert "needs 8 items" in failed.problem
    with pytest.raises(FusionError, match="only a finished run"):
        small_engine.lab.promote("small", failed.run_id)


def test_an_adversarial_run_tells_how_far_modalities_still_differ(small_engine: Engine) -> None:
    plan = RunPlan(fusion=FusionKind.ADVERSARIAL, network=SMALL, trainer=SHORT)
    run = small_engine.lab.train("small", plan)
    figures = dict(run.figures)
    assert figures["image-text_told_apart_untrained"] > 0.8
    assert figures["image-text_told_apart"] < figures["image-text_told_apart_untrained"]
    assert 0 <= figures["image-text_told_apart_p"] <= 1
    assert all(point.discriminator_loss is not None for point in run.points[1:])


def test_word_vectors_come_from_a_file_or_its_broken_line_is_named(
    small_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "vectors.txt"
    file.write_text("bird 1 0 0\napple 0 1 0\nthe 0 0 1\n", "utf-8")
    choice = FeatureChoice(text=TextFeature.GLOVE, glove_file=str(file))
    plan = RunPlan(choice, FusionKind.CONCATENATION, SMALL, SHORT)
    run = small_engine.lab.train("small", plan)
    file.unlink()
    small_engine.lab.promote("small", run.run_id)
    answer = ask(small_engine, Query(texts=("a bird",)))
    assert answer.encoders.text is not None
    assert answer.encoders.text.name == "glove"
    file.write_text("bird 1 0 0\napple 0 1\n", "utf-8")
    with pytest.raises(FusionError, match=r"vectors\.txt.*2"):
        small_engine.lab.train("small", plan)


def test_runs_that_are_not_there_are_named(small_engine: Engine) -> None:
    for call in (small_engine.lab.promote, small_engine.lab.remove, small_engine.lab.run):
        with pytest.raises(CatalogError, match="run nothing: is not in this catalog"):
            call("small", "nothing")
