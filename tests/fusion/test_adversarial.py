from __future__ import annotations

import copy

import pytest
import torch

from app.core.lab import NetworkSettings
from app.fusion.adversarial import (
    AdversarialNetwork,
    Discriminators,
    discriminator_loss,
    generator_loss,
)

SETTINGS = NetworkSettings(dimension=16, hidden=16, heads=1, dropout=0.0)


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.manual_seed(0)


def test_the_joint_vector_is_the_weighted_sum_of_what_generators_give() -> None:
    network = AdversarialNetwork((5, 6, 7), SETTINGS).eval()
    inputs = [torch.randn(4, size) for size in (5, 6, 7)]
    alone = [network(inputs, row.expand(4, -1)) for row in torch.eye(3)]
    mixed = network(inputs, torch.tensor([[1.0, 0.5, 0.0]]).expand(4, -1))
    assert torch.allclose(mixed, alone[0] + 0.5 * alone[1], atol=1e-6)
    assert not torch.allclose(alone[0], alone[1], atol=1e-2)
    assert len(network.generators) == 3


def test_discriminators_learn_to_tell_and_generators_to_be_taken_for() -> None:
    judges = Discriminators(1, SETTINGS)
    whole, start = torch.randn(64, 16) + 1, torch.randn(64, 16) - 1
    shown = torch.ones(64, 1, dtype=torch.bool)
    optimizer = torch.optim.Adam(judges.parameters(), 1e-2)
    first = float(discriminator_loss(judges, whole, [start], shown).detach())
    for _ in range(60):
        optimizer.zero_grad()
        torch.autograd.backward(discriminator_loss(judges, whole, [start], shown))
        optimizer.step()
    # 0.16 is the least for targets of 0.9 and 0.
    assert float(discriminator_loss(judges, whole, [start], shown).detach()) < 0.25 < first
    shift = torch.zeros(1, 16, requires_grad=True)
    mover = torch.optim.Adam([shift], 5e-2)
    with torch.no_grad():
        before = float(generator_loss(judges, [start], shown))
    for _ in range(60):
        mover.zero_grad()
        torch.autograd.backward(generator_loss(judges, [start + shift], shown))
        mover.step()
    moved = shift.detach()
    assert float(generator_loss(judges, [start + moved], shown).detach()) < before / 4
    assert float(moved.mean()) > 0.5


def test_rows_that_are_not_shown_have_no_say() -> None:
    judges = Discriminators(2, SETTINGS)
    whole, alone = torch.randn(6, 16), [torch.randn(6, 16), torch.randn(6, 16)]
    shown = torch.tensor([[True, False]] * 3 + [[False, False]] * 3)
    loss = discriminator_loss(judges, whole, alone, shown)
    other = copy.deepcopy(alone)
    other[0][3:] += 5
    other[1] += 5
    assert torch.equal(loss, discriminator_loss(judges, whole, other, shown))
    other[0][0] += 5
    assert not torch.equal(loss, discriminator_loss(judges, whole, other, shown))


def test_a_batch_of_single_modalities_still_has_a_slope() -> None:
    judges = Discriminators(2, SETTINGS)
    nothing = torch.zeros(4, 2, dtype=torch.bool)
    loss = discriminator_loss(judges, torch.randn(4, 16), [torch.randn(4, 16)] * 2, nothing)
    torch.autograd.backward(loss)
    assert float(loss.detach()) == 0
    assert all(one.grad is not None for one in judges.parameters())
