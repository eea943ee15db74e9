"""From a folder of someone's own to a catalog that can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from app.core.errors import Cancelled, ImportSourceError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, Stage
from app.core.query import Query
from app.engine.engine import Engine
from app.engine.messages import PrepareCatalog, Recommend
from tests.engine.conftest import SETTINGS, no_partial

COLOURS = {"red": (220, 20, 20), "green": (20, 200, 40), "blue": (30, 40, 230), "grey": (128,) * 3}


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "my things"
    chance = np.random.default_rng(0)
    for name, colour in COLOURS.items():
        (folder / "squares").mkdir(parents=True, exist_ok=True)
        noise = chance.integers(0, 20, (96, 96, 3))
        pixels = np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(folder / "squares" / f"{name}.png")
        (folder / "squares" / f"{name}.txt").write_text(f"a {name} square", "utf-8")
    tone = np.sin(np.arange(22_050) / 22_050 * 2 * np.pi * 440).astype(np.float32) * 0.3
    soundfile.write(folder / "squares" / "red.wav", tone, 22_050)
    (folder / "squares" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    return folder


@pytest.fixture
def new_engine(weights_home: Home) -> Iterator[Engine]:
    with Engine(weights_home, SETTINGS) as engine:
        yield engine


def test_a_folder_becomes_a_catalog_that_answers(new_engine: Engine, media: Path) -> None:
    job = PrepareCatalog("folder", str(media), "mine")
    told: list[Progress] = []
    report = new_engine.prepare_catalog(job, told.append, Cancellation())
    assert (report.catalog, report.added, report.items) == ("mine", 4, 4)
    assert [Path(one.path).name for one in report.skipped] == ["broken.png", "broken"]
    assert {Stage.IMPORT, Stage.ENCODE, Stage.INDEX} <= {one.stage for one in told}
    (summary,) = new_engine.catalogs()
    assert summary.ready
    query = Query(texts=("a blue square",))
    answer = new_engine.recommend(Recommend(query, catalog="mine"), no_partial)
    assert answer.results[0].item_id.endswith("blue")
    again = new_engine.prepare_catalog(job, told.append, Cancellation())
    assert (again.added, again.known, again.items) == (0, 4, 4)
    assert len(new_engine.fusions("mine")) == 1, "nothing changed, so nothing is trained again"


def test_new_items_are_found_after_another_import(new_engine: Engine, media: Path) -> None:
    job = PrepareCatalog("folder", str(media), "mine")
    new_engine.prepare_catalog(job, lambda _: None, Cancellation())
    query = Recommend(Query(texts=("a yellow square",)), catalog="mine")
    assert new_engine.recommend(query, no_partial).catalog_items == 4
    Image.new("RGB", (96, 96), (240, 230, 20)).save(media / "squares" / "yellow.png")
    (media / "squares" / "yellow.txt").write_text("a yellow square", "utf-8")
    new_engine.prepare_catalog(job, lambda _: None, Cancellation())
    answer = new_engine.recommend(query, no_partial)
    assert answer.catalog_items == 5
    assert answer.results[0].item_id.endswith("yellow")


def test_an_item_whose_picture_changed_is_still_ranked(new_engine: Engine, media: Path) -> None:
    job = PrepareCatalog("folder", str(media), "mine")
    new_engine.prepare_catalog(job, lambda _: None, Cancellation())
    query = Recommend(Query(texts=("a blue square",)), catalog="mine")
    assert new_engine.recommend(query, no_partial).catalog_items == 4
    Image.new("RGB", (80, 60), (30, 40, 255)).save(media / "squares" / "blue.png")
    again = new_engine.prepare_catalog(job, lambda _: None, Cancellation())
    assert again.updated == 1
    assert new_engine.recommend(query, no_partial).catalog_items == 4


def test_a_cancelled_preparation_goes_on_where_it_was(new_engine: Engine, media: Path) -> None:
    job = PrepareCatalog("folder", str(media), "mine")
    cancellation = Cancellation()

    def cancel_when_encoding(progress: Progress) -> None:
        if progress.stage is Stage.ENCODE and progress.done:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        new_engine.prepare_catalog(job, cancel_when_encoding, cancellation)
    told: list[Progress] = []
    new_engine.prepare_catalog(job, told.append, Cancellation())
    first = next(one for one in told if one.stage is Stage.ENCODE)
    assert first.total < 9, "features of the first run were kept"
    assert new_engine.catalogs()[0].ready


@pytest.mark.parametrize(
    ("job", "word"),
    [
        (PrepareCatalog("folder", "/no/such/folder", "mine"), "no/such/folder"),
        (PrepareCatalog("tarball", "/x", "mine"), "tarball"),
        (PrepareCatalog("csv", "", "mine"), "path"),
    ],
)
def test_a_source_that_cannot_be_read_changes_nothing(
    job: PrepareCatalog, word: str, new_engine: Engine
) -> None:
    with pytest.raises(ImportSourceError, match=word):
        new_engine.prepare_catalog(job, lambda _: None, Cancellation())
    assert new_engine.catalogs() == ()
