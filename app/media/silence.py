"""When a speaker has finished."""

from __future__ import annotations

HEARD_LEVEL = 0.015
"""Root mean square (full scale 1) from which something counts as heard: -36 dB."""

QUIET_LEVEL = 0.004
"""Root mean square below which a block is quiet in any case: -48 dB."""

QUIET_SHARE = 0.12
"""Share of the loudest level below which a block is quiet: a noisy room never gets to zero."""

QUIET_SECONDS = 1.5
"""Quiet for so long after something was heard means the end; pauses in speech are shorter."""


class SilenceWatch:
    """Listens to levels and tells when there was sound and then quiet."""

    def __init__(self) -> None:
        self._loudest = 0.0
        self._quiet_seconds = 0.0

    @property
    def heard(self) -> bool:
        """Whether anything was heard at all."""
        return self._loudest >= HEARD_LEVEL

    @property
    def is_over(self) -> bool:
        """Whether something was heard and it has been quiet since."""
        return self.heard and self._quiet_seconds >= QUIET_SECONDS

    def listen(self, level: float, seconds: float) -> None:
        """Take the root mean square of the next ``seconds`` of sound."""
        self._loudest = max(self._loudest, level)
        if level <= max(QUIET_LEVEL, QUIET_SHARE * self._loudest):
            self._quiet_seconds += seconds
        else:
            self._quiet_seconds = 0.0
