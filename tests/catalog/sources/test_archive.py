from __future__ import annotations

import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.sources import archive as archive_module
from app.catalog.sources.archive import _safe, is_archive, unpack
from app.core.errors import Cancelled, ImportSourceError
from app.core.progress import Cancellation

WANTED = frozenset({".png", ".txt"})


def make_zip(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return file


def make_tar(file: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(file, "w:gz") as opened:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            opened.addfile(info, io.BytesIO(data))
    return file


makers = pytest.mark.parametrize(
    ("make", "name"), [(make_zip, "a.zip"), (make_tar, "a.tar.gz"), (make_tar, "a.tgz")]
)
Make = Callable[[Path, dict[str, bytes]], Path]


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@makers
def test_wanted_files_are_unpacked_below_the_target(tmp_path: Path, make: Make, name: str) -> None:
    members = {
        "a/鸭 b.png": b"1",
        "c.TXT": b"2",
        "run.sh": b"3",
        "../../up.png": b"4",
        "/r.txt": b"5",
    }
    archive = make(tmp_path / name, members)
    folder = unpack(archive, tmp_path / "in" / "to", WANTED, Cancellation())
    assert files_below(folder) == {"a/鸭 b.png": b"1", "c.TXT": b"2", "up.png": b"4", "r.txt": b"5"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "in"])
    (folder / "c.TXT").write_bytes(b"kept")
    assert unpack(archive, tmp_path / "in" / "to", WANTED, Cancellation()) == folder
    assert (folder / "c.TXT").read_bytes() == b"kept"


def test_links_and_devices_are_passed_over(tmp_path: Path) -> None:
    archive = tmp_path / "a.tar"
    with tarfile.open(archive, "w") as opened:
        for name, kind in (("s.png", tarfile.SYMTYPE), ("h.png", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            opened.addfile(info)
        info = tarfile.TarInfo("pipe.png")
        info.type = tarfile.FIFOTYPE
        opened.addfile(info)
    assert files_below(unpack(archive, tmp_path / "to", WANTED, Cancellation())) == {}


@makers
def test_bombs_are_refused_and_leave_nothing(
    tmp_path: Path, make: Make, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "LARGEST_FILE", 1000)
    with pytest.raises(ImportSourceError, match="more than the limit"):
        unpack(
            make(tmp_path / name, {"a.png": bytes(5000)}), tmp_path / "to", WANTED, Cancellation()
        )
    monkeypatch.setattr(archive_module, "LARGEST_TOTAL", 2000)
    members = {f"{number}.png": bytes(900) for number in range(4)}
    with pytest.raises(ImportSourceError, match="more than the limit"):
        unpack(make(tmp_path / name, members), tmp_path / "to", WANTED, Cancellation())
    monkeypatch.setattr(archive_module, "MOST_FILES", 2)
    with pytest.raises(ImportSourceError, match="more than 2 files"):
        unpack(
            make(tmp_path / name, {f"{number}.png": b"" for number in range(4)}),
            tmp_path / "to",
            WANTED,
            Cancellation(),
        )
    assert list((tmp_path / "to").iterdir()) == []


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
@pytest.mark.parametrize("damage", ["text", "empty", "truncated"])
def test_damaged_archives_are_refused(tmp_path: Path, name: str, damage: str) -> None:
    archive = tmp_path / name
    data = {"a.png": random.Random(1).randbytes(50_000)}
    packed = make_zip(tmp_path / "whole", data) if name == "a.zip" else make_tar(archive, data)
    if name == "a.tar":
        packed.write_bytes(gzip.decompress(packed.read_bytes()))
    elif name == "a.tar.xz":
        packed.write_bytes(lzma.compress(gzip.decompress(packed.read_bytes())))
    content = packed.read_bytes()
    damaged = {"text": b"no archive " * 100, "empty": b"", "truncated": content[:20_000]}
    archive.write_bytes(damaged[damage])
    with pytest.raises(ImportSourceError, match=r"is empty|is not an archive"):
        unpack(archive, tmp_path / "to", WANTED, Cancellation())
    assert not (tmp_path / "to").exists() or list((tmp_path / "to").iterdir()) == []


def test_missing_archive_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError, match="does not exist"):
        unpack(tmp_path / "a.zip", tmp_path / "to", WANTED, Cancellation())
    assert is_archive(tmp_path / "A.ZIP")
    assert not is_archive(tmp_path)


def test_unpacking_can_be_cancelled(tmp_path: Path) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        unpack(make_zip(tmp_path / "a.zip", {"a.png": b"1"}), tmp_path / "to", WANTED, cancellation)
    assert list((tmp_path / "to").iterdir()) == []


@given(st.text(min_size=1))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    safe = _safe(name)
    assert not safe.is_absolute()
    assert ".." not in safe.parts
    assert "\\" not in str(safe)
