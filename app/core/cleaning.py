"""What can be wrong with a medium or a text."""

from __future__ import annotations

from enum import Enum


class CleaningProblem(str, Enum):
    """What is wrong with a medium or a text."""

    BLURRED = "blurred"
    MOSAIC = "mosaic"
    BLANK = "blank"
    NOISY_PICTURE = "noisy-picture"
    INVALID_CHARACTERS = "invalid-characters"
    MOJIBAKE = "mojibake"
    MARKUP = "markup"
    SILENT = "silent"
    SILENT_ENDS = "silent-ends"
    CLIPPED = "clipped"
    HUM = "hum"
    QUIET = "quiet"
    MISSING = "missing"
