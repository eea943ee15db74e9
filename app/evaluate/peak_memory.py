"""How much memory this process has at most while something runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_MARK = Path("/proc/self/clear_refs")
_FORGET_PEAK = "5"
"""What proc(5) says to write so that the high-water mark falls to what is in use."""


class PeakMemory:
    """Watches from when it is made on.

    Linux can forget the process's high-water mark, so each phase has its own. Elsewhere a
    phase's peak is known only when it is above all that was before.
    """

    def __init__(self) -> None:
        self._before = None if _forget_peak() else _peak_mib()

    def mib(self) -> float | None:
        """Return the most memory since then, in MiB, all of the process; ``None``: not known."""
        peak = _peak_mib()
        if peak is None or (self._before is not None and peak <= self._before):
            return None
        return peak


def _forget_peak() -> bool:
    """Return whether the mark could be taken back."""
    if sys.platform != "linux":
        return False
    try:
        _MARK.write_text(_FORGET_PEAK, "ascii")
    except OSError:
        return False
    return True


def _peak_mib() -> float | None:
    if sys.platform == "win32":
        return None
    if sys.platform == "linux":
        # Not getrusage, whose peak of a started program begins with that of its parent.
        found = re.search(r"^VmHWM:\s*(\d+) kB", _STATUS.read_text("ascii"), re.MULTILINE)
        return int(found[1]) / (1 << 10) if found else None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))
