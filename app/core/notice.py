"""Warnings about media: things a person should know that do not stop the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class NoticeCode(str, Enum):
    """What is odd about a medium or an answer; the window translates it."""

    BLANK = "blank"
    BLURRED = "blurred"
    TINY = "tiny"
    DOWNSCALED = "downscaled"
    SILENT = "silent"
    CLIPPED = "clipped"
    TOO_SHORT = "too_short"
    TRUNCATED = "truncated"
    REPAIRED_TEXT = "repaired_text"
    LANGUAGE = "language"
    DEVICE_FALLBACK = "device_fallback"
    SPEECH_UNAVAILABLE = "speech_unavailable"
    STOPPED_EARLY = "stopped_early"


@dataclass(frozen=True)
class Notice:
    """One warning.

    Attributes
    ----------
    code
        The kind of warning.
    subject
        The file name or the thing that it is about.
    message
        One English sentence for people, complete without the code.
    """

    code: NoticeCode
    subject: str
    message: str
