from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.reasons import REASONS, reason_text
from app.ui.translation import Translation

APP = Path(__file__).parents[2] / "app"


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.use("en")


def said_by_the_engine() -> set[str]:
    """Return every text in the sources outside the window, with ``{}`` where it is filled in."""
    files = [path for path in APP.rglob("*.py") if not path.is_relative_to(APP / "ui")]
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    one.value if isinstance(one, ast.Constant) else "{}" for one in node.values
                )
                found.add("".join(map(str, parts)))
    return found


def test_the_engine_still_says_every_reason() -> None:
    said = said_by_the_engine()
    assert [one for one in REASONS if re.sub(r"\{\w+\}", "{}", one) not in said] == []


def test_reasons_are_told_in_chinese_with_what_was_filled_in(translation: Translation) -> None:
    translation.use("zh_CN")
    assert reason_text("is empty; choose a file with content").startswith("是空文件")
    assert "12 分钟" in reason_text(
        "lasts 12 minutes and the limit is 10; cut out the part you need"
    )
    assert reason_text("persona 'Bob'") == "角色 'Bob'"
    nested = "is text, not a sound; choose a WAV, FLAC, OGG, MP3 or M4A"
    assert reason_text(nested) == "是文字，不是声音；请选择 WAV、FLAC、OGG、MP3 或 M4A"


def test_what_is_not_listed_stays_english(translation: Translation) -> None:
    translation.use("zh_CN")
    assert reason_text("is purple") == "is purple"
    translation.use("en")
    for one in REASONS:
        assert reason_text(one) == one
