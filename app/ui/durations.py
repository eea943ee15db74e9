"""Lengths of time as people read them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

SHORT_SECONDS = 10
"""Shorter sounds are given with tenths of a second."""

MINUTE, HOUR = 60, 3600


def clock(seconds: float) -> str:
    """Return ``seconds`` as minutes and seconds, such as ``1:05``."""
    whole = int(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def length(seconds: float) -> str:
    """Return how long a sound is: ``0.4 s``, or from ten seconds on ``0:12``."""
    if seconds >= SHORT_SECONDS:
        return clock(seconds)
    pattern = QCoreApplication.translate("Durations", "%1 s")
    return pattern.replace("%1", f"{max(0.0, seconds):.1f}")


def place(seconds: float, total: float) -> str:
    """Return a place in a sound and its length: ``0.2 / 0.4 s`` or ``0:07 / 0:12``."""
    now = clock(seconds) if total >= SHORT_SECONDS else f"{max(0.0, seconds):.1f}"
    return f"{now} / {length(total)}"


def left(seconds: float | None) -> str:
    """Return roughly how long it still takes; empty while that is not known."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        pattern = QCoreApplication.translate("Durations", "about %1 s left")
        return pattern.replace("%1", str(_rough(seconds)))
    pattern = QCoreApplication.translate("Durations", "about %1 min left")
    return pattern.replace("%1", str(round(seconds / MINUTE)))


def spent(seconds: float) -> str:
    """Return how long something took: ``4.2 s``, ``1:05`` or ``1:02:05``."""
    if seconds < HOUR:
        return length(seconds)
    whole = int(seconds)
    return f"{whole // HOUR}:{whole % HOUR // MINUTE:02d}:{whole % MINUTE:02d}"


def _rough(seconds: float) -> int:
    """Round up to steps of five above ten, so that the figure does not flicker."""
    whole = max(1, round(seconds))
    return whole if whole <= SHORT_SECONDS else 5 * ((whole + 4) // 5)
