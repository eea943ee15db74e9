"""What Triad must find in the demo catalog, through the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import skimage

from app.core.home import Home

ELSEWHERE = Path(skimage.__file__).parent / "data"
STAMPS = Path("/usr/share/tuxpaint/stamps")
DRAKE = STAMPS / "animals/birds/drake.ogg"
RED_FRUITS = ("red apple", "strawberr", "tomato", "cherr", "fuji")

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def answers(prepared_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """All queries in one run of the program, by their identifiers."""
    queries: list[dict[str, Any]] = [
        {"id": "fruit", "text": "a red fruit"},
        {"id": "music", "text": "something to make music with"},
        {"id": "chelsea", "image": str(ELSEWHERE / "chelsea.png")},
        {"id": "coffee", "image": str(ELSEWHERE / "coffee.png")},
        {"id": "rocket", "image": str(ELSEWHERE / "rocket.jpg")},
        {"id": "drake", "audio": str(DRAKE), "leave_out": ["animals/birds/drake"]},
        {
            "id": "all",
            "image": str(ELSEWHERE / "chelsea.png"),
            "text": "a young animal",
            "audio": str(DRAKE),
            "weights": {"image": 1.5, "text": 0.5, "audio": 1.0},
        },
    ]
    path = tmp_path_factory.mktemp("answers") / "queries.jsonl"
    path.write_text("\n".join(map(json.dumps, queries)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "app", "recommend", "--batch", str(path), "--json"],
        env={**os.environ, "TRIAD_HOME": str(prepared_home.root)},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {answer["id"]: answer for answer in found}


def titles(answer: dict[str, Any], top: int) -> list[str]:
    return [result["title"].lower() for result in answer["results"][:top]]


def test_a_red_fruit_comes_first(answers: Answers) -> None:
    assert any(fruit in titles(answers["fruit"], 1)[0] for fruit in RED_FRUITS)


def test_instruments_make_music(answers: Answers) -> None:
    instruments = [r for r in answers["music"]["results"] if "hobbies/music" in r["category"]]
    assert len(instruments) >= 7


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("chelsea", ("cat", "kitten", "lynx", "tiger")),
        ("coffee", ("cup", "mug", "coffee", "espresso")),
        ("rocket", ("rocket",)),
    ],
)
def test_pictures_from_elsewhere(picture: str, words: tuple[str, ...], answers: Answers) -> None:
    best = titles(answers[picture], 5)
    assert any(word in title for title in best for word in words), best


def test_a_drake_sounds_like_a_duck(answers: Answers) -> None:
    found = [result["item_id"] for result in answers["drake"]["results"]]
    assert "animals/birds/drake" not in found
    assert any("duck" in title for title in titles(answers["drake"], 10)), found


@pytest.mark.parametrize("name", ["fruit", "chelsea", "drake", "all"])
def test_the_bars_add_up_to_the_score(name: str, answers: Answers) -> None:
    answer = answers[name]
    given = {key for key in ("image", "text", "audio") if answer["query"][key]}
    if answer["query"]["transcript"]:
        given.add("text")
    for result in answer["results"]:
        parts = result["contributions"]
        assert result["baseline"] + sum(parts.values()) == pytest.approx(result["score"], abs=1e-5)
        assert {key for key, part in parts.items() if part != 0.0} <= given
    scores = [result["score"] for result in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    assert [result["rank"] for result in answer["results"]] == list(range(1, 11))


def test_the_answer_keeps_its_contract(answers: Answers) -> None:
    answer = answers["all"]
    assert answer["schema"] == 1
    assert answer["catalog"] == {"name": "tuxpaint", "items": 1033}
    assert answer["query"]["weights"] == {"image": 1.5, "text": 0.5, "audio": 1.0}
    for model in (*("image", "text", "audio"), "fusion"):
        assert set(answer["models"][model]) == {"name", "digest", "device"}
    assert set(answer["timings_ms"]) >= {"load", "encode", "fuse", "search", "explain", "total"}
    keys = {"rank", "item_id", "title", "category", "score", "baseline", "contributions"}
    assert all(set(result) >= keys for result in answer["results"])
