"""Runs first in the bundle: numba keeps its compiled code where people may write."""

from __future__ import annotations

import os
from pathlib import Path

_cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache / "triad" / "numba"))
