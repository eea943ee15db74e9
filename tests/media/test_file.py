"""Opening files that are none, and naming any file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import MediaError
from app.media.detect import detect_modality
from app.media.file import printable, read_file
from app.media.fingerprint import sha256_of_file
from app.media.picture import load_picture
from app.media.sound import load_sound
from app.media.words import load_text
from tests.rights import as_nobody

READERS: tuple[Callable[[Path], object], ...] = (
    detect_modality,
    sha256_of_file,
    load_picture,
    load_sound,
    load_text,
)
NAMES = (
    "plain.txt",
    "with spaces and 'quotes'.txt",
    "-i --help.txt",
    "苹果 🍎 é.txt",
    "новая\nстрока.txt",
    os.fsdecode(b"not utf-8 \xff\xfe.txt"),
)


@pytest.mark.parametrize("read", READERS)
def test_what_is_no_file_is_refused_at_once(
    read: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "empty.png").touch()
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    os.mkfifo(tmp_path / "pipe.png")
    for name, why in (
        ("folder.png", "is a folder"),
        ("empty.png", "is empty"),
        ("loop.png", "leads back to itself"),
        ("pipe.png", "is not a file"),
        ("missing.png", "does not exist"),
        ("empty.png/below", "does not exist"),
        ("x" * 300, "too long"),
        ("/dev/zero", "is not a file"),
        ("/dev/tty", "is not a file"),
        ("nul\0byte.png", "cannot be read"),
    ):
        with pytest.raises(MediaError, match=why) as caught:
            read(tmp_path / name)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("read", READERS)
def test_a_file_without_permission(read: Callable[[Path], object]) -> None:
    with as_nobody() as place:
        secret = place / "secret.png"
        secret.write_bytes(b"x")
        secret.chmod(0)
        with pytest.raises(MediaError, match="may not be read"):
            read(secret)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(MediaError, match=r"the limit is 1\.0 MB"):
        read_file(large, 1 << 20)
    for read in (load_picture, load_sound, load_text):
        with pytest.raises(MediaError):
            read(large)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_works_and_prints(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("a red fruit")
    words = load_text(path)
    assert words.text == "a red fruit"
    assert words.source.isprintable()
    words.source.encode("utf-8")
    path.rename(tmp_path / "moved")
    with pytest.raises(MediaError) as caught:
        load_picture(path)
    assert str(caught.value).isprintable()


def test_ordinary_names_are_printed_as_they_are() -> None:
    assert printable(Path("/home/ana/苹果 été.png")) == "/home/ana/苹果 été.png"
    assert printable(os.fsdecode(b"\xff\x1b[2J")) == r"\xff\x1b[2J"
