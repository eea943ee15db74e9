from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import AudioFeature, ImageFeature, TextFeature
from app.core.modality import Modality
from app.encoders.fitted_arrays import check_enough, digest_of_model, modality_of, rows_of

ARRAYS = {"a": np.arange(4, dtype=np.float32), "b": np.ones((2, 2), np.float32)}


def test_kinds_of_one_name_have_their_own_modality() -> None:
    assert modality_of(TextFeature.LSTM) is Modality.TEXT
    assert modality_of(AudioFeature.LSTM) is Modality.AUDIO
    assert modality_of(ImageFeature.HOG) is Modality.IMAGE


def test_a_digest_sees_everything_but_the_order() -> None:
    first = digest_of_model(TextFeature.LSTM, ARRAYS, {"x": 1, "y": 2})
    backwards = dict(reversed(list(ARRAYS.items())))
    assert first == digest_of_model(TextFeature.LSTM, backwards, {"y": 2, "x": 1})
    swapped = ARRAYS["a"].astype(">f4")
    assert first == digest_of_model(TextFeature.LSTM, {**ARRAYS, "a": swapped}, {"x": 1, "y": 2})
    altered = ARRAYS["a"] + np.float32(1e-6)
    others = {
        digest_of_model(AudioFeature.LSTM, ARRAYS, {"x": 1, "y": 2}),
        digest_of_model(TextFeature.LSTM, ARRAYS, {"x": 1, "y": 3}),
        digest_of_model(TextFeature.LSTM, {**ARRAYS, "a": altered}, {"x": 1, "y": 2}),
        digest_of_model(TextFeature.LSTM, {**ARRAYS, "a": ARRAYS["b"]}, {"x": 1, "y": 2}),
        digest_of_model(
            TextFeature.LSTM, {**ARRAYS, "b": ARRAYS["b"].reshape(4)}, {"x": 1, "y": 2}
        ),
    }
    assert len(others | {first}) == 6


def test_descriptions_of_several_lengths_are_refused() -> None:
    rows = rows_of([np.arange(3, dtype=np.float32)] * 2, ImageFeature.HOG)
    assert rows.shape == (2, 3) and rows[1, 2] == 2
    with pytest.raises(FusionError, match="image features hog: need descriptions of 3"):
        rows_of([np.zeros(3, np.float32), np.zeros(2, np.float32)], ImageFeature.HOG)


def test_too_little_says_how_much_is_needed() -> None:
    check_enough(2, 2, ImageFeature.HOG, "categories")
    with pytest.raises(FusionError, match=r"need at least 2 categories .* there are 1"):
        check_enough(1, 2, ImageFeature.HOG, "categories")
