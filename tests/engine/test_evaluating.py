from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.__main__ import main
from app.catalog.importing import import_catalog
from app.catalog.shelf import open_catalog
from app.core.errors import Cancelled, CatalogError
from app.core.evaluation import Claim
from app.core.home import Home
from app.core.progress import Cancellation, Progress, Stage, ignore_progress
from app.core.settings import DeviceChoice, Settings
from app.encoders.device import CPU
from app.encoders.weights import WeightStore
from app.engine.comparing import Place
from app.engine.conclusion_text import ENGLISH
from app.engine.encoding import CatalogEncoding
from app.engine.engine import Engine
from app.engine.evaluating import FusionOptions
from app.engine.evaluation_cells import few_shot_cells, few_shot_conclusions, retrieval_cells
from app.engine.messages import (
    EvaluationKind,
    Evaluations,
    ExportEvaluation,
    GetEvaluations,
    RunEvaluation,
    Written,
)
from app.engine.models import open_pack
from app.engine.service import Channel
from app.engine.sources import source_of
from app.evaluate.baseline import Baseline
from app.evaluate.cells import Conditions
from app.evaluate.few_shot import FewShotPoint, FewShotReport
from app.evaluate.measuring import measure_cells
from app.evaluate.systems import PRETRAINED
from tests.engine.conftest import STAMPS

SETTINGS = Settings(device=DeviceChoice.CPU, catalog="few")
FOLDERS = ("food/fruit", "animals/birds", "hobbies/music/string")


@pytest.fixture(scope="module")
def few(prepared_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a catalog of 24 stamps of three kinds, encoded."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.weights.symlink_to(prepared_home.weights, target_is_directory=True)
    home.cache.mkdir()
    for kept in prepared_home.cache.iterdir():
        (home.cache / kept.name).symlink_to(kept)
    folder = home.root / "few"
    for kind in FOLDERS:
        for picture in sorted((STAMPS / kind).glob("*.png"))[:8]:
            target = folder / kind
            target.mkdir(parents=True, exist_ok=True)
            for end in (".png", ".txt", ".ogg"):
                file = picture.with_suffix(end)
                if file.is_file():
                    (target / file.name).write_bytes(file.read_bytes())
    stop = Cancellation()
    import_catalog(home, "few", source_of("tuxpaint", str(folder)), ignore_progress, stop)
    pack = open_pack(WeightStore(home), SETTINGS, CPU)
    with open_catalog(home, "few") as catalog:
        CatalogEncoding(catalog, pack, ignore_progress, stop).run()
    return home


@pytest.fixture(scope="module")
def engine(few: Home) -> Iterator[Engine]:
    with Engine(few, SETTINGS) as opened:
        yield opened


def test_a_comparison_goes_on_after_a_cancel_and_is_kept_and_exported(
    engine: Engine,
    few: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options, stop = FusionOptions("few", (0,), 2, is_quick=True), Cancellation()
    desk, seen = engine.evaluating, list[Progress]()

    def watch(progress: Progress) -> None:
        if progress.stage is Stage.EVALUATE:
            stop.cancel()

    with pytest.raises(Cancelled):
        desk.fusion(options, watch, stop)
    catalog = few.catalogs / "few"
    assert not (catalog / "evaluations" / "fusion.json").exists()
    place = Place(few.root, SETTINGS, catalog)
    subject = place.subject(PRETRAINED)
    cells = subject.cells((Baseline.TEXT_ALONE,), (0,), Conditions(2))
    measure_cells(subject, cells, place.store, Cancellation())
    before = {file: file.stat().st_mtime_ns for file in catalog.glob("evaluations/cells/*")}
    measured = desk.fusion(options, seen.append, Cancellation())
    assert len(before) == 2 and {file: file.stat().st_mtime_ns for file in before} == before
    counts = [one.done for one in seen if one.stage is Stage.EVALUATE]
    assert counts[0] == 2 and counts[-1] == 14 and counts == sorted(counts)
    assert measured.kind is EvaluationKind.FUSION and measured.folds == 2
    assert {cell.row for cell in measured.cells} >= {
        "pretrained, towers",
        "pretrained, concatenation",
        "classical, nearest neighbours",
    }
    noisy = [cell for cell in measured.cells if cell.column == "image noisy"]
    assert noisy and not any(math.isnan(cell.mean) for cell in noisy)
    claims = {one.claim for one in measured.conclusions}
    assert Claim.DEFAULT_WINS in claims and Claim.NOT_MEASURED not in claims
    found = desk.execute(GetEvaluations("few"), Channel(0, lambda _: None))
    assert isinstance(found, Evaluations) and repr(measured) in repr(found)
    page = tmp_path / "lab.html"
    job = ExportEvaluation("few", EvaluationKind.FUSION, str(page))
    assert desk.execute(job, Channel(0, lambda _: None)) == Written(str(page))
    assert "pretrained, concatenation" in page.read_text("utf-8")
    monkeypatch.setenv("TRIAD_HOME", str(few.root))
    shows_what_is_kept(tmp_path, capsys)


def shows_what_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = folder / "lab.csv"
    command = ["evaluate", "fusion", "--kept", "--catalog", "few"]
    assert main([*command, "--json", "--report", str(table)]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["kind"] == "fusion" and values["seeds"] == [0]
    assert len(table.read_text("utf-8").splitlines()) == 1 + len(values["cells"])
    assert main([*command, "--markdown"]) == 0
    assert "### Fusions of pretrained features" in capsys.readouterr().out


def test_what_was_not_measured_cannot_be_exported(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="was not measured yet"):
        engine.evaluating.export(
            ExportEvaluation("few", EvaluationKind.FEW_SHOT, str(tmp_path / "x.html"))
        )


def test_retrieval_is_kept(engine: Engine) -> None:
    job = RunEvaluation("few", EvaluationKind.RETRIEVAL)
    measured = engine.evaluating.run(job, ignore_progress, Cancellation())
    assert repr(measured) in repr(engine.evaluating.evaluations("few"))
    recalls = {cell.column: cell.mean for cell in measured.cells if cell.measure == "recall@10"}
    assert recalls["text"] > 0.3 and math.isnan(recalls["image+text+audio"])


def test_figures_of_retrieval_become_cells() -> None:
    figures = dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr"), 0.5)
    found = {
        "text_to_item": {**figures, "recall@10_fold_deviation": 0.1},
        "ndcg@10_by_category": {"image+text": {"image": 0.4, "image+text": 0.6, "queries": 9}},
    }
    cells = retrieval_cells(found)
    assert [(cell.column, cell.measure, cell.mean) for cell in cells[2:]] == [
        ("text", "recall@10", 0.5),
        ("text", "mrr", 0.5),
        ("image", "ndcg@10", 0.4),
        ("image+text", "ndcg@10", 0.6),
    ]
    assert cells[2].spread == 0.1 and math.isnan(cells[3].spread)


def test_few_shot_conclusions_follow_the_curve() -> None:
    def point(share: float, recall: float, always: float) -> FewShotPoint:
        return FewShotPoint(share, 100 * share, recall, 0.01, 0.3, 0.02, always, 0.3, 1.0)

    points = (point(0, 0.4, 0.4), point(0.05, 0.38, 0.3), point(0.2, 0.5, 0.5))
    report = FewShotReport(points, 500.0, 400.0, 700.0, (0, 1), 1.0)
    said = [one.say(ENGLISH[one.claim]) for one in few_shot_conclusions(report)]
    assert "500 items of other categories; the new catalog has 400, and 700" in said[0]
    assert "recall@10 is 0.400; with 20% of the catalog 0.500." in said[1]
    assert said[2].endswith("proves itself falls below no fine-tuning at: 5%.")
    assert said[3] == "What is always fine-tuned falls below no fine-tuning at: 5%."
    columns = [(cell.row, cell.column, cell.mean) for cell in few_shot_cells(report)]
    assert ("always fine-tuned", "5%", 0.3) in columns and len(columns) == 12
    risen = replace(report, points=(points[0], points[2]))
    assert few_shot_conclusions(risen)[2].claim is Claim.TUNED_HOLDS
