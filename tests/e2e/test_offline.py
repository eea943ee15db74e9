"""Nothing leaves the machine: a whole query works without a network and asks for none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.home import Home

# Python runs this before anything else, in the program and in each of its children.
WATCH = """
import os, sys

def _watch(event, arguments, inet=(2, 10)):
    if event == "socket.__new__" and arguments[1] not in inet:
        return
    if event in ("socket.__new__", "socket.connect", "socket.sendto", "socket.getaddrinfo"):
        if event == "socket.connect" and isinstance(arguments[1], (str, bytes)):
            return
        with open(os.environ["WATCHED_SOCKETS"], "a") as record:
            record.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(_watch)
"""
NO_NETWORK = ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--net")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where every internet socket of the program and its children is written down."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("WATCHED_SOCKETS", str(tmp_path / "sockets"))
    return tmp_path / "sockets"


def test_the_watch_sees_a_socket(record: Path) -> None:
    program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)
    assert "socket.__new__" in record.read_text()


def test_a_query_needs_no_network_and_opens_no_internet_socket(
    demo_home: Home, record: Path
) -> None:
    stamps = sorted(Path("/usr/share/tuxpaint/stamps/animals").rglob("*.ogg"))
    sound = next(path for path in stamps if "_desc" not in path.name)
    picture = sound.with_suffix(".png")
    query = ["--text", "a red fruit", "--audio", str(sound), "--image", str(picture)]
    done = subprocess.run(
        [*NO_NETWORK, sys.executable, "-m", "app", "recommend", *query, "--json"],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert len(answer["results"]) == 10
    assert all(answer["models"][part]["digest"] for part in ("image", "text", "audio"))
    assert not record.exists(), record.read_text()
