"""What a person typed about items but has not saved."""

from __future__ import annotations

from app.engine.messages import EditItem, ItemRecord


class Drafts:
    """One draft an item; one that was saved, or says nothing new, is none."""

    def __init__(self) -> None:
        self._drafts: dict[str, EditItem] = {}
        self._saving: EditItem | None = None

    def keep(self, record: ItemRecord, typed: EditItem) -> None:
        """Keep what was typed about an item whose record was shown."""
        if typed in (edit_of(record), self._saving):
            self._drafts.pop(typed.item_id, None)
        else:
            self._drafts[typed.item_id] = typed

    def of(self, record: ItemRecord) -> EditItem | None:
        """Return what was typed about an item and differs from its record."""
        draft = self._drafts.get(record.details.item.item_id)
        return None if draft == edit_of(record) else draft

    def saving(self, edit: EditItem) -> None:
        """Remember what is being saved."""
        self._saving = edit

    def saving_failed(self) -> None:
        """Make what was being saved a draft again."""
        if self._saving is not None:
            self._drafts[self._saving.item_id] = self._saving
        self._saving = None

    def clear(self) -> None:
        """Forget all drafts."""
        self._drafts.clear()
        self._saving = None


def edit_of(record: ItemRecord) -> EditItem:
    """Return an item as an edit that changes nothing."""
    item = record.details.item
    return EditItem("", item.item_id, item.title, item.category, item.captions)
