"""Chance of its own: what one training draws is no other code's business, nor the other way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def own_chance(seed: int, device: str = "cpu") -> Iterator[None]:
    """Seed torch's default generators for a block and put them back after it.

    Dropout and initial weights know no other generators. The block runs in one thread, so
    that sums are added in the same order on any number of cores, and a core stays free
    for queries.

    Parameters
    ----------
    seed
        Of the processor's generator, and of the graphics card's if that is used.
    device
        Such as ``cpu`` or ``cuda:0``.
    """
    cards = [torch.device(device)] if torch.device(device).type == "cuda" else []
    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=cards):
        torch.default_generator.manual_seed(seed)
        for card in cards:
            with torch.cuda.device(card):
                torch.cuda.manual_seed(seed)
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)


def random_states(device: str) -> dict[str, torch.Tensor]:
    """Return the states of torch's default generators as tensors, uint8."""
    states = {"random/cpu": torch.get_rng_state()}
    if torch.device(device).type == "cuda":
        states["random/cuda"] = torch.cuda.get_rng_state(device)
    return states


def restore_random_states(states: dict[str, torch.Tensor], device: str) -> None:
    """Go on where :func:`random_states` was; a card that had no part in it is left alone."""
    torch.set_rng_state(states["random/cpu"])
    if torch.device(device).type == "cuda" and "random/cuda" in states:
        torch.cuda.set_rng_state(states["random/cuda"], device)
