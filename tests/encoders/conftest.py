"""Fixtures of the encoders' tests: tiny pinned weights, and the real ones."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from app.core.home import Home
from app.encoders.device import CPU
from app.encoders.encoder import EncoderPack
from app.encoders.lite.pack import open_lite_pack
from app.encoders.pins import WeightEntry, WeightFile
from app.encoders.progress_bars import quieten_progress_bars
from app.encoders.weights import WeightStore
from app.media.picture import Picture
from app.media.sound import Sound
from tests.conftest import PREPARED_HOME, link_networks

quieten_progress_bars()  # saving tiny models would leave a thread behind


@dataclass(frozen=True)
class TinyWheel:
    """A small wheel like the pinned ones: a checkpoint, a text, and code that must not run."""

    entry: WeightEntry
    path: Path
    contents: dict[str, bytes]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def make_wheel(folder: Path, contents: dict[str, bytes], name: str = "tiny") -> TinyWheel:
    """Write a valid wheel ``triad_NAME_weights`` and its pins."""
    package = f"triad_{name}_weights"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{package}-1.0-py3-none-any.whl"
    info = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{package}/__init__.py", "raise SystemExit('code of a wheel ran')\n")
        for member, content in contents.items():
            archive.writestr(f"{package}/{member}", content)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    files = tuple(
        WeightFile(f"{package}/{member}", member, len(content), sha256(content))
        for member, content in contents.items()
    )
    entry = WeightEntry(
        name=name,
        gives="nothing",
        licence="none",
        wheel=package.replace("_", "-"),
        version="1.0",
        wheel_file=path.name,
        wheel_size=path.stat().st_size,
        wheel_sha256=sha256(path.read_bytes()),
        files=files,
        converts="model.pth" if "model.pth" in contents else "",
    )
    return TinyWheel(entry, path, contents)


@pytest.fixture
def checkpoint(tmp_path: Path) -> bytes:
    """A pickled state dictionary beside a numpy scalar, as aiSFX stores it."""
    path = tmp_path / "checkpoint.pth"
    torch.save(({"weight": torch.arange(6.0).reshape(2, 3)}, {"set": (np.int64(3), 4)}), path)
    return path.read_bytes()


@pytest.fixture
def tiny_wheel(tmp_path: Path, checkpoint: bytes) -> TinyWheel:
    contents = {"model.pth": checkpoint, "sub/words.txt": b"one\ntwo\n" * 1000}
    return make_wheel(tmp_path / "wheels", contents)


@pytest.fixture
def tiny_store(home: Home, tiny_wheel: TinyWheel) -> WeightStore:
    return WeightStore(home, (tiny_wheel.entry,))


@pytest.fixture(scope="session")
def lite_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the real weights, compiled, and an own cache, shared by this folder's tests."""
    weights = PREPARED_HOME / "weights"
    if not (weights / "lite-image").is_dir():
        pytest.fail(f"{weights} has no weights: run `make test`, which fetches them", pytrace=False)
    home = Home(tmp_path_factory.mktemp("lite"))
    home.weights.symlink_to(weights, target_is_directory=True)
    link_networks(home)
    return home


@pytest.fixture(scope="session")
def lite_store(lite_home: Home) -> WeightStore:
    return WeightStore(lite_home)


@pytest.fixture(scope="session")
def lite_pack(lite_store: WeightStore) -> EncoderPack:
    return open_lite_pack(lite_store, CPU)


def picture_of(pixels: NDArray[np.uint8]) -> Picture:
    """Make a picture of pixels."""
    height, width = pixels.shape[:2]
    return Picture(pixels, sha256(pixels.tobytes()), "test", width, height, ())


def sound_of(samples: NDArray[np.float32], rate: int) -> Sound:
    """Make a sound of samples."""
    return Sound(
        samples=samples,
        rate=rate,
        seconds=len(samples) / rate,
        sha256=sha256(samples.tobytes()),
        source="test",
        notices=(),
    )
