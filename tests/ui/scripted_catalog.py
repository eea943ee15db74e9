"""The catalog's and the map's part of the scripted engine: items that can be edited and labelled.

Words steer it: a search, a title or a label ``refuse`` fails; automatic labelling goes on until
it is cancelled, as does the map of a fusion ``endless``.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Union

from app.core.cleaning import CleaningProblem
from app.core.item import Caption, Item, ItemMedium, MediumRole
from app.core.label import LabelOrigin
from app.core.modality import Modality
from app.core.progress import Progress, Stage
from app.engine.messages import (
    BrowseItems,
    BrowsingJob,
    CatalogMap,
    Changed,
    CleanCatalog,
    CleaningJob,
    CleaningReport,
    EditItem,
    ExcludeItems,
    Failure,
    FailureKind,
    Finding,
    GetLabelSets,
    GetReviewQueue,
    GetSkipped,
    ItemCard,
    ItemDetails,
    ItemLabel,
    ItemPage,
    ItemRecord,
    LabelAutomatically,
    LabellingJob,
    LabelSet,
    LabelSets,
    MapCatalog,
    MapJob,
    MapPlace,
    Outcome,
    PlaceQuery,
    RepairMedia,
    Reply,
    Report,
    Result,
    ReviewEntry,
    ReviewQueue,
    SetLabel,
    Skipped,
    SkippedFile,
    SpreadLabels,
)

CatalogJob = Union[BrowsingJob, CleaningJob, LabellingJob, MapJob]
STAMPS = Path("/usr/share/tuxpaint/stamps")
ITEMS, PICTURES = 250, 8
CATEGORIES = ("animals/birds", "animals/fish", "clothes", "food/fruit", "plants/trees", "town")
LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "ru", "sv", "zh_CN")
MOOD, ANIMALS = "mood", "image classes"
REFUSED = "is refused; write something else"


def first_items() -> dict[str, ItemRecord]:
    """Return items of a few categories; the first few have pictures where stamps are."""
    found = sorted(STAMPS.glob("food/**/*.png"))[:PICTURES] if STAMPS.is_dir() else []
    pictures = [str(path) for path in found] + [""] * (ITEMS - len(found))
    return {_item_id(number): _record(number, pictures[number]) for number in range(ITEMS)}


def _item_id(number: int) -> str:
    return f"item-{number:03}"


def _record(number: int, picture: str) -> ItemRecord:
    category = CATEGORIES[number * len(CATEGORIES) // ITEMS]
    title = f"{category.rsplit('/', maxsplit=1)[-1]} {number}"
    captions = tuple(Caption(one, f"{title} ({one})") for one in LANGUAGES)
    media = [ItemMedium(Modality.IMAGE, MediumRole.CONTENT, "", picture, "0" * 64)]
    if number % 4 == 0:
        media.append(ItemMedium(Modality.AUDIO, MediumRole.CONTENT, "", f"{title}.wav", "1" * 64))
    item = Item(_item_id(number), title, category, captions, tuple(media))
    playable = (("", f"{title}.wav"),) if number % 4 == 0 else ()
    label = ItemLabel(ANIMALS, ("duck", "fish")[number % 2], LabelOrigin.AUTOMATIC, "Lite2", 0.42)
    labels = (label,) if number % 5 == 0 else ()
    return ItemRecord(ItemDetails(item, picture, playable), labels)


class ScriptedCatalog:
    """Keeps one catalog's items, labels and findings while the child lives."""

    def __init__(self) -> None:
        self._records = first_items()
        self._examined = 0
        self._repaired = False

    def replies(self, number: int, job: CatalogJob) -> list[Reply]:
        """Return all that is said to a job; without a result at the end it goes on."""
        if "refuse" in vars(job).values():
            return [Failure(number, FailureKind.INPUT, "refuse", REFUSED)]
        if isinstance(job, LabelAutomatically):
            return [Report(number, Progress(Stage.LABEL, 25, 250, "duck.png", 30.0))]
        if isinstance(job, MapCatalog) and job.fusion == "endless":
            return [Report(number, Progress(Stage.INDEX, 0, 0))]
        if isinstance(job, CleanCatalog):
            self._examined = 2 * len(self._records)
        report = Report(number, Progress(Stage.VERIFY, 3, 4, "duck.png"))
        is_long = isinstance(job, (CleanCatalog, RepairMedia, SpreadLabels, MapCatalog))
        return [*([report] if is_long else []), Result(number, self._outcome(job))]

    def _outcome(self, job: CatalogJob) -> Outcome:
        if isinstance(job, BrowsingJob):
            return self._browsed(job)
        if isinstance(job, CleaningJob):
            self._repaired = self._repaired or isinstance(job, RepairMedia)
            return self._report(str(vars(job)["catalog"]))
        if isinstance(job, MapCatalog):
            return self._map(job)
        if isinstance(job, PlaceQuery):
            return MapPlace(0.25, -0.25)
        return self._labelled(job)

    # --- items ------------------------------------------------------------------------

    def _browsed(self, job: BrowsingJob) -> Outcome:
        if isinstance(job, BrowseItems):
            return self._page(job)
        if isinstance(job, GetSkipped):
            return Skipped(job.catalog, (SkippedFile("a/bad.png", "is empty; export it again"),))
        if isinstance(job, EditItem):
            record = self._records[job.item_id]
            item = record.details.item
            item = replace(item, title=job.title, category=job.category, captions=job.captions)
            details = replace(record.details, item=item)
            self._records[job.item_id] = replace(record, details=details, is_edited=True)
        if isinstance(job, ExcludeItems):
            for item_id in job.item_ids:
                record = self._records[item_id]
                self._records[item_id] = replace(record, is_excluded=job.excluded)
            return Changed(job.catalog, len(job.item_ids))
        return self._whole(str(vars(job)["item_id"]))

    def _whole(self, item_id: str) -> ItemRecord:
        findings = tuple(one for one in self._findings() if one.item_id == item_id)
        return replace(self._records[item_id], findings=findings)

    def _page(self, job: BrowseItems) -> ItemPage:
        records = [self._whole(item_id) for item_id in self._records]
        found = [record for record in records if _matches(record, job)]
        inside = [one for one in found if one.details.item.category.startswith(job.category)]
        cards = tuple(_card(record) for record in inside[job.offset : job.offset + job.limit])
        counts: Counter[str] = Counter()
        for record in found:
            parts = record.details.item.category.split("/")
            counts.update("/".join(parts[: end + 1]) for end in range(len(parts)))
        return ItemPage(job.catalog, len(inside), job.offset, cards, tuple(sorted(counts.items())))

    # --- cleaning ---------------------------------------------------------------------

    def _findings(self) -> tuple[Finding, ...]:
        if not self._examined:
            return ()
        kinds = (CleaningProblem.SILENT_ENDS, CleaningProblem.BLURRED, CleaningProblem.MOJIBAKE)
        found = []
        for number, item_id in enumerate(list(self._records)[:36:4]):
            problem = kinds[number % 3]
            can = problem is not CleaningProblem.BLURRED
            title = self._records[item_id].details.item.title
            medium = Modality.IMAGE if not can else Modality.AUDIO
            finding = Finding(item_id, title, medium, "x", problem, 9.5 + number, 8.0, can)
            found.append(replace(finding, is_repaired=can and self._repaired))
        return tuple(found)

    def _report(self, catalog: str) -> CleaningReport:
        return CleaningReport(catalog, self._findings(), self._examined, "2026-11-24T12:00:00")

    # --- labels -----------------------------------------------------------------------

    def _labelled(self, job: CatalogJob) -> Outcome:
        if isinstance(job, SetLabel):
            for item_id in job.item_ids:
                self._label(item_id, job)
            return Changed(job.catalog, len(job.item_ids))
        if isinstance(job, GetLabelSets):
            return LabelSets(job.catalog, self._sets())
        if isinstance(job, GetReviewQueue):
            return self._queue(job.catalog, job.label_set, job.limit)
        return self._queue(str(vars(job)["catalog"]), str(vars(job)["label_set"]), 100)

    def _label(self, item_id: str, job: SetLabel) -> None:
        record = self._records[item_id]
        person = LabelOrigin.PERSON
        kept = [
            one for one in record.labels if (one.label_set, one.origin) != (job.label_set, person)
        ]
        given = [ItemLabel(job.label_set, job.label, person, "", 1.0)] if job.label else []
        self._records[item_id] = replace(record, labels=(*kept, *given))

    def _sets(self) -> tuple[LabelSet, ...]:
        labels = [one for record in self._records.values() for one in record.labels]
        made = []
        for name in sorted({one.label_set for one in labels}):
            own = [one for one in labels if one.label_set == name]
            counts = tuple(sorted(Counter(one.label for one in own).items()))
            by_person = sum(one.origin is LabelOrigin.PERSON for one in own)
            made.append(LabelSet(name, counts, by_person, own[0].origin))
        return tuple(made)

    def _queue(self, catalog: str, name: str, limit: int) -> ReviewQueue:
        entries = []
        for record in self._records.values():
            own = [one for one in record.labels if one.label_set == name]
            if own and all(one.origin is not LabelOrigin.PERSON for one in own):
                choices = ((own[0].label, 0.42), ("bird", 0.31), ("boat", 0.11))
                entries.append(ReviewEntry(_card(record), own[0].label, 0.42, choices))
        return ReviewQueue(catalog, name, len(entries), tuple(entries[: min(limit, 3)]))

    # --- map --------------------------------------------------------------------------

    def _map(self, job: MapCatalog) -> CatalogMap:
        items = [record.details.item for record in self._records.values()]
        named = [
            next((one.label for one in record.labels if one.label_set == job.label_set), "")
            for record in self._records.values()
        ]
        return CatalogMap(
            catalog=job.catalog,
            fusion=job.fusion,
            item_ids=tuple(self._records),
            titles=tuple(item.title for item in items),
            categories=tuple(item.category for item in items),
            thumbnails=tuple(record.details.picture for record in self._records.values()),
            places=b"".join(_place(number, items[number]) for number in range(len(items))),
            labels=tuple(named) if job.label_set else (),
        )


def _matches(record: ItemRecord, job: BrowseItems) -> bool:
    item = record.details.item
    texts = [item.title, item.category, *(caption.text for caption in item.captions)]
    labels = [(one.label_set, one.label) for one in record.labels]
    return (
        any(job.search.lower() in text.lower() for text in texts)
        and (not job.label_set or (job.label_set, job.label) in labels)
        and (job.problem is None or any(one.problem is job.problem for one in record.findings))
        and (job.excluded is None or record.is_excluded == job.excluded)
    )


def _card(record: ItemRecord) -> ItemCard:
    item = record.details.item
    media = tuple(sorted({medium.modality for medium in item.media}, key=lambda one: one.value))
    problems = tuple(dict.fromkeys(one.problem for one in record.findings))
    return ItemCard(
        item.item_id,
        item.title,
        item.category,
        record.details.picture,
        (*media, Modality.TEXT),
        record.is_excluded,
        problems,
    )


def _place(number: int, item: Item) -> bytes:
    """Return a place on a spiral around its category's own place."""
    turn = sum(map(ord, item.category.split("/")[0])) % 12 / 12 * math.tau
    angle, radius = number * 2.4, 0.02 * math.sqrt(number % 40)
    x = 0.65 * math.cos(turn) + radius * math.cos(angle)
    y = 0.65 * math.sin(turn) + radius * math.sin(angle)
    return struct.pack("<2f", x, y)
