"""The wire: a job with its number goes out, replies with that number come back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Union

from app.core.lab import TrainingPoint
from app.core.progress import Progress
from app.core.recommendation import Answer
from app.engine.messages.asking import GetItem, Inspect, ItemDetails, MediumReport, Recommend
from app.engine.messages.curating import BrowsingJob, CleaningJob, CurationOutcome, LabellingJob
from app.engine.messages.evaluating import EvaluationJob, EvaluationOutcome
from app.engine.messages.for_you import FitRecommender, ForYouJob
from app.engine.messages.lab import LabJob, LabOutcome
from app.engine.messages.mapping import MapJob, MapOutcome
from app.engine.messages.people import PeopleJob, PeopleOutcome
from app.engine.messages.preparing import (
    AddWeights,
    ChooseDevice,
    EngineStatus,
    FetchWeights,
    GetStatus,
    ImportReport,
    PrepareCatalog,
    VerifyWeights,
)
from app.engine.messages.recording import Level, ListMicrophones, Microphones, Record, Recording

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
    BrowsingJob,
    CleaningJob,
    LabellingJob,
    LabJob,
    EvaluationJob,
    MapJob,
    PeopleJob,
    ForYouJob,
    FitRecommender,
]

Outcome = Union[
    EngineStatus,
    MediumReport,
    Answer,
    ItemDetails,
    ImportReport,
    Microphones,
    Recording,
    CurationOutcome,
    LabOutcome,
    EvaluationOutcome,
    MapOutcome,
    PeopleOutcome,
]

EarlyValue = Union[Answer, Level, TrainingPoint]
"""What a job may say before it is done."""


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
    """An early answer, a level or an epoch; more follows."""

    number: int
    value: EarlyValue


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
