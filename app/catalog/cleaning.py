"""Looking for what is wrong with a catalog's media and texts.

What was measured of a medium is kept beside its features, by (sha256, what was measured),
so each medium is opened once, whatever the thresholds become; captions are counted anew
each time, which takes microseconds. A run that was cancelled or killed goes on where it
was. The findings are written at the end, all or none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from app.catalog.blobs import dimension_of, from_blobs
from app.catalog.catalog import Catalog
from app.catalog.schema import CaptionRow, CleaningRow, FeatureRow, FindingRow, MediumRow
from app.core.cleaning import CleaningProblem
from app.core.errors import MediaError
from app.core.modality import Modality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.media.defects import (
    ANY,
    Defect,
    Measures,
    PictureMeasures,
    SoundMeasures,
    measure_picture,
    measure_sound,
    measure_text,
    picture_defects,
    sound_defects,
    text_defects,
)
from app.media.fingerprint import sha256_of_text
from app.media.picture import LONGEST_SIDE, load_detail, load_picture
from app.media.quality_sound import SILENCE
from app.media.repair import repair_text
from app.media.sound import load_sound

PICTURE_MEASURES = "cleaning-picture-1"
SOUND_MEASURES = "cleaning-sound-1"
"""What the measures are stored under; another number when what is measured changes."""

BATCH = 8
"""Media measured in one transaction; a kill loses one batch at most."""

_DIGESTS = {Modality.IMAGE: PICTURE_MEASURES, Modality.AUDIO: SOUND_MEASURES}
_MISSING = Defect(CleaningProblem.MISSING, ANY, ANY)

Key = tuple[Modality, str]


class FoundMedium(NamedTuple):
    """A medium of an item, as a row of the catalog."""

    item: int
    modality: Modality
    sha256: str
    path: str


def clean(
    catalog: Catalog,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> None:
    """Measure every medium that was not measured yet, and write what is wrong in the catalog.

    Findings that were repaired stay as long as the repaired medium or text is there.

    Raises
    ------
    CatalogError
        When another process is writing to the catalog.
    Cancelled
        When asked to stop; what was measured is kept, and the findings are the old ones.
    """
    examination = _Examination(catalog, report, cancellation or Cancellation())
    examination.measure()
    examination.write()


@dataclass
class _Examination:
    """One run over a catalog."""

    catalog: Catalog
    report: ReportProgress
    cancellation: Cancellation

    def __post_init__(self) -> None:
        with self.catalog.reading() as connection:
            self._media = _media(connection)
            self._measures = read_measures(connection)
        self._missing = {one.path for one in self._media if not Path(one.path).is_file()}

    def measure(self) -> None:
        waiting = self._waiting()
        self._tell(0, len(waiting), "")
        for start in range(0, len(waiting), BATCH):
            measured: dict[Modality, dict[str, Sequence[float]]] = {one: {} for one in _DIGESTS}
            for done, medium in enumerate(waiting[start : start + BATCH], start):
                self.cancellation.check()
                self._tell(done, len(waiting), medium.path)
                found = self._measure(medium)
                if found is not None:
                    measured[medium.modality][medium.sha256] = found
            for modality, vectors in measured.items():
                self.catalog.put_features(modality, _DIGESTS[modality], vectors)
        self._tell(len(waiting), len(waiting), "")
        with self.catalog.reading() as connection:
            self._measures = read_measures(connection)

    def write(self) -> None:
        with self.catalog.writing() as connection:
            captions = _captions(connection)
            _forget(connection, self._media, captions)
            rows = [*self._media_rows(), *_caption_rows(captions)]
            if rows:
                connection.execute(insert(FindingRow), rows)
            distinct = {(one.modality, one.sha256) for one in self._media}
            now = datetime.datetime.now(datetime.timezone.utc)
            connection.execute(delete(CleaningRow))
            row = {"measured_at": now, "examined": len(distinct) + len(captions)}
            connection.execute(insert(CleaningRow), [row])

    def _waiting(self) -> list[FoundMedium]:
        """Return one medium for each content that was not measured and whose file is there."""
        waiting: dict[Key, FoundMedium] = {}
        for one in self._media:
            key = (one.modality, one.sha256)
            if key not in self._measures and one.path not in self._missing:
                waiting.setdefault(key, one)
        return list(waiting.values())

    def _measure(self, medium: FoundMedium) -> Measures | None:
        """Open and measure; what cannot be opened, or is another file now, is missing."""
        path = Path(medium.path)
        try:
            sha256, measures = (
                _measured_picture(path)
                if medium.modality is Modality.IMAGE
                else _measured_sound(path)
            )
        except MediaError:
            sha256, measures = "", None
        if sha256 != medium.sha256:
            self._missing.add(medium.path)
            return None
        return measures

    def _media_rows(self) -> Iterator[dict[str, object]]:
        for medium in self._media:
            measures = self._measures.get((medium.modality, medium.sha256))
            is_missing = medium.path in self._missing or measures is None
            for defect in (_MISSING,) if measures is None or is_missing else _defects(measures):
                yield {
                    **medium._asdict(),
                    **_judged(defect),
                    "repairable": measures is not None and _is_repairable(defect, measures),
                }

    def _tell(self, done: int, total: int, detail: str) -> None:
        self.report(Progress(Stage.VERIFY, done, total, detail))


def _measured_picture(path: Path) -> tuple[str, Measures]:
    picture = load_picture(path)
    is_reduced = max(picture.width, picture.height) > LONGEST_SIDE
    detail = load_detail(path) if is_reduced else None
    return picture.sha256, measure_picture(picture.pixels, detail)


def _measured_sound(path: Path) -> tuple[str, Measures]:
    sound = load_sound(path)
    return sound.sha256, measure_sound(sound.samples, sound.rate)


def _defects(measures: Measures) -> tuple[Defect, ...]:
    if isinstance(measures, PictureMeasures):
        return picture_defects(measures)
    return sound_defects(measures) if isinstance(measures, SoundMeasures) else ()


def _is_repairable(defect: Defect, measures: Measures) -> bool:
    """Whether the defect can be mended without making anything up."""
    if not isinstance(measures, SoundMeasures):
        return False
    can_be_louder = defect.problem is CleaningProblem.QUIET and measures.loudness > SILENCE
    return defect.problem is CleaningProblem.SILENT_ENDS or can_be_louder


def _judged(defect: Defect) -> dict[str, object]:
    return {
        "problem": defect.problem.value,
        "value": defect.value,
        "threshold": defect.threshold,
        "repaired": False,
    }


def _media(connection: Connection) -> list[FoundMedium]:
    query = select(MediumRow.item, MediumRow.modality, MediumRow.sha256, MediumRow.path)
    ordered = query.order_by(MediumRow.item, MediumRow.position)
    return [FoundMedium(*row) for row in connection.execute(ordered)]


def read_measures(connection: Connection) -> dict[Key, Measures]:
    """Return what was measured of each medium, by modality and sha256."""
    found: dict[Key, Measures] = {}
    query = select(FeatureRow.modality, FeatureRow.sha256, FeatureRow.vector).where(
        FeatureRow.digest.in_(_DIGESTS.values())
    )
    for modality, sha256, blob in connection.execute(query):
        values = from_blobs([blob], dimension_of(blob))[0].tolist()
        kind = PictureMeasures if modality is Modality.IMAGE else SoundMeasures
        found[modality, sha256] = kind(*values)
    return found


def _captions(connection: Connection) -> list[tuple[int, str]]:
    query = select(CaptionRow.item, CaptionRow.text)
    ordered = query.order_by(CaptionRow.item, CaptionRow.position)
    return [(number, text) for number, text in connection.execute(ordered)]


def _caption_rows(captions: Sequence[tuple[int, str]]) -> Iterator[dict[str, object]]:
    for number, text in captions:
        defects = text_defects(measure_text(text))
        mended = _mended_problems(text) if defects else frozenset()
        for defect in defects:
            yield {
                "item": number,
                "modality": Modality.TEXT,
                "sha256": sha256_of_text(text),
                "path": "",
                **_judged(defect),
                "repairable": defect.problem in mended,
            }


def _mended_problems(text: str) -> frozenset[CleaningProblem]:
    """Return the problems that a repair takes away; lost characters stay lost."""
    try:
        repaired = repair_text(text, is_markup=True)
    except MediaError:
        return frozenset()
    left = {defect.problem for defect in text_defects(measure_text(repaired))}
    return frozenset(CleaningProblem) - left


def _forget(
    connection: Connection, media: Sequence[FoundMedium], captions: Sequence[tuple[int, str]]
) -> None:
    """Delete findings of the run before, and repaired ones whose medium or text has gone."""
    connection.execute(delete(FindingRow).where(~FindingRow.repaired))
    there = {(one.item, one.sha256) for one in media}
    there |= {(number, sha256_of_text(text)) for number, text in captions}
    query = select(FindingRow.id, FindingRow.item, FindingRow.sha256)
    gone = [
        number
        for number, item, sha256 in connection.execute(query).all()
        if (item, sha256) not in there
    ]
    for number in gone:
        connection.execute(delete(FindingRow).where(FindingRow.id == number))
