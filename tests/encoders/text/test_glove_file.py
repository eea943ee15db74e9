from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.errors import FusionError
from app.encoders.text.glove_file import read_glove_file

GOOD = "the 0.1 0.2 -3e-1\ncat 1 2 3\n猫 4 5 6\ncat 9 9 9\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "vectors.txt"
    path.write_text(text, "utf-8", newline="")
    return path


def test_wanted_and_first_words_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    found = read_glove_file(path, frozenset({"猫", "dog"}))
    assert list(found) == ["猫"]
    np.testing.assert_array_equal(found["猫"], np.array([4, 5, 6], np.float32))
    assert list(read_glove_file(path, frozenset({"猫"}), first=1)) == ["the", "猫"]


def test_the_first_line_of_a_word_counts(tmp_path: Path) -> None:
    found = read_glove_file(written(tmp_path, GOOD), frozenset({"cat"}))
    np.testing.assert_array_equal(found["cat"], np.array([1, 2, 3], np.float32))


@pytest.mark.parametrize("text", ["2 3\ncat 1 2 3\n", "cat 1 2 3 \r\n\r\n", "cat 1 2 3"])
def test_headers_blank_lines_and_ends_of_lines_do_not_matter(tmp_path: Path, text: str) -> None:
    found = read_glove_file(written(tmp_path, text), frozenset({"cat"}))
    np.testing.assert_array_equal(found["cat"], np.array([1, 2, 3], np.float32))


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (GOOD + "dog 1 2\n", "line 5", "2 numbers where 3 are expected"),
        ("cat 1 2\ndog 1 2 3\n", "line 2", "3 numbers where 2 are expected"),
        ("cat 1 2\ndog one 2\n", "line 2", "no number"),
        ("cat 1 2\ndog 1  2\n", "line 2", "where 2 are expected"),
        ("cat 1 nan\n", "line 1", "not finite"),
        ("cat 1 1e39\n", "line 1", "not finite"),
        ("cat\n", "line 1", "0 numbers where 1 are expected"),
        ("", "vectors.txt", "has no word vectors"),
        ("\n \n", "vectors.txt", "has no word vectors"),
    ],
)
def test_a_broken_file_is_refused_with_file_and_line(
    tmp_path: Path, text: str, where: str, why: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FusionError, match=why) as caught:
        read_glove_file(path, frozenset({"cat"}))
    assert str(path) in caught.value.what
    assert where in caught.value.what


def test_what_is_no_text_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"cat \xff\xfe\x00 2\n")
    with pytest.raises(FusionError, match="not text in UTF-8"):
        read_glove_file(tmp_path / "bytes", frozenset())
    (tmp_path / "long").write_bytes(b"1" * 200_000)
    with pytest.raises(FusionError, match="too long"):
        read_glove_file(tmp_path / "long", frozenset())
    with pytest.raises(FusionError, match="cannot be read"):
        read_glove_file(tmp_path / "missing", frozenset())
    with pytest.raises(FusionError, match="cannot be read"):
        read_glove_file(tmp_path, frozenset())
