from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.names import check_name
from app.core.errors import CatalogError


@pytest.mark.parametrize("name", ["tuxpaint", "我的目录", "Käse & Brot", "a b", "x.y", "🦆", "ё"])
def test_any_script_is_a_name(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "a/b",
        "a\\b",
        "/etc",
        "../x",
        ".hidden",
        "a.",
        " a",
        "a\0b",
        "a\nb",
        "CON",
        "nul.txt",
        "x" * 121,
        "鸭" * 41,
        "a:b",
        "\u202etxt",
        "\ud800",
    ],
)
def test_what_no_folder_can_be_called_is_refused(name: str) -> None:
    with pytest.raises(CatalogError, match="choose another name"):
        check_name(name)


def test_names_are_composed() -> None:
    assert check_name("Ka\u0308se") == "Käse"


@given(st.text(max_size=130))
def test_every_accepted_name_is_one_part_of_a_path(name: str) -> None:
    from pathlib import PurePosixPath, PureWindowsPath

    try:
        accepted = check_name(name)
    except CatalogError:
        return
    for kind in (PurePosixPath, PureWindowsPath):
        assert (kind("root") / accepted).parts == ("root", accepted)
