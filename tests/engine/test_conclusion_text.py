from __future__ import annotations

from dataclasses import replace

from app.core.evaluation import Claim, Conclusion, EvaluationCell
from app.engine.conclusion_text import ENGLISH

WORDS = {"system": "lstm", "why": "too few", "known": "5", "new": "4", "queries": "7"}
FIRST = EvaluationCell(
    "image", "image features", "clean", "ndcg@10", 0.6, 0.02, 0.0004, "text", -0.1
)
CELLS = (FIRST, replace(FIRST, row="sound", column="noisy", mean=0.5))


def say(claim: Claim) -> str:
    return Conclusion(claim, CELLS, WORDS).say(ENGLISH[claim])


def test_every_claim_has_words_and_its_places_are_filled() -> None:
    for claim in Claim:
        assert "{" not in say(claim) and say(claim).endswith(".")


def test_figures_stand_in_their_places() -> None:
    assert say(Claim.DEFAULT_LOSES) == (
        "The default fusion is beaten by text in ndcg@10, clean: 0.600 ± 0.020, −0.100, p < 0.001."
    )
    assert say(Claim.FEATURES) == (
        "Image features under the default fusion, by category: image 0.600; sound 0.500."
    )
    assert say(Claim.STRAIN) == "Default fusion by category: clean 0.600; noisy 0.500."
    assert "image (0.600 ± 0.020 by category) is ahead of sound." in say(Claim.SIMPLE_WINS)
    assert "0.600; with noisy of the catalog 0.500." in say(Claim.TUNED)
