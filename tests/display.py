"""A screen of our own for tests that need real windows, and hands to work it with."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Display:
    """A running X server.

    Attributes
    ----------
    name
        What ``DISPLAY`` must be, for example ``:99``.
    """

    name: str

    def xdotool(self, *arguments: str | int) -> str:
        """Move the mouse, press keys, find windows; return what it prints."""
        done = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env={**os.environ, "DISPLAY": self.name},
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        )
        return done.stdout.strip()

    def wait_for_window(self, title: str) -> int:
        """Wait until a visible window has this title; return its identifier."""
        found = self.xdotool("search", "--sync", "--onlyvisible", "--name", title)
        return int(found.splitlines()[0])


@contextmanager
def start_display(size: str = "1600x1000") -> Iterator[Display]:
    """Run Xvfb on a free display for the time of the block."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start; `make test` installs it")
        yield Display(f":{number}")
    finally:
        server.terminate()
        server.wait(10)
