from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.core.home import Home

HEAVY = ("torch", "numpy", "transformers", "librosa", "sqlalchemy", "typer", "rich", "PIL")

IMPORTS_OF_THE_WHOLE_WINDOW = """
import sys
from app.core.home import Home
from app.ui.application import Program, make_application
from app.ui.options import Options
from app.ui.running import Running
home = Home.from_environment()
program = Program(make_application(), Options(), home)
running = Running(
    make_application.__globals__["QApplication"].instance(),
    program._theme, program._preferences, home,
)
running.attach(program.window)
running.session.recommend.panels
running.session.first_run_page
import app.ui.settings.dialog, app.ui.snapshot, app.ui.opening_query, app.ui.option_parser
import app.engine.process
print(",".join(sys.modules))
"""


def run_window(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TRIAD_HOME": str(home.root), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "app", "gui", *arguments],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_the_window_imports_nothing_heavy(home: Home) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS_OF_THE_WHOLE_WINDOW],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    modules = set(done.stdout.strip().split(","))
    assert "app.ui.why.panel" in modules
    assert modules.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--size", "huge"),
        ("--page", "nowhere"),
        ("--query", "none.json"),
        ("--what",),
        ("--theme", "pink"),
    ],
)
def test_bad_options_end_with_2_and_one_line(home: Home, arguments: tuple[str, ...]) -> None:
    done = run_window(home, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert not home.root.exists()


def test_without_a_display_one_line_says_what_to_do(home: Home) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: display: ")


def test_a_snapshot_of_an_empty_home_shows_the_first_page(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "first.png"
    done = run_window(home, "--snapshot", str(out), "--size", "1024x700", "--theme", "dark")
    assert done.returncode == 0, done.stderr
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1024, 700)
    colours = {image.pixelColor(x, 350).name() for x in range(0, 1024, 8)}
    assert len(colours) > 3


def test_a_snapshot_waits_for_the_answer(demo_home: Home, tmp_path: Path) -> None:
    query = tmp_path / "q.json"
    query.write_text(json.dumps({"text": "a red fruit", "weights": {"text": 1.5}}))
    pictures = []
    for name, arguments in (("empty", ()), ("asked", ("--query", str(query)))):
        out = tmp_path / f"{name}.png"
        done = run_window(demo_home, "--snapshot", str(out), "--theme", "light", *arguments)
        assert done.returncode == 0, done.stderr
        pictures.append(QImage(str(out)))
    assert pictures[0] != pictures[1]


def test_a_snapshot_of_a_query_that_cannot_be_answered_ends_with_2(
    demo_home: Home, tmp_path: Path
) -> None:
    query = tmp_path / "q.json"
    query.write_text(json.dumps({"image": "no such.png"}))
    done = run_window(demo_home, "--snapshot", str(tmp_path / "out.png"), "--query", str(query))
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "no such.png" in done.stderr


def test_a_polite_kill_ends_the_window_and_its_engine(home: Home) -> None:
    environment = {**os.environ, "TRIAD_HOME": str(home.root), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, "-c", SAY_WHEN_READY], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 130
    process.stdout.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


SAY_WHEN_READY = """
if __name__ == "__main__":
    import sys
    from PySide6.QtCore import QTimer
    from app.core.home import Home
    from app.ui.application import Program, make_application
    from app.ui.options import Options
    program = Program(make_application(), Options(), Home.from_environment())
    def listen():
        services = program.running.services
        services.watch.status_changed.connect(lambda _: print(services.engine.pid, flush=True))
    program.window.painted.connect(lambda: QTimer.singleShot(0, listen))
    sys.exit(program.run())
"""
