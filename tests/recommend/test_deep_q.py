from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from app.core.errors import InputError
from app.recommend.deep_q import DeepQ, DeepQSettings, ReplayBuffer, Step

SETTINGS = DeepQSettings(
    hidden=16, learning_rate=1e-2, warm_up=16, every=1, follow=0.1, explore_steps=100
)


def inputs(place: int) -> NDArray[np.float32]:
    """Where one is (0, 1 or 2), and each of two items."""
    where = np.eye(3, dtype=np.float32)[place]
    return np.stack([np.append(where, item) for item in (0, 1)]).astype(np.float32)


def learnt(discount: float, rounds: int = 150, seed: int = 0) -> DeepQ:
    """Item 1 gives 0.5 at once and nothing after; item 0 nothing now, but 1 if it comes again."""
    network = DeepQ(4, DeepQSettings(**{**vars(SETTINGS), "discount": discount}), seed)
    for _ in range(rounds):
        item = network.choose(inputs(0))
        place = 1 + item
        network.learn(Step(inputs(0)[item], 0.5 * item, inputs(place), is_last=False))
        later = network.choose(inputs(place))
        found = float(place == 1 and later == 0)
        network.learn(Step(inputs(place)[later], found, inputs(0), is_last=True))
    return network


def test_gives_up_a_reward_now_for_more_later_only_if_it_looks_ahead() -> None:
    ahead, near = learnt(0.9).values(inputs(0)), learnt(0.0).values(inputs(0))
    np.testing.assert_allclose(ahead, [0.9, 0.5], atol=0.12)
    np.testing.assert_allclose(near, [0.0, 0.5], atol=0.12)


def test_shows_what_it_believes_to_be_worth_most() -> None:
    for discount, best in ((0.9, 0), (0.0, 1)):
        network = learnt(discount)
        assert [network.choose(inputs(0)) for _ in range(50)].count(best) > 45


def test_one_network_chooses_what_comes_next_and_the_other_says_its_worth() -> None:
    network = learnt(0.9, 40)
    with torch.no_grad():
        for one in list(network._target.parameters())[-2:]:
            one.neg_()  # from now on both disagree about which item is the best
    following = torch.from_numpy(inputs(0))
    chosen = int(network._online(following).argmax())
    worth = network._target(following).detach().ravel()
    assert chosen != int(worth.argmax())
    steps = [Step(inputs(1)[0], 0.25, inputs(0), is_last=last) for last in (False, True)]
    wanted = network._wanted(steps).tolist()
    assert wanted == pytest.approx([0.25 + 0.9 * float(worth[chosen]), 0.25], abs=1e-5)


def test_the_same_seed_learns_the_same() -> None:
    one, again, other = (learnt(0.9, 40, seed).values(inputs(0)) for seed in (1, 1, 2))
    assert np.array_equal(one, again) and not np.array_equal(one, other)


def test_explores_less_and_less() -> None:
    network = DeepQ(4, SETTINGS, 0)
    step = Step(inputs(0)[0], 0.0, inputs(1), is_last=True)
    shares = [network.exploration]
    for _ in range(120):
        network.learn(step)
        shares.append(network.exploration)
    assert (
        shares[0] == 1 and shares[50] == pytest.approx(0.51) and shares[-1] == pytest.approx(0.02)
    )
    late = [network.choose(inputs(0)) for _ in range(50)]
    assert max(late.count(item) for item in (0, 1)) > 45


def test_learns_after_a_warm_up_and_then_now_and_then() -> None:
    network = DeepQ(4, replace(SETTINGS, warm_up=10, every=5), 0)
    before, learnt_at = network.values(inputs(0)), []
    for step in range(1, 21):
        network.learn(Step(inputs(0)[0], 1.0, inputs(1), is_last=True))
        after = network.values(inputs(0))
        if not np.array_equal(before, after):
            learnt_at.append(step)
        before = after
    assert learnt_at == [10, 15, 20]


def test_remembers_the_newest_steps() -> None:
    memory = ReplayBuffer(3)
    for reward in range(5):
        memory.add(Step(inputs(0)[0], reward, inputs(1), is_last=False))
    drawn = {step.reward for step in memory.draw(100, np.random.default_rng(0))}
    assert len(memory) == 3 and drawn == {2, 3, 4}


@pytest.mark.parametrize(("hidden", "discount", "follow"), [(0, 0.9, 0.1), (8, 2, 0.1), (8, 1, 0)])
def test_refuses_settings_out_of_range(hidden: int, discount: float, follow: float) -> None:
    with pytest.raises(InputError):
        DeepQSettings(hidden=hidden, discount=discount, follow=follow)
