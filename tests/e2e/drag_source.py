"""A little program that stands for a file manager: press its label and drag a file out.

``python -m tests.e2e.drag_source FILE`` opens a window titled ``drag source``. It prints
``dragging`` once a drag follows the pointer, and ``dropped ACTION`` when it ends,
``IgnoreAction`` when nobody took the file.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "drag source"


class DragSource(QLabel):
    """A label that gives out one file."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Drag me:\n{path}")
        self._path = path
        self.setWindowTitle(TITLE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.resize(160, 160)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start the drag."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        drag = QDrag(self)
        drag.setMimeData(data)
        QTimer.singleShot(0, lambda: say("dragging"))  # from the event loop of the drag
        action = drag.exec(Qt.DropAction.CopyAction)
        say(f"dropped {action.name}")


def say(line: str) -> None:
    """Tell the test at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    program = QApplication(sys.argv)
    source = DragSource(sys.argv[1])
    source.show()
    sys.exit(program.exec())
