"""A thousand damaged files: always a message or an answer, never a crash or a hang."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.core.home import Home
from tests.e2e.mutants import write_queries

COUNT = 1000
LONGEST_SECONDS = 60.0
"""What takes longer hangs; quick or slow is another matter."""


def answers_of(path: Path) -> tuple[list[dict[str, Any]], list[float], int]:
    """Run the batch; return its answers, the seconds that each took, and the exit code."""
    answers, seconds = [], []
    with subprocess.Popen(
        [sys.executable, "-m", "app", "recommend", "--batch", str(path), "--json"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        before = time.monotonic()
        for line in process.stdout:
            now = time.monotonic()
            answers.append(json.loads(line))
            seconds.append(now - before)
            before = now
    return answers, seconds, process.returncode


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_thousand_damaged_files(demo_home: Home, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    queries = write_queries(media, COUNT, seed=20)
    batch = tmp_path / "queries.jsonl"
    batch.write_text("".join(json.dumps(query) + "\n" for query in queries), "utf-8")

    answers, seconds, code = answers_of(batch)

    assert code == 0
    assert [answer["id"] for answer in answers] == list(range(COUNT))
    answered = [answer for answer in answers if "results" in answer]
    failed = [answer for answer in answers if "results" not in answer]
    assert len(answered) > COUNT / 10
    assert len(failed) > COUNT / 4
    assert all(len(answer["results"]) == 10 for answer in answered)
    assert all(": " in answer["error"] and "\n" not in answer["error"] for answer in failed)
    assert not [answer for answer in failed if "unexpected" in answer["error"]]
    assert max(seconds) < LONGEST_SECONDS
