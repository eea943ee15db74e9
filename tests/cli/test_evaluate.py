from __future__ import annotations

import pytest

from app.cli import evaluate


def test_what_was_not_measured_is_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    figures = dict.fromkeys(evaluate.MEASURES)
    measured = {"text_to_item": {**figures, "mrr": 0.25}, "image+text_to_item": figures, "folds": 5}
    evaluate._show(measured)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["text", "–", "–", "–", "0.250"] in lines
    assert ["image+text", "–", "–", "–", "–"] in lines
