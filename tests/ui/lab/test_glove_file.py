"""Word vectors of a file reach the plan only with GloVe, and can be given up again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.core.lab import FeatureChoice, TextFeature
from app.core.modality import Modality
from app.ui.lab.feature_chooser import FeatureChooser
from app.ui.theme import ThemeController


def choose(chooser: FeatureChooser, kind: TextFeature) -> None:
    choice = chooser.choices[Modality.TEXT]
    choice.setCurrentIndex(choice.findData(kind.value))
    choice.activated.emit(choice.currentIndex())


def test_a_file_counts_for_glove_alone(
    qtbot: QtBot, theme: ThemeController, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooser = FeatureChooser(theme)
    qtbot.addWidget(chooser)
    assert chooser.glove.isHidden()
    choose(chooser, TextFeature.GLOVE)
    assert not chooser.glove.isHidden()
    assert chooser.features == FeatureChoice(text=TextFeature.GLOVE)
    file = "/vectors/glove.6B.50d.txt"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    with qtbot.waitSignal(chooser.changed):
        chooser.glove.choose.click()
    assert chooser.features == FeatureChoice(text=TextFeature.GLOVE, glove_file=file)
    assert chooser.glove.name.text() == "glove.6B.50d.txt"
    chooser.glove.clear.click()
    assert chooser.features.glove_file == ""
    chooser.show_features(FeatureChoice(text=TextFeature.GLOVE, glove_file=file))
    assert chooser.features.glove_file == file
    choose(chooser, TextFeature.TF_IDF)
    assert chooser.features == FeatureChoice(text=TextFeature.TF_IDF)
    assert chooser.glove.isHidden()
