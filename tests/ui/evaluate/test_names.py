from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.engine.messages import EvaluationCell
from app.ui.evaluate.names import Names
from app.ui.translation import Translation

NAMES = (
    "pretrained + bag-of-words + mfcc, towers",
    "gain over the default fusion",
    "image+text",
    "audio noisy",
    "two for the third, whole gallery",
    "pretrained, image alone, nearest neighbours",
    "ndcg@10",
    "cnn-dense",
)


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.use("en")


def test_in_english_names_stay_as_they_were_measured(translation: Translation) -> None:
    translation.use("en")
    assert [Names().say(name) for name in NAMES] == list(NAMES)


def test_in_chinese_each_part_is_told_and_technical_names_stay(translation: Translation) -> None:
    translation.use("zh_CN")
    assert [Names().say(name) for name in NAMES] == [
        "预训练 + 词袋 + mfcc, 塔式",
        "相对默认融合的提升",
        "图片+文字",
        "声音 带噪声",
        "全库两种→第三",
        "预训练, 图片 单独, 最近邻",
        "ndcg@10",
        "cnn-dense",
    ]


def test_cells_keep_their_figures_under_translated_names(translation: Translation) -> None:
    translation.use("zh_CN")
    cell = EvaluationCell(
        "towers", "baselines", "text", "control", 0.5, 0.1, 0.04, "classical", 0.2
    )
    (said,) = Names().say_all((cell,))
    assert (said.row, said.group, said.column, said.measure, said.against) == (
        "塔式",
        "基线",
        "文字",
        "对照",
        "经典",
    )
    assert (said.mean, said.spread, said.p_value, said.gain) == (0.5, 0.1, 0.04, 0.2)
