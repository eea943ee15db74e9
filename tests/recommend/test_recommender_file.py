from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import InputError
from app.core.recommender import RecommenderKind
from app.recommend.build import recommender_of
from app.recommend.recommender_file import DESCRIPTION, TENSORS, load_model, save_model
from tests.recommend.circles import ITEMS, circles, looks

NAMES = [f"item {number}" for number in range(ITEMS)]
KIND = RecommenderKind.ITEM_NEIGHBOURS


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "neighbours"
    save_model(recommender_of(KIND).fit(circles()[0], looks()), folder, NAMES)
    return folder


def test_what_was_saved_scores_alike_and_replaces_what_was_there(saved: Path) -> None:
    histories, model = circles()[0], load_model(saved, NAMES)
    assert model.kind is KIND
    fitted = recommender_of(KIND).fit(histories, looks())
    np.testing.assert_array_equal(model.score(histories), fitted.score(histories))
    save_model(recommender_of(RecommenderKind.POPULARITY).fit(histories, looks()), saved, NAMES)
    assert load_model(saved, NAMES).kind is RecommenderKind.POPULARITY
    assert sorted(path.name for path in saved.parent.iterdir()) == ["neighbours"]


def test_a_model_of_another_catalog_is_refused(saved: Path) -> None:
    with pytest.raises(InputError, match="fitted to another catalog"):
        load_model(saved, NAMES[::-1])
    with pytest.raises(InputError, match="name those it knows"):
        save_model(load_model(saved, NAMES), saved, NAMES[:-1])


def test_damage_is_told(saved: Path) -> None:
    tensors, description = saved / TENSORS, saved / DESCRIPTION
    whole, told = tensors.read_bytes(), description.read_text("utf-8")
    tensors.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(InputError, match="was altered"):
        load_model(saved, NAMES)
    tensors.write_bytes(whole)
    description.write_text(json.dumps({**json.loads(told), "schema": 99}), "utf-8")
    with pytest.raises(InputError, match="another version"):
        load_model(saved, NAMES)
    description.write_text(json.dumps({**json.loads(told), "kind": "crystal ball"}), "utf-8")
    with pytest.raises(InputError, match="unknown recommender"):
        load_model(saved, NAMES)
    description.write_text("{", "utf-8")
    with pytest.raises(InputError, match="is damaged"):
        load_model(saved, NAMES)
    tensors.unlink()
    description.write_text(told, "utf-8")
    with pytest.raises(InputError, match=f"has no {TENSORS}"):
        load_model(saved, NAMES)
