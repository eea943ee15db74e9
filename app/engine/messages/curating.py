"""A catalog's items: browse, search, edit, clean, label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from app.core.cleaning import CleaningProblem
from app.core.item import Caption
from app.core.label import LabelOrigin
from app.core.modality import Modality
from app.engine.messages.asking import ItemDetails
from app.engine.messages.preparing import SkippedFile

# --- jobs -----------------------------------------------------------------------------


class BrowsingJob:
    """Looks at items or changes one."""


class CleaningJob:
    """Finds and mends what is wrong with media and texts."""


class LabellingJob:
    """Gives, spreads and reviews labels."""


@dataclass(frozen=True)
class BrowseItems(BrowsingJob):
    """Ask for one page of items. Result: :class:`ItemPage`.

    Attributes
    ----------
    search
        Words that title, captions or category contain, any language; empty for all.
    category
        A category and all below it; empty for all.
    label_set, label
        Only items with that label; an empty label means any of the set.
    problem
        Only items with that cleaning problem.
    excluded
        ``True``: only what is excluded from ranking; ``False``: only what is not.
    language
        Of the titles, where an item has one in it.
    """

    catalog: str
    search: str = ""
    category: str = ""
    label_set: str = ""
    label: str = ""
    problem: CleaningProblem | None = None
    excluded: bool | None = None
    offset: int = 0
    limit: int = 100
    language: str = ""


@dataclass(frozen=True)
class EditItem(BrowsingJob):
    """Change what a person may change of an item. Result: :class:`ItemRecord`."""

    catalog: str
    item_id: str
    title: str
    category: str
    captions: tuple[Caption, ...]


@dataclass(frozen=True)
class GetItemRecord(BrowsingJob):
    """Ask for all that a catalog says about an item. Result: :class:`ItemRecord`."""

    catalog: str
    item_id: str


@dataclass(frozen=True)
class ExcludeItems(BrowsingJob):
    """Leave items out of ranking and training, or take them in again. Result: :class:`Changed`."""

    catalog: str
    item_ids: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True)
class CleanCatalog(CleaningJob):
    """Look at every medium and text for problems. Result: :class:`CleaningReport`."""

    catalog: str


@dataclass(frozen=True)
class GetCleaningReport(CleaningJob):
    """Ask for what the last cleaning found. Result: :class:`CleaningReport`."""

    catalog: str


@dataclass(frozen=True)
class RepairMedia(CleaningJob):
    """Repair what can be repaired honestly; the originals stay. Result: :class:`CleaningReport`.

    ``item_ids`` and ``problems`` narrow what is repaired; empty means all.
    """

    catalog: str
    item_ids: tuple[str, ...] = ()
    problems: tuple[CleaningProblem, ...] = ()


@dataclass(frozen=True)
class LabelAutomatically(LabellingJob):
    """Label by image classes, text sentiment, kind of sound and vocal affect.

    Result: :class:`LabelSets`.
    """

    catalog: str


@dataclass(frozen=True)
class GetLabelSets(LabellingJob):
    """Ask which sets of labels there are. Result: :class:`LabelSets`."""

    catalog: str


@dataclass(frozen=True)
class SetLabel(LabellingJob):
    """A person labels items; an empty label takes the person's label away.

    Result: :class:`Changed`.
    """

    catalog: str
    item_ids: tuple[str, ...]
    label_set: str
    label: str


@dataclass(frozen=True)
class SpreadLabels(LabellingJob):
    """Spread a person's labels of one set over the fused space. Result: :class:`ReviewQueue`."""

    catalog: str
    label_set: str


@dataclass(frozen=True)
class GetReviewQueue(LabellingJob):
    """Ask for labels that nobody has confirmed, the least sure first.

    Result: :class:`ReviewQueue`.
    """

    catalog: str
    label_set: str
    limit: int = 100


@dataclass(frozen=True)
class GetSkipped(BrowsingJob):
    """Ask what imports left out, and why. Result: :class:`Skipped`."""

    catalog: str


# --- results --------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemCard:
    """An item in a page of a catalog; ``thumbnail`` is a PNG that is safe to open, or empty."""

    item_id: str
    title: str
    category: str
    thumbnail: str
    modalities: tuple[Modality, ...]
    is_excluded: bool = False
    problems: tuple[CleaningProblem, ...] = ()


@dataclass(frozen=True)
class ItemPage:
    """One page of items.

    Attributes
    ----------
    total
        How many items match.
    categories
        Every category of the catalog with the items in it and below it that match the
        search, whatever category is chosen.
    """

    catalog: str
    total: int
    offset: int
    items: tuple[ItemCard, ...]
    categories: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ItemLabel:
    """A label of an item: who or what gave it (``giver`` is a model's name), how sure, 0 to 1."""

    label_set: str
    label: str
    origin: LabelOrigin
    giver: str
    confidence: float


@dataclass(frozen=True)
class Finding:
    """One problem of one medium or text.

    ``value`` was measured and passes ``threshold`` on the bad side; ``path`` is empty for texts.
    ``value_now`` is the value after the repair; ``None`` when nothing was repaired.
    """

    item_id: str
    title: str
    modality: Modality
    path: str
    problem: CleaningProblem
    value: float
    threshold: float
    is_repairable: bool = False
    is_repaired: bool = False
    value_now: float | None = None


@dataclass(frozen=True)
class CleaningReport:
    """What cleaning found; ``examined`` is 0 when the catalog was never cleaned."""

    catalog: str
    findings: tuple[Finding, ...]
    examined: int
    measured: str = ""


@dataclass(frozen=True)
class ItemRecord:
    """All that a catalog says about an item.

    Imports leave the words of an item that ``is_edited`` as the person wrote them.
    """

    details: ItemDetails
    labels: tuple[ItemLabel, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_excluded: bool = False
    is_edited: bool = False


@dataclass(frozen=True)
class LabelSet:
    """One set of labels, such as ``text sentiment``, with how many items have each label.

    ``by_person`` counts the items that a person labelled.
    """

    name: str
    labels: tuple[tuple[str, int], ...]
    by_person: int
    origin: LabelOrigin


@dataclass(frozen=True)
class LabelSets:
    """All sets of labels."""

    catalog: str
    sets: tuple[LabelSet, ...]


@dataclass(frozen=True)
class ReviewEntry:
    """An item whose label nobody has confirmed; ``choices`` are the likeliest labels."""

    card: ItemCard
    label: str
    confidence: float
    choices: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class ReviewQueue:
    """What waits for a person, the least sure first; ``total`` counts what is not listed too."""

    catalog: str
    label_set: str
    total: int
    entries: tuple[ReviewEntry, ...]


@dataclass(frozen=True)
class Skipped:
    """What imports left out, and why."""

    catalog: str
    files: tuple[SkippedFile, ...]


@dataclass(frozen=True)
class Changed:
    """So many items were changed."""

    catalog: str
    items: int


CurationOutcome = Union[
    ItemPage, ItemRecord, CleaningReport, LabelSets, ReviewQueue, Skipped, Changed
]
