"""The cleaning desk over a real catalog: jobs in, reports out, ranking unharmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from app.core.cleaning import CleaningProblem
from app.core.errors import CatalogError, EngineError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, ignore_progress
from app.engine.engine import Engine
from app.engine.messages import (
    CleanCatalog,
    CleaningJob,
    CleaningReport,
    ExcludeItems,
    GetCleaningReport,
    PrepareCatalog,
    RepairMedia,
    Reply,
    Report,
)
from app.engine.service import Channel
from tests.engine.conftest import SETTINGS

RATE = 16_000


@pytest.fixture
def engine(home: Home, tmp_path: Path) -> Iterator[Engine]:
    """An engine without weights, and the catalog ``mine`` with one quiet sound and a red square."""
    folder = tmp_path / "media"
    folder.mkdir()
    tone = 0.002 * np.sin(2 * np.pi * 443 * np.arange(RATE) / RATE)
    soundfile.write(folder / "whisper.wav", tone.astype(np.float32), RATE)
    Image.new("RGB", (64, 64), "red").save(folder / "square.png")
    (folder / "square.txt").write_text("A red square")
    with Engine(home, SETTINGS) as opened:
        job = PrepareCatalog("folder", str(folder), "mine")
        opened.import_items(job, ignore_progress, Cancellation())
        yield opened


@pytest.fixture
def ranking(weights_home: Home, tmp_path: Path) -> Iterator[Engine]:
    """An engine with weights, and the catalog ``noises``, ready to rank."""
    folder = tmp_path / "noises"
    folder.mkdir()
    for number, amplitude in enumerate((0.2, 0.1, 0.002)):
        tone = amplitude * np.sin(2 * np.pi * 300 * (number + 1) * np.arange(RATE) / RATE)
        tone[: RATE // 4] *= 0.01
        soundfile.write(folder / f"tone {number}.wav", tone.astype(np.float32), RATE)
        (folder / f"tone {number}.txt").write_text(f"tone number {number}")
    with Engine(weights_home, SETTINGS) as opened:
        job = PrepareCatalog("folder", str(folder), "noises")
        opened.prepare_catalog(job, ignore_progress, Cancellation())
        yield opened


def run(engine: Engine, job: CleaningJob) -> tuple[CleaningReport, list[Progress]]:
    sent: list[Reply] = []
    outcome = engine.cleaning.execute(job, Channel(1, sent.append))
    assert isinstance(outcome, CleaningReport)
    return outcome, [one.progress for one in sent if isinstance(one, Report)]


def problems(report: CleaningReport) -> dict[str, CleaningProblem]:
    return {one.item_id: one.problem for one in report.findings if not one.is_repaired}


def test_clean_report_repair(engine: Engine) -> None:
    never, _ = run(engine, GetCleaningReport("mine"))
    assert (never.examined, never.findings, never.measured) == (0, (), "")
    report, told = run(engine, CleanCatalog("mine"))
    assert problems(report) == {"whisper": CleaningProblem.QUIET, "square": CleaningProblem.BLANK}
    assert report.examined == 3
    assert report.measured.endswith("+00:00")
    assert (told[-1].done, told[-1].total) == (2, 2)
    assert run(engine, GetCleaningReport("mine"))[0] == report
    repaired, _ = run(engine, RepairMedia("mine", ("square",)))
    assert problems(repaired) == problems(report), "a blank picture cannot be repaired"
    repaired, _ = run(engine, RepairMedia("mine", problems=(CleaningProblem.QUIET,)))
    assert problems(repaired) == {"square": CleaningProblem.BLANK}
    (finding,) = [one for one in repaired.findings if one.is_repaired]
    assert finding.value < finding.threshold
    assert finding.value_now == pytest.approx(-23, abs=0.1)


def test_what_is_found_can_be_filtered_and_excluded(engine: Engine) -> None:
    run(engine, CleanCatalog("mine"))
    engine.browsing.exclude(ExcludeItems("mine", ("square",), True))
    assert engine.browsing.record("mine", "square").findings[0].problem is CleaningProblem.BLANK
    report, _ = run(engine, CleanCatalog("mine"))
    assert "square" in problems(report), "what is excluded is still examined"


def test_a_catalog_or_item_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(CatalogError, match="nowhere"):
        run(engine, CleanCatalog("nowhere"))
    with pytest.raises(CatalogError, match="ghost"):
        run(engine, RepairMedia("mine", ("ghost",)))
    with pytest.raises(EngineError):
        run(engine, CleaningJob())


def test_what_was_repaired_is_encoded_and_embedded_anew(ranking: Engine) -> None:
    with ranking.open_catalog("noises") as catalog:
        fusion = catalog.fusion()
        ids, before = catalog.vectors(fusion.digest)
        features = ranking.statistics("noises").features
        run(ranking, CleanCatalog("noises"))
        repaired, _ = run(ranking, RepairMedia("noises"))
        assert [one.item_id for one in repaired.findings if one.is_repaired] == ["tone 2"]
        assert catalog.fusion() == fusion
        assert catalog.vectors(fusion.digest)[0] == ids
        after = catalog.vectors(fusion.digest)[1]
        counts = dict(ranking.statistics("noises").features)
    np.testing.assert_array_equal(after[:2], before[:2])
    assert not np.array_equal(after[2], before[2])
    assert all(counts[digest] >= count for digest, count in features), "no features are lost"
    grown = [digest for digest, count in features if counts[digest] == count + 1]
    assert len(grown) == 1, "the repaired sound, by its encoder"
