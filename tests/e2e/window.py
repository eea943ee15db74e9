"""A person at the real window: sees what a screen reader tells, works with mouse and keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from tests.display import Display
from tests.e2e.window_under_test import Element

START_SECONDS = 120.0
"""What a busy machine may need to start the window, and then the engine."""

PATIENCE = 30.0


@dataclass(frozen=True)
class Window:
    """The program's window on a display."""

    display: Display
    process: subprocess.Popen[str]

    def look(self, name: str, value: str = "", seconds: float = 0.0) -> list[Element]:
        """Return the elements whose name and value match; wait ``seconds`` for the first."""
        question = json.dumps({"name": name, "value": value, "seconds": seconds})
        self._pipe(self.process.stdin).write(question + "\n")
        self._pipe(self.process.stdin).flush()
        answer = self._pipe(self.process.stdout).readline()
        assert answer, f"the program ended with {self.process.poll()}"
        return [Element(**fields) for fields in json.loads(answer)]

    def wait_for(self, name: str, value: str = "", seconds: float = PATIENCE) -> Element:
        """Return the first element whose name and value match; fail when none comes."""
        found = self.look(name, value, seconds)
        if not found:
            seen = sorted({f"{e.role}: {e.name} {e.value}" for e in self.look("") if e.name})
            raise AssertionError(f"nothing like {name!r} {value!r} in:\n  " + "\n  ".join(seen))
        return found[0]

    def wait_until_gone(self, name: str) -> None:
        """Return once nothing has that name; fail when it stays."""
        deadline = time.monotonic() + PATIENCE
        while self.look(name):
            assert time.monotonic() < deadline, f"{name!r} is still there"

    def click(self, element: Element) -> None:
        """Press and release the left button in the middle of the element."""
        x, y = middle_of(element)
        self.display.xdotool("mousemove", "--sync", x, y, "click", 1)

    def press(self, name: str) -> None:
        """Wait for an element of that name, and click it."""
        self.click(self.wait_for(name))

    def enter(self, name: str, text: str) -> None:
        """Wait for a field of that name, replace what is in it, and press Enter."""
        self.press(name)
        self.display.xdotool("key", "ctrl+a")
        self.display.xdotool("type", text)
        self.display.xdotool("key", "Return")

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


def middle_of(element: Element) -> tuple[int, int]:
    """Return the point in the middle of the element, in screen pixels."""
    return element.x + element.width // 2, element.y + element.height // 2


@contextmanager
def open_window(display: Display, environment: Mapping[str, str]) -> Iterator[Window]:
    """Run the program on ``display`` for the time of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.window_under_test", "gui"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **environment, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"},
        text=True,
    )
    try:
        window = Window(display, process)
        window.wait_for("Triad", seconds=START_SECONDS)
        yield window
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.terminate()
        process.wait(20)
