from __future__ import annotations

import pytest

from app.core.item import Caption, Item


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "A duck."), ("zh_CN", "鸭子"), ("fr_CA", "Un canard."), ("tlh", "Duck"), ("", "Duck")],
)
def test_title_in_a_language(language: str, title: str) -> None:
    captions = (Caption("en", "A duck."), Caption("zh_CN", "鸭子"), Caption("fr", "Un canard."))
    assert Item("birds/duck", "Duck", "birds", captions, ()).title_in(language) == title
