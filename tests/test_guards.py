"""The guards around every test can fail."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading

import psutil
import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import tests.leaks
from tests.leaks import Census
from tests.network import RemoteConnectionRefused, is_local


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests.leaks, "GRACE_SECONDS", 0.2)


def test_a_thread_left_behind_is_named() -> None:
    before = Census.take(with_qt=False)
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    found = before.leaks(with_qt=False)
    end.set()
    thread.join()
    assert found == ["thread: forgotten"]
    assert before.leaks(with_qt=False) == []


def test_a_process_left_behind_is_named_and_ended() -> None:
    before = Census.take(with_qt=False)
    program = "import sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as process:
        (found,) = before.leaks(with_qt=False)
        assert not psutil.pid_exists(process.pid)
    assert str(process.pid) in found
    assert program in found


def test_timers_threads_and_windows_left_behind_are_named(qtbot: QtBot) -> None:
    before = Census.take(with_qt=True)
    timer = QTimer()
    timer.start(1000)
    window = QWidget()
    window.show()
    thread = QThread()
    thread.start()
    found = before.leaks(with_qt=True)
    timer.stop()
    window.close()
    thread.quit()
    assert thread.wait(5000)
    assert len(found) == 3
    assert before.leaks(with_qt=True) == []


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_test_reaches_another_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_DGRAM) as one,
        pytest.raises(RemoteConnectionRefused),
    ):
        one.connect((host, 9))


def test_no_test_looks_up_another_machine() -> None:
    with pytest.raises(RemoteConnectionRefused):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_may_be_reached() -> None:
    assert all(map(is_local, ("127.0.0.1", "::1", "localhost", None, b"127.0.0.53")))
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
