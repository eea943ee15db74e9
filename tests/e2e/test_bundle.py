"""The one-folder bundle works elsewhere, without Python, without a PATH, without anything."""

from __future__ import annotations

import json
import struct
import subprocess
from pathlib import Path

import pytest

from app.core.home import Home

REPOSITORY = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it as ``make dist`` does, and put it where nobody expects it."""
    work = tmp_path_factory.mktemp("bundle")
    script = str(REPOSITORY / "build_spec" / "bundle.sh")
    done = subprocess.run(
        ["bash", script, str(work / "dist")],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=800,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    elsewhere = work / "ånother place"
    (work / "dist" / "triad").rename(elsewhere)
    return elsewhere


def run(
    bundle: Path, folder: Path, home: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Start the bundle from ``folder`` with nothing in its environment but the home."""
    return subprocess.run(
        [str(bundle / "triad"), *arguments],
        cwd=folder,
        env={"TRIAD_HOME": str(home)},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )


def test_it_answers(bundle: Path, demo_home: Home, tmp_path: Path) -> None:
    stamps = Path("/usr/share/tuxpaint/stamps/animals")
    query = ["--text", "a bird", "--image", str(stamps / "birds/duck.png")]
    query += ["--audio", str(stamps / "birds/drake.ogg")]
    done = run(bundle, tmp_path, demo_home.root, "recommend", *query, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert len(answer["results"]) == 10
    assert "bird" in answer["results"][0]["category"]


def test_it_takes_a_snapshot_of_its_window(bundle: Path, demo_home: Home, tmp_path: Path) -> None:
    question = tmp_path / "query.json"
    question.write_text(json.dumps({"text": "a red fruit"}))
    picture = tmp_path / "window.png"
    options = ["--snapshot", str(picture), "--query", str(question), "--size", "1280x800"]
    done = run(bundle, tmp_path, demo_home.root, "gui", *options)
    assert done.returncode == 0, done.stderr
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert (width, height) == (1280, 800)
    assert picture.stat().st_size > 50_000


def test_it_serves_a_persona(bundle: Path, catalog_home: Home, tmp_path: Path) -> None:
    """At the command line and in the window; matrix factors come from a package of its own."""
    root = catalog_home.root
    birds = [f"animals/birds/{name}" for name in ("duck", "cuckoo")]
    for name in ("Ann", "Bo", "Cy"):
        assert run(bundle, tmp_path, root, "persona", "add", name).returncode == 0
        assert run(bundle, tmp_path, root, "persona", "like", name, *birds).returncode == 0
    listed = ("persona", "for-you", "Ann", "--recommender", "als", "--json")
    for_you = run(bundle, tmp_path, root, *listed)
    assert for_you.returncode == 0, for_you.stderr
    results = json.loads(for_you.stdout)["results"]
    assert len(results) == 10
    assert sum("animals" in one["category"] for one in results) > 5
    question = ("recommend", "--text", "a red fruit", "--persona", "Ann", "--json")
    asked = run(bundle, tmp_path, root, *question)
    assert asked.returncode == 0, asked.stderr
    picture = tmp_path / "list.png"
    options = ["--snapshot", str(picture), "--page", "for-you", "--persona", "Ann"]
    shown = run(bundle, tmp_path, root, "gui", *options)
    assert shown.returncode == 0, shown.stderr
    assert picture.stat().st_size > 50_000


def test_it_trains_on_features_that_are_fitted(
    bundle: Path, catalog_home: Home, tmp_path: Path
) -> None:
    """With compilers and libraries of signals that nothing else in a bundle asks for."""
    features = ("--text", "tf-idf", "--audio", "mfcc", "--set", "epochs=2")
    done = run(bundle, tmp_path, catalog_home.root, "train", *features, "--json", "--no-promote")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["state"] == "finished"


def test_it_says_what_is_missing_in_an_empty_home(bundle: Path, tmp_path: Path) -> None:
    done = run(bundle, tmp_path, tmp_path / "home", "recommend", "--text", "duck")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")


def test_it_has_what_it_needs_and_not_what_it_does_not(bundle: Path) -> None:
    files = {str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file()}
    assert "share/applications/triad.desktop" in files
    assert "share/icons/hicolor/scalable/apps/triad.svg" in files
    assert any(name.endswith("torch/bin/torch_shm_manager") for name in files)
    unneeded = ("WebEngine", "/torchvision/", "libtorch_cuda", "sklearn/datasets/data", "/pytest")
    assert [name for name in files if any(part in name for part in unneeded)] == []


def test_the_desktop_entry_starts_the_program_with_its_icon() -> None:
    entry = (REPOSITORY / "build_spec" / "triad.desktop").read_text("utf-8")
    keys = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert keys["Type"] == "Application"
    assert keys["Exec"] == keys["Icon"] == "triad"
    assert keys["Terminal"] == "false"
