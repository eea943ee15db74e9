"""What a pickle may say, and that nothing else in it is ever run."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.catalog.sources.plain_pickle import LARGEST_FILE, byte_matrix, read_plain_pickle
from app.core.errors import ImportSourceError
from tests.catalog.sources.published import Python2Pickle


class RunsACommand:
    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch '{self._trace}'",)


class CallsEval:
    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return eval, (f"open({str(self._trace)!r}, 'w').close()",)


def test_what_python_2_wrote_is_read(tmp_path: Path) -> None:
    numbers = np.arange(12, dtype=np.uint8).reshape(4, 3)
    long = b"x" * 300
    content = {b"a": [1, 300, 70_000, -1], b"b": long, b"data": numbers, b"c": {b"d": []}}
    (tmp_path / "x").write_bytes(Python2Pickle().dump(content))
    found = read_plain_pickle(tmp_path / "x")
    matrix = byte_matrix(found.pop(b"data"), 3)
    assert matrix is not None
    np.testing.assert_array_equal(matrix, numbers)
    assert found == {b"a": [1, 300, 70_000, -1], b"b": long, b"c": {b"d": []}}


@pytest.mark.parametrize("protocol", [0, 1, 2, 4])
@pytest.mark.parametrize("attack", [RunsACommand, CallsEval])
def test_a_pickle_that_would_run_code_is_refused_and_nothing_runs(
    tmp_path: Path, attack: Callable[[Path], object], protocol: int
) -> None:
    trace = tmp_path / "trace"
    data = pickle.dumps({b"data": attack(trace)}, protocol)
    pickle.loads(data)  # noqa: S301
    assert trace.exists(), "the attack is real"
    trace.unlink()
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(ImportSourceError, match="nothing of it was run"):
        read_plain_pickle(tmp_path / "x")
    assert not trace.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x02cnumpy.core.multiarray\nfrombuffer\n.",
        b"\x80\x02cnumpy\nload\nU\x01x\x85R.",
        b"\x80\x02c__builtin__\neval\nU\x011\x85R.",
        b"\x80\x02(U\x011ios\nsystem\n.",
        b"\x80\x02U\x01xQ.",
        b"\x80\x02}r\xff\xff\xff\x7f.",
        b"\x80\x02\x82\x01.",
    ],
)
def test_other_names_and_instructions_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(ImportSourceError, match="nothing of it was run"):
        read_plain_pickle(tmp_path / "x")


@pytest.mark.parametrize(
    "data",
    [
        b"no pickle",
        b"\x80\x02",
        b"\x80\x02}U\x05ab",
        b"\x80\x02}(U\x01a.",
        b"\x80\x02h\x05.",
        b"\x80\x02}}b.",
        b"\x80\x02cnumpy\nndarray\nN}U\x01aK\x01s\x86b.",
        b"\x80\x02}]K\x01s.",
    ],
)
def test_damage_is_said_clearly(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(ImportSourceError, match=r"download it again|holds no dictionary"):
        read_plain_pickle(tmp_path / "x")


def test_every_cut_of_a_batch_is_refused(tmp_path: Path) -> None:
    content = {b"data": np.zeros((2, 3), np.uint8), b"labels": [1, 2]}
    whole = Python2Pickle().dump(content)
    for length in range(1, len(whole)):
        (tmp_path / "x").write_bytes(whole[:length])
        with pytest.raises(ImportSourceError):
            read_plain_pickle(tmp_path / "x")


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(ImportSourceError, match="limit"):
        read_plain_pickle(tmp_path / "x")
