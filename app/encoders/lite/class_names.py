"""The names of the 1,000 ImageNet classes, in the order of the network's outputs."""

from __future__ import annotations

from importlib.resources import files


def read_class_names() -> tuple[tuple[str, ...], ...]:
    """Return the names of each class, the usual one first, then its WordNet synonyms."""
    lines = files("resources").joinpath("imagenet_classes.txt").read_text("utf-8").splitlines()
    return tuple(tuple(name.strip() for name in line.split(",")) for line in lines)
