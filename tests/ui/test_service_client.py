from __future__ import annotations

import threading
from typing import NoReturn

import shiboken6
from PySide6.QtWidgets import QApplication

from app.ui.service_client import ServiceClient


def test_a_window_that_goes_while_its_child_starts_troubles_nobody(qapp: QApplication) -> None:
    """What the reader's thread raises would fail this test as an unhandled exception."""
    asked, gone = threading.Event(), threading.Event()

    def start() -> NoReturn:
        asked.set()
        assert gone.wait(10)
        raise OSError("no room")

    before = set(threading.enumerate())
    client = ServiceClient(start)
    client.start()
    assert asked.wait(10)
    (thread,) = set(threading.enumerate()) - before
    shiboken6.delete(client)
    gone.set()
    thread.join(10)
    assert not thread.is_alive()
