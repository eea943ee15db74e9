"""Many queries from a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.batch import LONGEST_LINE, answer_batch, read_lines
from app.core.errors import MediaError, QueryError
from app.core.modality import PerModality
from app.core.query import Query
from app.core.recommendation import Answer, ModelIdentity, Timings
from app.engine.messages import Recommend

DEFAULTS = Recommend(Query(weights=PerModality(1.0, 0.5, 1.0)), top=7, leave_out=("always",))


def lines_of(*values: object) -> list[Any]:
    raw = b"".join(
        one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in values
    )
    return list(read_lines(io.BytesIO(raw), DEFAULTS))


def empty_answer(job: Recommend) -> Answer:
    nobody = ModelIdentity("fusion", "0", "cpu")
    return Answer(job.query, "c", 0, PerModality(None, None, None), nobody, Timings(), ())


def test_strings_and_lists_are_both_fine() -> None:
    (line,) = lines_of({"id": "x", "image": "a.png", "text": ["b", "c"], "audio": None})
    assert line.identifier == "x"
    assert line.job.query.images == ("a.png",)
    assert line.job.query.texts == ("b", "c")
    assert line.job.query.sounds == ()
    assert line.job.query.weights == DEFAULTS.query.weights
    assert line.job.top == 7


def test_a_line_may_choose_for_itself() -> None:
    (line,) = lines_of(
        {"text": "a", "weights": {"text": 2}, "top": 3, "leave_out": ["b"], "transcript": "c"}
    )
    assert line.job.query.weights == PerModality(1.0, 2.0, 1.0)
    assert line.job.top == 3
    assert line.job.leave_out == ("always", "b")
    assert line.job.query.transcript == "c"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({"id": 1, "text": 3}, "text"),
        ({"id": 1, "image": [1]}, "image"),
        ({"id": 1, "colour": "red"}, "colour"),
        ({"id": 1, "text": "a", "weights": {"text": "much"}}, "weight text"),
        ({"id": 1, "text": "a", "weights": {"smell": 1}}, "weights"),
        ({"id": 1, "text": "a", "weights": {"text": 5}}, "from 0 to 2"),
        ({"id": 1, "text": "a", "top": 0}, "top"),
        ({"id": 1, "text": "a", "top": True}, "top"),
        ({"id": 1, "text": "a", "transcript": 4}, "transcript"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_identifier(
    value: dict[str, Any], word: str
) -> None:
    (line,) = lines_of(value)
    assert line.identifier == 1
    assert line.job is None
    assert word in line.error


def test_bad_lines_do_not_stop_the_rest() -> None:
    lines = lines_of(
        b"not json\n",
        b"[1]\n",
        b"\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        {"id": 5, "text": "a"},
    )
    assert [line.number for line in lines] == [1, 2, 4, 5, 6]
    assert [line.job is None for line in lines] == [True, True, True, True, False]
    assert all(line.identifier is None for line in lines[:4])


def test_a_line_without_end_takes_bounded_memory() -> None:
    lines = lines_of(b"x" * (3 * LONGEST_LINE) + b"\n", {"id": 2, "text": "a"})
    assert [line.number for line in lines] == [1, 2]
    assert "longer" in lines[0].error
    assert lines[1].job.query.texts == ("a",)


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_no_bytes_whatsoever_end_the_reading(pieces: list[bytes]) -> None:
    raw = b"\n".join(pieces) + b"\n" + b'{"id": "last", "text": "a"}'
    lines = list(read_lines(io.BytesIO(raw), DEFAULTS))
    assert lines[-1].identifier == "last"


def test_answers_stream_in_order_and_errors_stay_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def answer(job: Recommend) -> Answer:
        (text,) = job.query.texts
        asked.append(text)
        assert capsys.readouterr().out.count("\n") == (1 if len(asked) > 1 else 0)
        if text == "bad":
            raise MediaError("bad.png", "is damaged;\ntry another")
        if text == "fault":
            raise ZeroDivisionError("ours")
        return empty_answer(job)

    path = tmp_path / "queries.jsonl"
    texts = ["good", "bad", "fault", "good"]
    path.write_text("".join(json.dumps({"id": t, "text": t}) + "\n" for t in texts), "utf-8")
    answer_batch(path, DEFAULTS, answer)
    assert asked == texts


@pytest.fixture
def written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[list[dict[str, Any]]]:
    path = tmp_path / "queries.jsonl"
    path.write_bytes(b'{"id": 1, "text": "a"}\n{"id": 2, "text": ""}\nnonsense\n{"text": 1}\n')

    def answer(job: Recommend) -> Answer:
        if job.query.texts == ("",):
            raise MediaError("text", "has no visible characters; write some words")
        return empty_answer(job)

    answer_batch(path, DEFAULTS, answer)
    yield [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_shape_of_answers_and_errors(written: list[dict[str, Any]]) -> None:
    good, bad, nonsense, nameless = written
    assert good["id"] == 1
    assert good["schema"] == 1
    assert bad == {"id": 2, "error": "text: has no visible characters; write some words"}
    assert (nonsense["id"], nonsense["line"]) == (None, 3)
    assert (nameless["id"], nameless["line"]) == (None, 4)
    assert set(nonsense) == {"id", "line", "error"}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        answer_batch(tmp_path / "missing.jsonl", DEFAULTS, empty_answer)
