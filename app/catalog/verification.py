"""Whether a catalog is whole, and its media are what they were."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.catalog.catalog import Catalog
from app.catalog.schema import MediumRow
from app.catalog.sqlite import integrity_problem
from app.core.errors import MediaError
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.media.fingerprint import sha256_of_file

_REPORT_EVERY = 50


@dataclass(frozen=True)
class Verification:
    """What was found.

    Attributes
    ----------
    checked
        Number of files that were looked at.
    missing, changed
        Paths of files that are gone or cannot be read, and of files with other content.
    problem
        What is wrong with the database, or an empty string.
    """

    checked: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing, changed or wrong."""
        return not (self.missing or self.changed or self.problem)


def verify(
    catalog: Catalog,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> Verification:
    """Check every page of the database and the content of every medium.

    Nothing is changed; importing again takes up changed files.
    """
    asked_to_stop = cancellation or Cancellation()
    with catalog.reading() as connection:
        problem = integrity_problem(connection)
        if problem:
            return Verification(0, (), (), problem)
        query = select(MediumRow.path, MediumRow.sha256).distinct().order_by(MediumRow.path)
        files = connection.execute(query).all()
    missing: list[str] = []
    changed: list[str] = []
    started = time.monotonic()
    for done, (path, sha256) in enumerate(files, start=1):
        asked_to_stop.check()
        found = _sha256(path)
        if found != sha256:
            (changed if found else missing).append(path)
        if done % _REPORT_EVERY == 0 or done == len(files):
            left = (time.monotonic() - started) / done * (len(files) - done)
            report(Progress(Stage.VERIFY, done, len(files), path, left))
    return Verification(len(files), tuple(missing), tuple(changed))


def _sha256(path: str) -> str:
    try:
        return sha256_of_file(Path(path))
    except MediaError:
        return "empty" if Path(path).is_file() and not Path(path).stat().st_size else ""
