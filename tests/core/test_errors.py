from __future__ import annotations

import pickle

import pytest

from app.core import errors
from app.core.errors import Cancelled, EngineError, InputError, TriadError


def all_errors(root: type[TriadError] = TriadError) -> list[type[TriadError]]:
    found = [root]
    for child in root.__subclasses__():
        found += all_errors(child)
    return found


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_says_what_and_why_in_one_line(kind: type[TriadError]) -> None:
    error = kind("apple.png", "is truncated;\nsave it again")
    assert str(error) == "apple.png: is truncated; save it again"


@pytest.mark.parametrize("kind", all_errors(InputError), ids=lambda kind: kind.__name__)
def test_what_people_can_mend_exits_with_2(kind: type[TriadError]) -> None:
    assert kind("a", "b").exit_code == 2


def test_other_exit_codes() -> None:
    assert TriadError("a", "b").exit_code == 1
    assert EngineError("a", "b").exit_code == 1
    assert Cancelled().exit_code == 130


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_travels_between_processes(kind: type[TriadError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("a", "b")))  # noqa: S301 - made on the line itself
    assert type(copy) is kind
    assert (copy.what, copy.why) == ("a", "b")


def test_the_drawn_tree_names_every_error() -> None:
    drawing = errors.__doc__ or ""
    for kind in all_errors():
        assert kind.__name__ in drawing
