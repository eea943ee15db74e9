from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from app.core.errors import Cancelled
from app.core.lab import NetworkSettings, TrainerSettings
from app.core.progress import Cancellation, Progress
from app.evaluate.interactions import Interactions, read_interactions
from app.evaluate.interest import (
    InterestPlan,
    best_threshold,
    classification_measures,
    evaluate_interest,
    surroundings,
)
from app.evaluate.interest_examples import split_interactions
from app.evaluate.interest_networks import InterestModel, make_network
from app.evaluate.interest_task import AdversarialInterestTask, interest_scores, make_task
from app.training.chance import own_chance
from tests.evaluate.taste import arrays, write

NETWORK = NetworkSettings(dimension=16, hidden=16, heads=2, dropout=0.1)
TRAINER = TrainerSettings(epochs=5, patience=5, batch_size=128, learning_rate=2e-2, warmup_epochs=1)
PLAN = InterestPlan(users=0, repeats=1, network=NETWORK, trainer=TRAINER)
LOOKS = [
    InterestModel.IMAGE,
    InterestModel.IMAGE_AND_AUDIO,
    InterestModel.MULTIMODAL,
    InterestModel.REFERENCE,
    InterestModel.CONCATENATION,
    InterestModel.PARALLEL_DENSE,
    InterestModel.ADVERSARIAL,
    InterestModel.LSTM,
    InterestModel.TRANSFORMER,
]


@pytest.fixture(name="data", scope="module")
def taste(tmp_path_factory: pytest.TempPathFactory) -> Interactions:
    return read_interactions(write(tmp_path_factory.mktemp("taste"), arrays()))


def test_every_model_learns_tastes(data: Interactions) -> None:
    report = evaluate_interest(data, PLAN)
    auc = {model: report.figures[model]["auc"][0] for model in InterestModel}
    # Chance is 0.5; whoever knows each item's kind reaches about 0.9 at best.
    for model in (InterestModel.COLLABORATIVE, *LOOKS):
        assert auc[model] > 0.7, model
    assert abs(auc[InterestModel.POPULARITY] - 0.5) < 0.15
    assert auc[InterestModel.IMAGE] > auc[InterestModel.POPULARITY] + 0.1
    # Sounds say nothing here, so the better single modality is the picture.
    pairs = [(one["model"], one["against"]) for one in report.comparisons]
    both, all_of_it = "image and audio", "multimodal"
    assert pairs == [(m, o) for m in (all_of_it, both) for o in ("image only", "collaborative")]
    gain = report.comparisons[0]["gains"]["auc"]["points"]
    assert gain == pytest.approx(auc[InterestModel.MULTIMODAL] - auc[InterestModel.IMAGE], abs=1e-6)


@pytest.mark.parametrize("model", [one for one in InterestModel if one.value != "popularity"])
def test_networks_look_at_what_they_are_named_after(
    data: Interactions, model: InterestModel
) -> None:
    split = split_interactions(data, 2, 0)
    around = surroundings(data, split)

    def scores(image: float, audio: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        spoilt = replace(around, image=around.image + image, audio=around.audio + audio)
        with own_chance(0):
            return interest_scores(make_network(model, spoilt, NETWORK), split.test)

    plain = scores(0, 0)
    looks, hears = (not np.array_equal(plain, one) for one in (scores(1, 0), scores(0, 1)))
    assert looks == (model not in (InterestModel.COLLABORATIVE, InterestModel.AUDIO))
    assert hears == (model not in (InterestModel.COLLABORATIVE, InterestModel.IMAGE))


def test_generators_and_discriminators_learn_apart(data: Interactions) -> None:
    split = split_interactions(data, 2, 0)
    with own_chance(0):
        network = make_network(InterestModel.ADVERSARIAL, surroundings(data, split), NETWORK)
        task = make_task(network, split.fit, split.development, NETWORK, 0.5)
    assert isinstance(task, AdversarialInterestTask)
    torch.autograd.backward(task.adversary_loss(torch.arange(64)))
    assert all(one.grad is None for one in network.parameters())
    assert all(one.grad is not None for one in task.adversary.parameters())


def test_the_same_seed_gives_the_same_figures(data: Interactions) -> None:
    models = [InterestModel.ADVERSARIAL]
    plan = replace(PLAN, users=40, models=models, trainer=replace(TRAINER, epochs=1), repeats=2)
    one, again = (evaluate_interest(data, plan).to_json()["models"] for _ in range(2))
    for model in models:
        assert one[model.value]["auc"] == again[model.value]["auc"]
        first, second = one[model.value]["auc"]["seeds"]
        assert first != second
        assert one[model.value]["auc"]["spread"] == pytest.approx(abs(first - second) / 2**0.5)


def test_measures_by_hand() -> None:
    labels = np.array([1, 1, 0, 0, 0], dtype=np.float32)
    scores = np.array([0.9, 0.4, 0.6, 0.1, 0.2])
    found = classification_measures(labels, scores, 0.4)
    assert found == pytest.approx(
        {"accuracy": 4 / 5, "precision": 2 / 3, "recall": 1, "f1": 0.8, "auc": 5 / 6}
    )
    assert best_threshold(labels, scores) == 0.4


def test_cancel_stops_between_steps(data: Interactions) -> None:
    cancellation, seen = Cancellation(), []

    def report(progress: Progress) -> None:
        seen.append(progress.done)
        if progress.done == 2:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        evaluate_interest(data, PLAN, report, cancellation)
    assert seen[-1] == 2
