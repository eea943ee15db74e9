"""The real program in a process of its own, with an ear for questions on standard input.

It answers what a screen reader could tell: the accessible tree, nothing of our own
classes. A question is one line of JSON, ``{"name", "value", "seconds"}``: wait until an element
matches both regular expressions; the answer is a JSON list of what matched.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

LOOK_AGAIN_MS = 40


@dataclass(frozen=True)
class Element:
    """One thing that a screen reader can name; the rectangle is in screen pixels."""

    role: str
    name: str
    description: str
    value: str
    enabled: bool
    x: int
    y: int
    width: int
    height: int


def element_of(interface: QAccessibleInterface) -> Element:
    """Read one node of the accessible tree."""
    rectangle = interface.rect()
    return Element(
        role=interface.role().name,
        name=interface.text(QAccessible.Text.Name),
        description=interface.text(QAccessible.Text.Description),
        value=interface.text(QAccessible.Text.Value),
        enabled=not interface.state().disabled,
        x=rectangle.x(),
        y=rectangle.y(),
        width=rectangle.width(),
        height=rectangle.height(),
    )


def visible_elements(interface: QAccessibleInterface | None) -> Iterator[Element]:
    """Walk the tree below ``interface``; what is not shown is left out."""
    if interface is None or not interface.isValid():
        return
    if interface.state().invisible:
        return
    yield element_of(interface)
    for index in range(interface.childCount()):
        yield from visible_elements(interface.child(index))


class Listener(QObject):
    """Answers questions in the window's thread.

    Signals
    -------
    asked
        A line came in on standard input.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._look, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True, name="questions").start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line)

    def _look(self, line: str) -> None:
        # As a screen reader does. Before the application is there, it would be forgotten, and
        # views would not tell their accessible side that rows changed.
        QAccessible.setActive(True)
        question = json.loads(line)
        clock = QElapsedTimer()
        clock.start()
        timer = QTimer(self)
        timer.setInterval(LOOK_AGAIN_MS)

        def look() -> None:
            found = self._matching(question)
            if found or clock.elapsed() > 1000 * question["seconds"]:
                timer.deleteLater()
                sys.stdout.write(json.dumps([asdict(element) for element in found]) + "\n")
                sys.stdout.flush()

        timer.timeout.connect(look)
        timer.start()

    def _matching(self, question: dict[str, str]) -> list[Element]:
        name, value = re.compile(question["name"]), re.compile(question["value"])
        return [
            element
            for window in QApplication.topLevelWidgets()
            if window.isVisible()
            for element in visible_elements(QAccessible.queryAccessibleInterface(window))
            if name.search(element.name) and value.search(element.value)
        ]


if __name__ == "__main__":
    from app.__main__ import main

    listener = Listener()
    code = main(sys.argv[1:])
    assert QCoreApplication.instance() is None or code is not None
    sys.exit(code)
