from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from app.core.modality import MODALITIES, Modality
from app.ui.why.explanation import (
    IfMuted,
    as_text,
    if_muted,
    muted_in_words,
    named_sum,
    sentence,
    written_sum,
)
from tests.ui.results.samples import answer, recommendation

TEXT_ONLY = (Modality.TEXT,)


@pytest.mark.parametrize(
    ("parts", "baseline", "written"),
    [
        ((0.21, 0.55, 0.07), 0.0, "0.21 + 0.55 + 0.07 = 0.83"),
        ((0.21, 0.55, -0.04), 0.0, "0.21 + 0.55 − 0.04 = 0.72"),
        ((-0.21, 0.55, 0.0), 0.0, "−0.21 + 0.55 + 0.00 = 0.34"),
        ((0.2, 0.3, 0.1), 0.05, "0.05 + 0.20 + 0.30 + 0.10 = 0.65"),
        ((0.214, 0.214, 0.214), 0.0, "0.22 + 0.21 + 0.21 = 0.64"),
    ],
)
def test_the_sum_is_written_out(
    parts: tuple[float, float, float], baseline: float, written: str
) -> None:
    entry = recommendation(contributions=parts, baseline=baseline)
    assert written_sum(entry, MODALITIES) == written


def test_the_sum_names_its_parts_and_the_baseline(qapp: QObject) -> None:
    assert named_sum(recommendation(), MODALITIES) == (
        "picture + words + sound = score (baseline 0.00)"
    )
    with_baseline = recommendation(baseline=0.1)
    assert named_sum(with_baseline, TEXT_ONLY) == "baseline + words = score"


@pytest.mark.parametrize(
    ("parts", "asked", "said"),
    [
        (
            (0.2, 0.66, 0.14),
            MODALITIES,
            "Mostly the words: 66 %, with help from the picture (20 %).",
        ),
        ((0.05, 0.9, 0.05), MODALITIES, "Mostly the words: 90 %."),
        ((0.45, 0.1, 0.45), MODALITIES, "Above all the picture (45 %) and the sound (45 %)."),
        (
            (0.0, 0.5, 0.0),
            TEXT_ONLY,
            "The words brought it here: you asked with nothing else.",
        ),
        (
            (0.5, 0.3, -0.1),
            MODALITIES,
            "Mostly the picture: 63 %, with help from the words (37 %). "
            "Against it: the sound (−0.10).",
        ),
        (
            (0.0, -0.2, 0.0),
            TEXT_ONLY,
            "Nothing you asked with speaks for this item. Against it: the words (−0.20).",
        ),
    ],
)
def test_plain_words(
    qapp: QObject,
    parts: tuple[float, float, float],
    asked: tuple[Modality, ...],
    said: str,
) -> None:
    assert sentence(recommendation(contributions=parts), asked) == said


def test_what_if_tells_rank_and_change(qapp: QObject) -> None:
    outcomes = if_muted(recommendation(3, rank_if_muted=(14, None, 3)))
    assert outcomes == (IfMuted(Modality.IMAGE, 14, -11), IfMuted(Modality.AUDIO, 3, 0))
    assert muted_in_words(outcomes[0]) == "without the picture: rank 14 (−11)"
    assert muted_in_words(outcomes[1]) == "without the sound: rank 3 (no change)"
    assert muted_in_words(IfMuted(Modality.TEXT, 1, 2)) == "without the words: rank 1 (+2)"


def test_the_copied_text_has_all_of_it_and_survives_odd_titles(qapp: QObject) -> None:
    entry = recommendation(title="100%2 duck %1")
    text = as_text(entry, answer([entry]))
    assert text.splitlines() == [
        "100%2 duck %1: rank 1 of 1033 in “tuxpaint”",
        "Mostly the words: 63 %, with help from the picture (25 %).",
        "Picture 0.20, Words 0.50, Sound 0.10",
        "picture + words + sound = score (baseline 0.00): 0.20 + 0.50 + 0.10 = 0.80",
        "Without the picture: rank 4 (−3)",
        "Without the words: rank 9 (−8)",
        "Without the sound: rank 1 (no change)",
    ]
