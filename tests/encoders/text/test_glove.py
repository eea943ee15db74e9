from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.extractor import FitData
from app.encoders.text.glove import GloveExtractor
from tests.encoders.text.corpus import check_contract, fitted, nearest_is_of_the_kind

FILE = "cat 1 0 0\napple 0 1 0\nlion 0.9 0.1 0\n"


def test_vectors_learnt_from_captions_tell_categories_apart() -> None:
    model = fitted(TextFeature.GLOVE)
    check_contract(TextFeature.GLOVE, model)
    assert not model.transform(["", "zyx wvu"]).any()
    assert nearest_is_of_the_kind(model) > 0.9


def test_vectors_of_a_file_know_words_that_no_caption_has(tmp_path: Path) -> None:
    path = tmp_path / "vectors.txt"
    path.write_text(FILE, "utf-8")
    extractor = GloveExtractor(path)
    model = extractor.fit(["a cat", "an apple"], FitData(["a", "b"]))
    cat, apple, lion, unknown = model.transform(["cat", "apple", "a lion", "zyx"])
    assert cat @ lion > 0.9
    assert apple @ lion < 0.2
    assert not unknown.any()
    path.unlink()
    again = GloveExtractor().restore(model.arrays(), model.settings())
    assert again.digest == model.digest
    np.testing.assert_allclose(again.transform(["lion"])[0], lion, atol=1e-6)


def test_a_file_of_other_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors.txt"
    path.write_text(FILE, "utf-8")
    with pytest.raises(FusionError, match="none of the captions' words"):
        GloveExtractor(path).fit(["ein Apfel"], FitData(["a"]))


def test_a_ragged_file_changes_nothing_and_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "vectors.txt"
    path.write_text(FILE + "dog 1 2\n", "utf-8")
    with pytest.raises(FusionError, match=r"vectors\.txt, line 4: has 2 numbers"):
        GloveExtractor(path).fit(["a cat"], FitData(["a"]))
