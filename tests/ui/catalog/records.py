"""Items, labels and findings for the catalog's widgets."""

from __future__ import annotations

from dataclasses import replace

from app.core.cleaning import CleaningProblem
from app.core.item import Caption, Item
from app.core.label import LabelOrigin
from app.core.modality import Modality
from app.engine.messages import (
    Finding,
    ItemCard,
    ItemDetails,
    ItemLabel,
    ItemRecord,
    LabelSet,
    LabelSets,
    ReviewEntry,
    ReviewQueue,
)

MANY = tuple(Caption(code, f"duck in {code}") for code in ("de", "en", "fr", "pt_BR", "zh_CN"))
FINDINGS = (
    Finding("a", "apple", Modality.IMAGE, "/x/a.png", CleaningProblem.BLURRED, 9.0, 20.0),
    Finding("b", "bell", Modality.AUDIO, "/x/b.wav", CleaningProblem.CLIPPED, 100.0, 8.0, True),
    Finding("c", "cat", Modality.TEXT, "", CleaningProblem.MARKUP, 10.0, 8.0, True, True),
)


def record(item_id: str = "duck", captions: tuple[Caption, ...] = MANY) -> ItemRecord:
    """Return an item that nobody has edited."""
    return ItemRecord(ItemDetails(Item(item_id, item_id, "animals/birds", captions, ()), ""))


def edited(of: ItemRecord, title: str, captions: tuple[Caption, ...]) -> ItemRecord:
    """Return an item after it was edited."""
    item = replace(of.details.item, title=title, captions=captions)
    return replace(of, details=replace(of.details, item=item), is_edited=True)


def label(name: str, given: str, origin: LabelOrigin) -> ItemLabel:
    """Return a label of an item."""
    return ItemLabel(name, given, origin, "a model", 0.42)


def card(item_id: str, title: str = "") -> ItemCard:
    """Return an item of a page."""
    return ItemCard(item_id, title or item_id, "animals/birds", "", (Modality.IMAGE,))


def sets(*names: str, by_person: int = 0) -> LabelSets:
    """Return sets of labels."""
    made = [LabelSet(one, (("duck", 3),), by_person, LabelOrigin.AUTOMATIC) for one in names]
    return LabelSets("tuxpaint", tuple(made))


def queue(*items: str, total: int = 0, name: str = "kinds") -> ReviewQueue:
    """Return items whose label waits: duck, perhaps goose or swan."""
    entries = [
        ReviewEntry(card(item), "duck", 0.4, (("duck", 0.4), ("goose", 0.3), ("swan", 0.1)))
        for item in items
    ]
    return ReviewQueue("tuxpaint", name, total or len(items), tuple(entries))
