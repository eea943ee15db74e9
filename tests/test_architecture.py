"""The house stays in order: who imports whom, how long files get, why each dependency is there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from app.core.home import Home

REPOSITORY = Path(__file__).resolve().parent.parent
APP = REPOSITORY / "app"
SOURCES = sorted(APP.rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 45
LONGEST_MEDIAN_FUNCTION = 10
DRAWER_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "shared"}
# What must never be in the window's process: it would stall its event loop.
HEAVY = (
    "torch",
    "transformers",
    "librosa",
    "sqlalchemy",
    "numpy",
    "numba",
    "faster_whisper",
    "ctranslate2",
    "typer",
    "rich",
)


def name_of(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code without the docstring."""
    body = function.body
    has_docstring = ast.get_docstring(function) is not None
    if has_docstring and len(body) == 1:
        return 1
    first = body[1] if has_docstring else body[0]
    end = function.end_lineno or first.lineno
    return end - first.lineno + 1


def test_rooms_import_only_what_they_may() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports_command\n"
            "lint_imports_command(['--no-cache'])",
        ],
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_window_knows_qt(path: Path) -> None:
    if path.is_relative_to(APP / "ui"):
        return
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    assert not imported & {"PySide6", "shiboken6", "PyQt6", "PyQt5"}


def test_files_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length >= LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    lengths = {
        f"{name_of(path)}:{function.lineno} {function.name}": length_of(function)
        for path in SOURCES
        for function in functions_of(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert median(lengths.values()) <= LONGEST_MEDIAN_FUNCTION


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_drawers(path: Path) -> None:
    assert not DRAWER_NAMES & set(re.split(r"[_./]", name_of(path)))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_sleep_no_print_no_bare_except(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: bare except"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"time.sleep", "sleep", "print"}, f"line {node.lineno}"


def test_every_dependency_says_why_it_is_there() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    block = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    requirements = [line.strip() for line in block.splitlines() if '"' in line.split("#")[0]]
    assert len(requirements) > 30
    silent = [line for line in requirements if not re.search(r"#\s*\w.{3,}", line)]
    assert silent == []


def test_the_window_process_stays_light(home: Home, tmp_path: Path) -> None:
    """The real window, shown in a process of its own while the engine answers from its child."""
    program = (
        "import sys\n"
        "from app.__main__ import main\n"
        "if __name__ == '__main__':\n"
        "    code = main(['gui', '--snapshot', sys.argv[1], '--page', 'first-run'])\n"
        f"    heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "    print(code, heavy)\n"
    )
    script = tmp_path / "light.py"
    script.write_text(program)
    snapshot = tmp_path / "window.png"
    done = subprocess.run(
        [sys.executable, str(script), str(snapshot)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.strip() == "0 []", done.stderr
    assert snapshot.stat().st_size > 10_000
