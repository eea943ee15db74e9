from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.core.evaluation import Claim, Conclusion
from app.engine.conclusion_text import sentences_of
from app.engine.messages import Evaluation, EvaluationKind
from app.ui.evaluate.conclusion_text import conclusions_text
from app.ui.evaluate.names import Names
from app.ui.translation import Translation
from tests.engine.test_conclusion_text import CELLS, WORDS
from tests.ui.scripted_lab import evaluation_of


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.use("en")


@pytest.fixture
def everything() -> Evaluation:
    """An evaluation that concludes all that there is to conclude."""
    claims = tuple(Conclusion(claim, CELLS, WORDS) for claim in Claim)
    return replace(evaluation_of("stamps", EvaluationKind.FUSION), conclusions=claims)


def test_in_english_the_window_says_what_the_command_line_says(
    translation: Translation, everything: Evaluation
) -> None:
    translation.use("en")
    lines = conclusions_text(everything, Names()).splitlines()
    assert lines == [f"•  {sentence}" for sentence in sentences_of(everything)]


def test_in_chinese_every_sentence_is_chinese_with_its_figures(
    translation: Translation, everything: Evaluation
) -> None:
    translation.use("zh_CN")
    lines = conclusions_text(everything, Names()).splitlines()
    english = sentences_of(everything)
    for said, source in zip(lines, english, strict=True):
        assert said.endswith("。") and "{" not in said
        assert ("0.600" in said) == ("0.600" in source)
    wins = lines[list(Claim).index(Claim.DEFAULT_WINS)]
    assert "文字" in wins and "干净" in wins and "p < 0.001" in wins
