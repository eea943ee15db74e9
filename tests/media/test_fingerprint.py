"""Fingerprints against the system's own tool and known values."""

from __future__ import annotations

import subprocess
from pathlib import Path

from app.media.fingerprint import sha256_of_bytes, sha256_of_file, sha256_of_text


def test_a_file_of_several_blocks(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(bytes(range(256)) * 10_000)
    told = subprocess.run(["sha256sum", path], check=True, capture_output=True, text=True)
    assert sha256_of_file(path) == told.stdout.split()[0]


def test_known_values() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256_of_text("") == sha256_of_bytes(b"") == empty
    assert sha256_of_text("é") == sha256_of_bytes(b"\xc3\xa9")
