"""Find pinned weights in what a person points at: a wheel or a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from app.core.errors import WeightsError
from app.core.progress import Cancellation
from app.encoders.pins import WeightEntry, WeightFile
from app.encoders.storage import hash_file

_MOST_FILES = 10_000


@dataclass(frozen=True)
class LocalSource:
    """One whole set of weights that was found: in a wheel, or as bare files."""

    entry: WeightEntry
    wheel: Path | None = None
    files: dict[str, Path] = field(default_factory=dict)

    def open_file(self, file: WeightFile) -> IO[bytes]:
        """Open the bare file that matches ``file``."""
        return self.files[file.path].open("rb")

    @classmethod
    def look(
        cls, path: Path, entries: tuple[WeightEntry, ...], cancellation: Cancellation
    ) -> tuple[LocalSource, ...]:
        """Return every whole set of weights at ``path``.

        Raises
        ------
        WeightsError
            When there is none, or when a wheel or file has the right name and other content.
        """
        if not path.exists():
            raise WeightsError(path, "no such file or folder")
        try:
            candidates = [path] if path.is_file() else _files_below(path)
            wheels = cls._wheels(candidates, entries)
            taken = {source.entry.name for source in wheels}
            rest = [entry for entry in entries if entry.name not in taken]
            bare, problems = cls._bare(candidates, rest, cancellation)
        except OSError as error:
            raise WeightsError(path, f"cannot be read ({error.strerror})") from error
        if not (wheels or bare):
            raise WeightsError(path, problems or _nothing(entries))
        return (*wheels, *bare)

    @classmethod
    def _wheels(cls, paths: list[Path], entries: tuple[WeightEntry, ...]) -> list[LocalSource]:
        by_name = {entry.wheel_file: entry for entry in entries}
        return [cls(by_name[path.name], wheel=path) for path in paths if path.name in by_name]

    @classmethod
    def _bare(
        cls, paths: list[Path], entries: list[WeightEntry], cancellation: Cancellation
    ) -> tuple[list[LocalSource], str]:
        found, problem = [], ""
        for entry in entries:
            matches = {f.path: _match(f, paths, cancellation) for f in entry.files}
            whole = {path: match for path, match in matches.items() if match is not None}
            if len(whole) == len(matches):
                found.append(cls(entry, files=whole))
            elif whole:
                lacking = ", ".join(sorted(matches.keys() - whole.keys()))
                problem = f"{entry.name} is not whole: {lacking} is missing or was altered"
        return found, problem


def _files_below(folder: Path) -> list[Path]:
    return list(islice((path for path in sorted(folder.rglob("*")) if path.is_file()), _MOST_FILES))


def _match(file: WeightFile, paths: list[Path], cancellation: Cancellation) -> Path | None:
    name = PurePosixPath(file.path).name
    for path in paths:
        alike = path.name == name and path.stat().st_size == file.size
        if alike and hash_file(path, cancellation) == file.sha256:
            return path
    return None


def _nothing(entries: tuple[WeightEntry, ...]) -> str:
    wheels = ", ".join(entry.wheel_file for entry in entries)
    return f"holds no known weights; give one of the wheels {wheels}, or a folder with their files"
