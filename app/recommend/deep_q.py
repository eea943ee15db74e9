"""Deep Q-learning over sessions: what an item is worth now *and* for the rest of the session.

A small network reads the session's state and an item's features and says how much reward
is still to come if that item is shown now and the best ones after it (Mnih et al. 2015:
replay buffer, target network, exploration that declines). The online network chooses the
next item, the target network says what it is worth (double DQN, van Hasselt et al. 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor, nn

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class DeepQSettings:
    """How the network learns.

    Attributes
    ----------
    hidden
        Width of both hidden layers.
    discount
        What a reward one step later is worth, 0 (never looks ahead) to 1.
    learning_rate, batch
        Of Adam, and how many remembered steps it learns from at a time.
    memory
        How many steps are remembered.
    warm_up
        Steps before learning begins.
    every
        Steps from one learning to the next.
    follow
        Share of the way that the target network follows at each learning, above 0 to 1.
    explore_first, explore_last, explore_steps
        Share of items shown at random at first and in the end; it falls on a line.
    """

    hidden: int = 48
    discount: float = 0.9
    learning_rate: float = 2e-3
    batch: int = 32
    memory: int = 10_000
    warm_up: int = 100
    every: int = 2
    follow: float = 0.02
    explore_first: float = 1.0
    explore_last: float = 0.02
    explore_steps: int = 1200

    def __post_init__(self) -> None:
        counts = (self.hidden, self.batch, self.memory, self.every, self.explore_steps)
        if min(counts) < 1 or not 0 <= self.discount <= 1 or not 0 < self.follow <= 1:
            raise InputError("deep Q-learning", "its settings are out of range; correct them")


@dataclass(frozen=True)
class Step:
    """One item that was shown.

    Attributes
    ----------
    inputs
        State and features of the item, shape (f,).
    reward
        What showing it gave.
    following
        State and features of each item after it, shape (n, f).
    is_last
        Whether the session ended with it.
    """

    inputs: Floats
    reward: float
    following: Floats
    is_last: bool


class ReplayBuffer:
    """The newest steps, at most ``capacity`` of them; drawn from at random.

    Parameters
    ----------
    capacity
        When full, the oldest step makes room.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity, self._steps, self._oldest = capacity, list[Step](), 0

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, step: Step) -> None:
        """Remember one step."""
        if len(self._steps) < self._capacity:
            self._steps.append(step)
        else:
            self._steps[self._oldest] = step
            self._oldest = (self._oldest + 1) % self._capacity

    def draw(self, count: int, chance: np.random.Generator) -> list[Step]:
        """Return steps, each drawn from all."""
        return [self._steps[place] for place in chance.integers(len(self._steps), size=count)]


class DeepQ:
    """Learns while it chooses; the same for the same seed and rewards.

    Parameters
    ----------
    width
        Length of the inputs: a session's state and one item's features.
    settings
        How it learns.
    seed
        Draws the first weights, what is explored and what is replayed.
    """

    def __init__(self, width: int, settings: DeepQSettings, seed: int) -> None:
        import torch

        from app.training.chance import own_chance

        self._settings, self._chance = settings, np.random.default_rng((seed, 17))
        with own_chance(seed):
            self._online = _network(width, settings.hidden)
        self._target = _network(width, settings.hidden)
        self._target.load_state_dict(self._online.state_dict())
        self._optimizer = torch.optim.Adam(
            self._online.parameters(), lr=settings.learning_rate, fused=True
        )
        theirs = tuple(self._online.parameters())
        self._pairs = tuple(zip(self._target.parameters(), theirs, strict=True))
        self._memory, self._steps = ReplayBuffer(settings.memory), 0

    @property
    def exploration(self) -> float:
        """Share of choices that are made at random now."""
        first, last = self._settings.explore_first, self._settings.explore_last
        passed = min(1.0, self._steps / self._settings.explore_steps)
        return first + (last - first) * passed

    def values(self, inputs: Floats) -> Floats:
        """Return what each row of inputs is worth with all that follows, (n, f) to (n,)."""
        import torch

        with torch.inference_mode():
            found: Floats = self._online(torch.from_numpy(inputs)).squeeze(-1).numpy()
        return found

    def choose(self, inputs: Floats) -> int:
        """Return the number of the item to show: mostly the best, at times any."""
        if self._chance.random() < self.exploration:
            return int(self._chance.integers(len(inputs)))
        return int(self.values(inputs).argmax())

    def learn(self, step: Step) -> None:
        """Remember a step; now and then learn from some that are remembered."""
        self._memory.add(step)
        self._steps += 1
        if self._steps >= self._settings.warm_up and self._steps % self._settings.every == 0:
            self._replay(self._memory.draw(self._settings.batch, self._chance))

    def _replay(self, steps: list[Step]) -> None:
        import torch

        inputs = torch.from_numpy(np.stack([step.inputs for step in steps]))
        wanted = self._wanted(steps)
        loss = torch.nn.functional.smooth_l1_loss(self._online(inputs).squeeze(-1), wanted)
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        self._optimizer.step()
        with torch.no_grad():
            for mine, theirs in self._pairs:
                mine.lerp_(theirs, self._settings.follow)

    def _wanted(self, steps: list[Step]) -> Tensor:
        """Return what each step was worth: its reward, and what the target network expects."""
        import torch

        rewards = torch.tensor([step.reward for step in steps])
        if self._settings.discount == 0:
            return rewards
        goes_on = torch.tensor([not step.is_last for step in steps], dtype=torch.float32)
        following = torch.from_numpy(np.stack([step.following for step in steps]))
        with torch.no_grad():
            best = self._online(following).argmax(dim=1, keepdim=True)
            chosen = following.take_along_dim(best, dim=1)
            worth: Tensor = self._target(chosen).reshape(-1)
        return rewards + self._settings.discount * goes_on * worth


def _network(width: int, hidden: int) -> nn.Module:
    """Return a network from (..., width) to (..., 1)."""
    from torch import nn

    return nn.Sequential(
        nn.Linear(width, hidden),
        nn.ReLU(),
        nn.Linear(hidden, hidden),
        nn.ReLU(),
        nn.Linear(hidden, 1),
    )
