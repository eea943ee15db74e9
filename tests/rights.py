"""Run a block without root's rights, so that refusals can be tested as root too."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Give a folder that anyone may write to and run the block without root's rights."""
    with tempfile.TemporaryDirectory(prefix="triad-nobody-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
