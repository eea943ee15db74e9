from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.core.errors import Cancelled, FusionError
from app.core.lab import AudioFeature
from app.core.progress import Cancellation
from app.encoders.category_task import Body, CategoryNetwork, CategoryTask, learn_categories
from app.encoders.device import CPU
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData
from app.training.chance import own_chance
from tests.encoders.samples import separation

KIND = AudioFeature.CNN
BODY = Body(lambda: nn.Sequential(nn.Linear(8, 6), nn.Tanh()), (FeaturePart("body", 6),))


def rows(count: int, seed: int = 0) -> tuple[NDArray[np.float32], list[str]]:
    """Return inputs whose column 0 or 1 is high, by category, beside louder noise."""
    chance = np.random.default_rng(seed)
    inputs = chance.normal(size=(count, 8)).astype(np.float32) * ([1, 1] + [2] * 6)
    inputs[np.arange(count), np.arange(count) % 2] += 4
    return inputs.astype(np.float32), ["even" if row % 2 == 0 else "odd" for row in range(count)]


def test_the_body_learns_what_tells_categories_apart() -> None:
    inputs, categories = rows(100)
    asked, wanted = rows(100, seed=9)
    trained = learn_categories(BODY, inputs, FitData(categories), KIND, CPU)
    with own_chance(0):
        untrained = BODY.make()
    with torch.no_grad():
        before, after = (body(torch.from_numpy(asked)).numpy() for body in (untrained, trained))
    assert separation(after, wanted) > 0.4
    assert separation(after, wanted) > 2 * separation(before, wanted)
    assert not trained.training


def test_rows_without_a_category_change_nothing() -> None:
    inputs, categories = rows(20)
    noise = np.full((3, 8), 1e6, np.float32)
    alone = learn_categories(BODY, inputs, FitData(categories), KIND, CPU)
    more = np.concatenate([noise, inputs])
    beside = learn_categories(BODY, more, FitData(["", "", "", *categories]), KIND, CPU)
    torch.testing.assert_close(alone.state_dict(), beside.state_dict(), rtol=0, atol=0)


def test_a_category_of_one_item_is_trained_on_and_not_held_out() -> None:
    inputs, categories = rows(20)
    lonely, one_each = [*categories[:-1], "alone"], [str(row) for row in range(20)]
    for names, most in ((lonely, 17), (one_each, 20)):
        seen: set[float] = set()

        def note(batch: Tensor, seen: set[float] = seen) -> Tensor:
            seen.update(batch[:, 0].tolist())
            return batch

        learn_categories(BODY, inputs, FitData(names), KIND, CPU, vary=note)
        assert len(seen) == most
        assert float(inputs[-1, 0]) in seen


@pytest.mark.parametrize(
    ("categories", "why"),
    [
        (["even", "odd"] * 3, "at least 8 items with a category .* there are 6"),
        (["even", "odd"] * 3 + [""] * 14, "at least 8 items with a category .* there are 6"),
        (["even"] * 20, "at least 2 categories .* there are 1"),
    ],
)
def test_too_little_is_refused(categories: list[str], why: str) -> None:
    inputs = rows(20)[0][: len(categories)]
    with pytest.raises(FusionError, match=why):
        learn_categories(BODY, inputs, FitData(categories), KIND, CPU)


def test_the_score_is_the_mean_chance_of_the_right_category() -> None:
    network = CategoryNetwork(nn.Identity(), 2, 2)
    with torch.no_grad():
        network.head.weight.copy_(torch.eye(2))
        network.head.bias.zero_()
    inputs = torch.log(torch.tensor([[0.9, 0.1], [0.4, 0.6], [0.5, 0.5]]))
    targets = torch.tensor([0, 0, 1])
    held_out = np.array([True, True, False])
    task = CategoryTask(network, inputs, targets, held_out, lambda batch: batch)
    with torch.no_grad():
        found = task.validate()
    assert task.rows == 1
    assert found.score == pytest.approx((0.9 + 0.4) / 2)
    assert found.loss == pytest.approx(-(np.log(0.9) + np.log(0.4)) / 2)
    # Smoothed by 0.1, two even chances cost the same as without.
    assert float(task.loss(torch.tensor([0])).detach()) == pytest.approx(np.log(2))


def test_it_stops_when_cancelled() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    inputs, categories = rows(20)
    with pytest.raises(Cancelled):
        learn_categories(BODY, inputs, FitData(categories), KIND, CPU, cancellation=cancellation)
