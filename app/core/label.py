"""Where a label comes from."""

from __future__ import annotations

from enum import Enum


class LabelOrigin(str, Enum):
    """Who or what gave a label."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    SPREAD = "spread"
