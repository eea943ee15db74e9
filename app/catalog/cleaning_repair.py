"""Repairing what the cleaning found, where nothing has to be made up.

The files that were imported are never touched. A repaired sound is written into the
catalog's own folder, as ``repaired/ORIGINAL/REPAIRED.wav`` (both are sha256), and the
item's medium points there; an import that meets the original again keeps the repair.
A repaired text is written into the database. Each repair is one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from app.catalog.catalog import Catalog
from app.catalog.examine import write_atomically
from app.catalog.labels import forget_automatic
from app.catalog.schema import CaptionRow, FindingRow, ItemRow, MediumRow
from app.catalog.snapshot import REPAIRED_FOLDER, original_of
from app.core.cleaning import CleaningProblem
from app.core.errors import MediaError
from app.core.modality import Modality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.media.fingerprint import sha256_of_bytes, sha256_of_text
from app.media.repair import encode_wav, normalise_loudness, repair_text, trim_silence
from app.media.sound import load_sound


class _Fault(NamedTuple):
    """A finding that is to be repaired."""

    number: int
    item: int
    item_id: str
    modality: Modality
    sha256: str
    path: str
    problem: CleaningProblem


def repair(
    catalog: Catalog,
    item_ids: Sequence[str] = (),
    problems: Sequence[CleaningProblem] = (),
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> tuple[str, ...]:
    """Repair what can be repaired; return the items that changed, each once.

    Silence at the ends is cut, loudness brought to -23 LUFS, texts are mended and lose
    their markup. Features of what changed are made by the next encoding; until then an
    item is ranked by the vector it has.

    Parameters
    ----------
    item_ids, problems
        What to repair; empty means all.

    Raises
    ------
    CatalogError
        When another process is writing to the catalog.
    StorageError
        When the disk is full or may not be written to; what was repaired stays repaired.
    Cancelled
        When asked to stop, likewise.
    """
    asked_to_stop = cancellation or Cancellation()
    with catalog.reading() as connection:
        faults = _faults(connection, frozenset(item_ids), frozenset(problems))
    groups: dict[tuple[Modality, str, int], list[_Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.modality, fault.sha256, fault.item].append(fault)
    changed: dict[str, None] = {}
    for done, group in enumerate(groups.values()):
        asked_to_stop.check()
        report(Progress(Stage.VERIFY, done, len(groups), group[0].item_id))
        if _Repair(catalog, group).run():
            changed[group[0].item_id] = None
    report(Progress(Stage.VERIFY, len(groups), len(groups)))
    return tuple(changed)


def _faults(
    connection: Connection, item_ids: frozenset[str], problems: frozenset[CleaningProblem]
) -> list[_Fault]:
    query = (
        select(
            FindingRow.id,
            FindingRow.item,
            ItemRow.item_id,
            FindingRow.modality,
            FindingRow.sha256,
            FindingRow.path,
            FindingRow.problem,
        )
        .join(ItemRow, ItemRow.id == FindingRow.item)
        .where(FindingRow.repairable, ~FindingRow.repaired)
        .order_by(FindingRow.item, FindingRow.id)
    )
    found = (_Fault(*row[:6], CleaningProblem(row[6])) for row in connection.execute(query))
    return [
        fault
        for fault in found
        if (not item_ids or fault.item_id in item_ids)
        and (not problems or fault.problem in problems)
    ]


@dataclass(frozen=True)
class _Repair:
    """The repair of one medium or text of one item."""

    catalog: Catalog
    faults: Sequence[_Fault]

    def run(self) -> bool:
        """Repair; return whether anything changed, which a file that has gone prevents."""
        try:
            is_text = self.faults[0].modality is Modality.TEXT
            return self._repair_text() if is_text else self._repair_sound()
        except MediaError:
            return False

    @property
    def _problems(self) -> frozenset[CleaningProblem]:
        return frozenset(fault.problem for fault in self.faults)

    def _repair_sound(self) -> bool:
        first = self.faults[0]
        sound = load_sound(Path(first.path))
        samples = sound.samples
        if CleaningProblem.SILENT_ENDS in self._problems:
            samples = trim_silence(samples, sound.rate)
        if CleaningProblem.QUIET in self._problems:
            samples = normalise_loudness(samples, sound.rate)
        data = encode_wav(samples, sound.rate)
        sha256 = sha256_of_bytes(data)
        if sound.sha256 != first.sha256 or sha256 == first.sha256:
            return False
        original = original_of(first.path) or first.sha256
        file = self.catalog.folder / REPAIRED_FOLDER / original / f"{sha256}.wav"
        write_atomically(file, data)
        with self.catalog.writing() as connection:
            self._point_to(connection, file, sha256)
        return True

    def _point_to(self, connection: Connection, file: Path, sha256: str) -> None:
        first, status = self.faults[0], file.stat()
        medium = update(MediumRow).where(
            MediumRow.item == first.item,
            MediumRow.modality == Modality.AUDIO,
            MediumRow.sha256 == first.sha256,
        )
        connection.execute(
            medium.values(
                path=str(file), sha256=sha256, size=status.st_size, mtime_ns=status.st_mtime_ns
            )
        )
        self._note(connection, sha256, str(file))

    def _repair_text(self) -> bool:
        first = self.faults[0]
        with self.catalog.writing() as connection:
            before = next(_texts(connection, first.item, first.sha256), None)
            if before is None:
                return False
            after = repair_text(before, CleaningProblem.MARKUP in self._problems)
            if after == before:
                return False
            _replace_text(connection, first.item, before, after)
            self._note(connection, sha256_of_text(after), "")
        return True

    def _note(self, connection: Connection, sha256: str, path: str) -> None:
        numbers = [fault.number for fault in self.faults]
        findings = update(FindingRow).where(FindingRow.id.in_(numbers))
        connection.execute(findings.values(repaired=True, sha256=sha256, path=path))
        forget_automatic(connection, self.faults[0].item)


def _texts(connection: Connection, item: int, sha256: str) -> Iterator[str]:
    query = select(CaptionRow.text).where(CaptionRow.item == item)
    for text in connection.execute(query).scalars():
        if sha256_of_text(text) == sha256:
            yield text


def _replace_text(connection: Connection, item: int, before: str, after: str) -> None:
    """Write a caption wherever it stands: as a caption, as the item's text, as its title."""
    caption = update(CaptionRow).where(CaptionRow.item == item, CaptionRow.text == before)
    connection.execute(caption.values(text=after))
    row = update(ItemRow).where(ItemRow.id == item)
    text = {"text": after, "text_sha256": sha256_of_text(after)}
    connection.execute(row.where(ItemRow.text == before).values(text))
    connection.execute(row.where(ItemRow.title == before).values(title=after))
