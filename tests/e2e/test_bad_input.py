"""Bad input at the command line: one line that says what and why, exit 2, nothing changed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.__main__ import main
from app.core.home import Home
from tests.e2e.bad_media import PICTURES, SOUNDS, png

ONE_LINE = re.compile(r"error: \S.*: \S.*\n")


@dataclass(frozen=True)
class Refusal:
    """How the command ended."""

    code: int
    out: str
    error: str


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the content of every file below ``folder``, except SQLite's own side files."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> Refusal:
    code = main([str(argument) for argument in arguments])
    captured = capfd.readouterr()
    return Refusal(code, captured.out, captured.err)


def check_refusal(refusal: Refusal, what: str, why: str = "") -> None:
    """Check the one line: it names the thing, and it says why."""
    assert refusal.code == 2, refusal.error
    assert refusal.out == ""
    lines = [line for line in refusal.error.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, refusal.error
    assert ONE_LINE.fullmatch(lines[0] + "\n")
    assert what in lines[0]
    assert re.search(why, lines[0]), lines[0]


@pytest.mark.parametrize("name", PICTURES)
def test_pictures(
    name: str, demo_home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    PICTURES[name](tmp_path / name)
    check_refusal(run(capfd, "recommend", "--image", tmp_path / name, "--json"), name)


@pytest.mark.parametrize("name", SOUNDS)
def test_sounds(
    name: str, demo_home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    SOUNDS[name](tmp_path / name)
    check_refusal(run(capfd, "recommend", "--audio", tmp_path / name, "--json"), name)


@pytest.mark.parametrize("words", ["   ", "\t\n", "\x01\x02\x7f", "", "\u200b\u200b"])
def test_words_without_a_visible_character(
    words: str, demo_home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    check_refusal(run(capfd, "recommend", "--text", words, "--json"), "text", "visible|empty")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["recommend"], "query"),
        (["recommend", "--text", "a", "--weights", "image=3"], "image"),
        (["recommend", "--text", "a", "--weights", "smell=1"], "smell"),
        (["recommend", "--text", "a", "--weights", "text=nan"], "text=nan"),
        (["recommend", "--text", "a", "--catalog", "no such"], "no such"),
        (["recommend", "--text", "a", "--fusion", "no such"], "no such"),
        (["recommend", "--batch", "no such.jsonl", "--json"], "no such.jsonl"),
        (["catalog", "import", "folder", "/no/such/folder"], "/no/such/folder"),
        (["catalog", "import", "csv", "/no/such.csv"], "/no/such.csv"),
        (["catalog", "import", "tarball", "/no/such"], "tarball"),
        (["catalog", "remove", "no such"], "no such"),
        (["models", "add", "/no/such.whl"], "/no/such.whl"),
        (["models", "fetch", "no such"], "no such"),
        (["frobnicate"], "frobnicate"),
        (["recommend", "--frobnicate"], "frobnicate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_arguments(
    arguments: list[str], what: str, demo_home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    check_refusal(run(capfd, *arguments), what)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("columns.csv", b"picture,words\na.png,duck\n", "column"),
        ("encoding.csv", "id,title\n1,caf\u00e9\n".encode("latin-1"), "UTF-8"),
        ("ids.csv", b"id,title,image\n1,a,a.png\n1,b,a.png\n", "(?i)duplicate|twice"),
        ("empty.csv", b"", "empty"),
        ("lines.jsonl", b'{"id": "1"\n', "(?i)json"),
        (
            "ids.jsonl",
            b'{"id":"1","caption":"a"}\n{"id":"1","caption":"b"}\n',
            "(?i)duplicate|twice",
        ),
    ],
)
def test_tables_to_import(
    name: str,
    content: bytes,
    why: str,
    weights_home: Home,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    table = tmp_path / name
    table.write_bytes(content)
    (tmp_path / "a.png").write_bytes(png(64, 64))
    refusal = run(capfd, "catalog", "import", table.suffix[1:], table, "--name", "new")
    check_refusal(refusal, name, why)
    assert not (weights_home.catalogs / "new").exists()


def test_a_catalog_of_a_newer_version(
    catalog_home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    database = catalog_home.catalogs / "tuxpaint" / "catalog.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = fingerprint(catalog_home.catalogs)
    check_refusal(run(capfd, "recommend", "--text", "duck"), "tuxpaint", "newer")
    assert fingerprint(catalog_home.catalogs) == before


@pytest.mark.parametrize("keep", [0, 100, 5000])
def test_a_corrupt_catalog(
    keep: int, catalog_home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    database = catalog_home.catalogs / "tuxpaint" / "catalog.sqlite"
    whole = database.read_bytes()
    database.write_bytes(whole[:keep] + b"\x5a" * (len(whole) - keep))
    before = fingerprint(catalog_home.catalogs)
    check_refusal(run(capfd, "recommend", "--text", "duck"), "tuxpaint")
    assert fingerprint(catalog_home.catalogs) == before


def test_weights_with_a_wrong_hash(
    demo_home: Home, home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lite-text"
    shutil.copytree(demo_home.weights / "lite-text", folder)
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    refusal = run(capfd, "models", "add", folder)
    check_refusal(refusal, "model.safetensors", "sha256|hash|match")
    assert not (home.weights / "lite-text").exists()


WITHOUT_RIGHTS = (
    ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
    if os.geteuid() == 0
    else ()
)
"""Makes root obey permissions like everybody."""


def in_a_process(*arguments: str | Path, home: Path, prefix: tuple[str, ...]) -> Refusal:
    """Run the command in a process of its own, with fewer rights or in another world."""
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "app", *map(str, arguments)],
        env={**os.environ, "TRIAD_HOME": str(home)},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return Refusal(done.returncode, done.stdout, done.stderr)


def test_a_folder_that_may_not_be_read(weights_home: Home, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir(mode=0o000)
    command = ("catalog", "import", "folder", secret, "--name", "new")
    refusal = in_a_process(*command, home=weights_home.root, prefix=WITHOUT_RIGHTS)
    secret.chmod(0o700)
    check_refusal(refusal, "secret", "read|open|permission")
    assert not (weights_home.catalogs / "new").exists()


def test_no_permission_to_write_the_home(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    command = ("catalog", "import", "tuxpaint")
    refusal = in_a_process(*command, home=locked / "home", prefix=WITHOUT_RIGHTS)
    check_refusal(refusal, "locked", "TRIAD_HOME")
    assert list(locked.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a full disk")
def test_a_full_disk_during_an_import(weights_home: Home, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for number in range(40):
        (media / f"picture {number}.png").write_bytes(png(200, 200 + number))
    small = tmp_path / "small"
    small.mkdir()
    world = (
        f"mount -t tmpfs -o size=1m none {small} && ln -s {weights_home.weights} {small}/weights"
    )
    prefix = ("unshare", "--mount", "sh", "-c", f'{world} && exec "$@"', "sh")
    command = ("catalog", "import", "folder", media, "--name", "new")
    refusal = in_a_process(*command, home=small, prefix=prefix)
    check_refusal(refusal, "", "(?i)full|space")
