"""Learning by trial and error, compared where the truth is known.

Each simulated person meets every policy afresh, and each policy learns only from what it
showed. Measured is not what chance made of it but how likely each shown item was liked;
regret is what the best plan would have got beyond that. The settings of the policies
were chosen with the people of seeds from 1000 on, who are not among those measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import InputError
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.evaluate.reinforcement_figures import (
    Band,
    Variant,
    VariantFigures,
    conclusions,
    figures_of,
)
from app.evaluate.reinforcement_policies import Policy, PolicyKind, make_policy
from app.recommend.deep_q import DeepQSettings
from app.recommend.simulator import (
    SimulatedPerson,
    SimulatorSettings,
    best_session,
    draw_person,
    greedy_session,
    likes_of,
)
from app.training.chance import own_chance

POLICIES = {
    Variant.STEADY: (
        PolicyKind.RANDOM,
        PolicyKind.GREEDY,
        PolicyKind.LINUCB,
        PolicyKind.THOMPSON,
        PolicyKind.DQN,
    ),
    Variant.SESSIONS: tuple(PolicyKind),
}
"""What only sessions can tell apart is not compared without them."""

FEWEST_SESSIONS = 8


@dataclass(frozen=True)
class ReinforcementPlan:
    """How policies are compared.

    Attributes
    ----------
    seeds
        How many people, with seeds from 0.
    rounds
        Items shown to each; rounded up to whole sessions.
    simulator
        The world; a steady person is one whose tiring is 0.
    deep
        How deep Q-learning learns; it explores for a third of the rounds.
    """

    seeds: int = 10
    rounds: int = 2880
    simulator: SimulatorSettings = field(default_factory=SimulatorSettings)
    deep: DeepQSettings = field(default_factory=DeepQSettings)

    def __post_init__(self) -> None:
        if self.seeds < 2:
            raise InputError(f"{self.seeds} seeds", "give no confidence band; use at least 2")
        fewest = FEWEST_SESSIONS * self.simulator.session
        if self.rounds < fewest:
            raise InputError(f"{self.rounds} rounds", f"are too few to learn; use {fewest} or more")

    @property
    def sessions(self) -> int:
        """How many sessions each person has with each policy."""
        return -(-self.rounds // self.simulator.session)


@dataclass(frozen=True)
class ReinforcementReport:
    """What was measured.

    Attributes
    ----------
    plan
        How.
    figures
        Of both kinds of people.
    """

    plan: ReinforcementPlan
    figures: Mapping[Variant, VariantFigures]

    @property
    def shown(self) -> int:
        """Items shown to each person by each policy."""
        return self.plan.sessions * self.plan.simulator.session

    def summary(self) -> tuple[str, ...]:
        """Return what the figures say."""
        return conclusions(self.figures, self.shown)

    def to_json(self) -> dict[str, Any]:
        """Return all as JSON values."""
        return {
            "seeds": list(range(self.plan.seeds)),
            "shown": self.shown,
            "session": self.plan.simulator.session,
            "items": self.plan.simulator.items,
            "variants": {kind.value: found.to_json() for kind, found in self.figures.items()},
            "summary": list(self.summary()),
        }


def evaluate_reinforcement(
    plan: ReinforcementPlan,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> ReinforcementReport:
    """Let every policy learn from every person.

    Raises
    ------
    Cancelled
        When asked to stop.
    """
    bench = _Bench(plan, report, cancellation or Cancellation())
    # Networks as small as these lose more by sharing their work among threads than they gain.
    with own_chance(0):
        figures = {variant: bench.measure(variant) for variant in Variant}
    report(Progress(Stage.EVALUATE, bench.total, bench.total, "", 0.0))
    return ReinforcementReport(plan, figures)


class _Bench:
    """Brings people and policies together."""

    def __init__(
        self, plan: ReinforcementPlan, report: ReportProgress, cancellation: Cancellation
    ) -> None:
        self._plan, self._report, self._stop = plan, report, cancellation
        self._deep = replace(plan.deep, explore_steps=max(1, plan.rounds // 3))
        self._done = 0
        self.total = plan.seeds * sum(len(kinds) for kinds in POLICIES.values())

    def measure(self, variant: Variant) -> VariantFigures:
        """Return the figures of one kind of people."""
        world = self._plan.simulator
        if variant is Variant.STEADY:
            world = replace(world, tiring=0.0)
        people = [draw_person(world, seed) for seed in range(self._plan.seeds)]
        best = np.array([likes_of(person, best_session(person)) for person in people])
        near = np.array([likes_of(person, greedy_session(person)) for person in people])
        policies = {
            kind: figures_of(self._likes(people, kind, variant), best, world.session)
            for kind in POLICIES[variant]
        }
        known = [Band.over(likes / world.session) for likes in (best, near)]
        return VariantFigures(known[0], known[1], policies)

    def _likes(
        self, people: Sequence[SimulatedPerson], kind: PolicyKind, variant: Variant
    ) -> NDArray[np.float64]:
        """Return the expected likes of each session, shape (people, sessions)."""
        likes = np.empty((len(people), self._plan.sessions))
        for seed, person in enumerate(people):
            detail = f"{variant.value}, {kind.value}, seed {seed}"
            self._report(Progress(Stage.EVALUATE, self._done, self.total, detail))
            policy = make_policy(kind, person.world, self._deep, seed)
            likes[seed] = play(person, policy, self._plan.sessions, seed, self._stop)
            self._done += 1
        return likes


def play(
    person: SimulatedPerson,
    policy: Policy,
    sessions: int,
    seed: int,
    cancellation: Cancellation | None = None,
) -> NDArray[np.float64]:
    """Let a policy learn from a person; return the expected likes of each session.

    Parameters
    ----------
    person
        To please.
    policy
        Learns.
    sessions
        How many, one after the other.
    seed
        Draws what is liked.
    cancellation
        Looked at between sessions.
    """
    chance, stop = np.random.default_rng((seed, 3)), cancellation or Cancellation()
    likes = np.zeros(sessions)
    for session in range(sessions):
        stop.check()
        state = person.world.start()
        while not person.world.is_over(state):
            item = policy.choose(state)
            liking = float(person.liking(state)[item])
            likes[session] += liking
            after = person.world.after(state, item)
            policy.learn(state, item, 1.0 if chance.random() < liking else -1.0, after)
            state = after
    return likes
