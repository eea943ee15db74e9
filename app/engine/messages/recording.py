"""The microphone."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.notice import Notice


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
