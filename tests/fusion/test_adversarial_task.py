from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from app.core.lab import FusionKind, NetworkSettings, TrainerSettings
from app.fusion.strategy import train_fusion
from app.fusion.training import TrainedFusion
from tests.fusion.small_catalog import small_catalog

NETWORK = NetworkSettings(dimension=24, hidden=32, heads=2)
TRAINER = TrainerSettings(
    epochs=15, patience=15, batch_size=40, validation_share=0.3, learning_rate=5e-3
)
DATA = small_catalog(120, noise=0.3)


def _trained(weight: float) -> TrainedFusion:
    trainer = replace(TRAINER, adversarial_weight=weight)
    return train_fusion(FusionKind.ADVERSARIAL, DATA, NETWORK, trainer)


@pytest.fixture(scope="module")
def strong() -> TrainedFusion:
    return _trained(10.0)


def _late_loss(trained: TrainedFusion) -> float:
    """Return the discriminators' mean loss of the last three epochs."""
    late = [point.discriminator_loss or 0.0 for point in trained.points[-3:]]
    return sum(late) / len(late)


def test_both_losses_are_told_for_each_epoch(strong: TrainedFusion) -> None:
    points = strong.points[1:]
    assert points
    for point in points:
        assert point.generator_loss is not None and point.generator_loss > 0
        assert point.discriminator_loss is not None and point.discriminator_loss > 0
    assert any(one.generator_loss != other.generator_loss for one, other in pairwise(points))


def test_generators_that_must_deceive_do(strong: TrainedFusion) -> None:
    """Discriminators that nobody works against end up surer than those that are deceived."""
    deceived, unopposed = (_late_loss(one) for one in (strong, _trained(0.0)))
    assert deceived > unopposed + 0.03


def test_metrics_say_how_far_modalities_differ_before_and_after(strong: TrainedFusion) -> None:
    gap = strong.metrics["modality_gap"]
    for when in ("before", "start", "after"):
        assert set(gap[when]) == {"image-text", "image-audio", "text-audio"}
        for pair in gap[when].values():
            assert 0 <= pair["accuracy"] <= 1 and 0 < pair["mmd_p_value"] <= 1
    # Untrained, pictures and words lie apart; trained, they are hard to tell from each other.
    assert gap["before"]["image-text"]["accuracy"] > 0.8
    assert gap["after"]["image-text"]["accuracy"] < gap["before"]["image-text"]["accuracy"] - 0.1
