"""A catalog with one item for each problem: found once, found again only when new, repaired."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from skimage import data as photographs
from sqlalchemy import update

from app.catalog import Catalog, JsonLinesSource, import_items
from app.catalog import cleaning as cleaning_module
from app.catalog.cleaning import BATCH, clean
from app.catalog.cleaning_repair import repair
from app.catalog.cleaning_report import CleaningFinding, read_cleaning
from app.catalog.schema import CaptionRow, ItemRow
from app.core.cleaning import CleaningProblem as Problem
from app.core.errors import Cancelled
from app.core.modality import Modality
from app.core.progress import Cancellation, Progress
from app.media.fingerprint import sha256_of_file
from app.media.picture import load_picture
from app.media.quality_sound import integrated_loudness
from app.media.sound import load_sound
from tests.catalog.samples import write_picture

RATE = 16_000
GARBLED = "<b>cafÃ©</b>"


def tone(amplitude: float, seconds: float = 1.0) -> NDArray[np.float32]:
    time = np.arange(round(RATE * seconds)) / RATE
    samples: NDArray[np.float32] = (amplitude * np.sin(2 * np.pi * 443 * time)).astype(np.float32)
    return samples


def write_faults(folder: Path) -> Path:
    """One item for each fault, three good ones; returns the table."""
    folder.mkdir()
    photograph: NDArray[np.uint8] = photographs.chelsea()  # type: ignore[no-untyped-call]
    cat = Image.fromarray(photograph)
    cat.save(folder / "good.png")
    cat.filter(ImageFilter.GaussianBlur(5)).save(folder / "blurred.png")
    cat.resize((45, 30)).resize((450, 300), Image.Resampling.NEAREST).save(folder / "mosaic.png")
    Image.new("RGB", (64, 64), "red").save(folder / "blank.png")
    quiet = np.zeros(RATE, np.float32)
    sounds = {
        "good": tone(0.2),
        "silent": quiet,
        "ends": np.concatenate([quiet, tone(0.2), quiet]),
        "low": tone(0.003),
        "both": np.concatenate([quiet, tone(0.004)]),
        "clipped": np.clip(tone(20.0), -1, 1),
    }
    for name, samples in sounds.items():
        soundfile.write(folder / f"{name}.wav", samples, RATE)
    rows = [
        *({"id": f"p-{name}", "image": f"{name}.png"} for name in ("good", "blurred", "mosaic")),
        {"id": "p-blank", "image": "blank.png"},
        *({"id": f"s-{name}", "audio": f"{name}.wav", "caption": name} for name in sounds),
        {"id": "t-good", "caption": "A red apple"},
        {"id": "t-bad", "caption": "to be spoilt", "caption_fr": "Une pomme"},
    ]
    table = folder / "items.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return table


@pytest.fixture
def source(tmp_path: Path) -> JsonLinesSource:
    return JsonLinesSource(write_faults(tmp_path / "faults"))


@pytest.fixture
def faulty(catalog: Catalog, source: JsonLinesSource) -> Catalog:
    """A catalog with faults; the garbled text came before imports mended texts."""
    assert len(import_items(catalog, source).skipped) == 0
    with catalog.writing() as connection:
        spoilt = {"text": GARBLED}
        connection.execute(
            update(CaptionRow).where(CaptionRow.text == "to be spoilt").values(spoilt)
        )
        connection.execute(
            update(ItemRow).where(ItemRow.item_id == "t-bad").values(title=GARBLED, text=GARBLED)
        )
    return catalog


def found(catalog: Catalog) -> dict[str, list[Problem]]:
    problems: dict[str, list[Problem]] = {}
    for one in read_cleaning(catalog).findings:
        if not one.is_repaired:
            problems.setdefault(one.item_id, []).append(one.problem)
    return problems


FAULTS = {
    "p-blurred": [Problem.BLURRED],
    "p-mosaic": [Problem.MOSAIC],
    "p-blank": [Problem.BLANK],
    "s-silent": [Problem.SILENT],
    "s-ends": [Problem.SILENT_ENDS],
    "s-low": [Problem.QUIET],
    "s-both": [Problem.SILENT_ENDS, Problem.QUIET],
    "s-clipped": [Problem.CLIPPED],
    "t-bad": [Problem.MOJIBAKE, Problem.MARKUP],
}


def test_each_fault_is_found_and_only_there(faulty: Catalog) -> None:
    assert read_cleaning(faulty).examined == 0
    clean(faulty)
    assert found(faulty) == FAULTS
    record = read_cleaning(faulty)
    assert record.examined == 4 + 6 + 9
    assert record.measured_at is not None
    repairable = {one.item_id for one in record.findings if one.is_repairable}
    assert repairable == {"s-ends", "s-low", "s-both", "t-bad"}
    clean(faulty)
    assert read_cleaning(faulty).findings == record.findings


def test_known_media_are_not_opened_again(
    faulty: Catalog, source: JsonLinesSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean(faulty)
    opened: list[str] = []

    def watched(path: Path) -> object:
        opened.append(path.name)
        return load_picture(path)

    def refuse(path: Path) -> None:
        pytest.fail(f"{path} was opened again")

    monkeypatch.setattr(cleaning_module, "load_picture", watched)
    monkeypatch.setattr(cleaning_module, "load_sound", refuse)
    write_picture(source.path.parent / "new.png", 1)
    with source.path.open("a") as file:
        file.write('\n{"id": "p-new", "image": "new.png"}')
    import_items(faulty, source)
    clean(faulty)
    assert opened == ["new.png"]
    assert found(faulty)["p-blurred"] == [Problem.BLURRED]


def test_cancel_keeps_what_was_measured(faulty: Catalog) -> None:
    cancellation = Cancellation()
    first: list[Progress] = []

    def stop_in_the_second_batch(progress: Progress) -> None:
        first.append(progress)
        if progress.done >= BATCH:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        clean(faulty, stop_in_the_second_batch, cancellation)
    assert read_cleaning(faulty).findings == ()
    second: list[Progress] = []
    clean(faulty, second.append)
    assert second[0].total == first[0].total - BATCH
    assert found(faulty) == FAULTS


def test_a_file_that_vanished_or_changed_is_missing_and_the_rest_goes_on(
    faulty: Catalog, source: JsonLinesSource
) -> None:
    folder = source.path.parent
    (folder / "good.png").unlink()
    shutil.copy(folder / "low.wav", folder / "good.wav")
    clean(faulty)
    assert found(faulty) == {"p-good": [Problem.MISSING], "s-good": [Problem.MISSING], **FAULTS}
    (folder / "blank.png").unlink()
    clean(faulty)
    assert found(faulty)["p-blank"] == [Problem.MISSING]
    assert repair(faulty, ["p-blank", "s-good"]) == ()


def after(catalog: Catalog, item_id: str) -> dict[Problem, CleaningFinding]:
    return {one.problem: one for one in read_cleaning(catalog).findings if one.item_id == item_id}


def test_sounds_are_repaired_beside_their_originals(
    faulty: Catalog, source: JsonLinesSource
) -> None:
    clean(faulty)
    folder = source.path.parent
    originals = {path: sha256_of_file(path) for path in folder.iterdir()}
    assert repair(faulty) == ("s-ends", "s-low", "s-both", "t-bad")
    clean(faulty)
    assert {path: sha256_of_file(path) for path in folder.iterdir()} == originals
    assert not {"s-ends", "s-low", "s-both", "t-bad"} & set(found(faulty))
    (medium,) = faulty.item("s-both").media
    assert Path(medium.path).is_relative_to(faulty.folder / "repaired")
    sound = load_sound(Path(medium.path))
    assert sound.sha256 == medium.sha256
    assert sound.seconds == pytest.approx(1.05, abs=0.02)
    assert integrated_loudness(sound.samples, sound.rate) == pytest.approx(-23, abs=0.1)
    findings = after(faulty, "s-both")
    assert findings[Problem.SILENT_ENDS].value == pytest.approx(1.0, abs=0.02)
    assert findings[Problem.SILENT_ENDS].value_now == pytest.approx(0.05, abs=0.02)
    assert findings[Problem.QUIET].value < -40
    assert findings[Problem.QUIET].value_now == pytest.approx(-23, abs=0.1)
    assert repair(faulty) == ()


def test_texts_are_repaired_wherever_they_stand(faulty: Catalog) -> None:
    clean(faulty)
    assert repair(faulty, ["t-bad"]) == ("t-bad",)
    clean(faulty)
    item = faulty.item("t-bad")
    assert (item.title, item.captions[0].text, item.captions[1].text) == (
        "café",
        "café",
        "Une pomme",
    )
    assert after(faulty, "t-bad")[Problem.MARKUP].value_now == 0.0
    texts = [pending.path_or_text for pending in faulty.missing_features(Modality.TEXT, "x")]
    assert "café" in texts
    assert found(faulty)["s-low"] == [Problem.QUIET], "only what was asked for is repaired"


def test_one_problem_can_be_repaired_and_then_the_other(faulty: Catalog) -> None:
    clean(faulty)
    repair(faulty, ["s-both"], [Problem.QUIET])
    clean(faulty)
    assert found(faulty)["s-both"] == [Problem.SILENT_ENDS]
    repair(faulty, ["s-both"])
    clean(faulty)
    assert "s-both" not in found(faulty)
    assert len(list((faulty.folder / "repaired").iterdir())) == 1, "one original"


def test_features_fusions_and_vectors_outlive_a_repair(faulty: Catalog) -> None:
    (pending, *_) = faulty.missing_features(Modality.AUDIO, "encoder")
    faulty.put_features(Modality.AUDIO, "encoder", {pending.sha256: np.ones(4)})
    (faulty.fusions_folder / "f").mkdir(parents=True)
    faulty.register_fusion("f", "digest", faulty.fusions_folder / "f", {})
    faulty.put_vectors("digest", ["s-low", "t-bad"], np.ones((2, 4), np.float32))
    before = faulty.fusions()
    clean(faulty)
    repair(faulty)
    assert faulty.fusions() == before
    assert faulty.vectors("digest")[0] == ("s-low", "t-bad")
    assert faulty.feature(pending.sha256, "encoder") is not None


def test_an_import_keeps_repairs_until_the_source_changes(
    faulty: Catalog, source: JsonLinesSource
) -> None:
    clean(faulty)
    repair(faulty)
    items = faulty.items()
    assert import_items(faulty, source).known == len(items)
    assert faulty.items() == items
    soundfile.write(source.path.parent / "low.wav", tone(0.1), RATE)
    assert import_items(faulty, source).updated == 1
    (medium,) = faulty.item("s-low").media
    assert medium.path == str(source.path.parent / "low.wav")
    clean(faulty)
    assert after(faulty, "s-low") == {}
