from __future__ import annotations

from dataclasses import replace

from app.ui.catalog.drafts import Drafts, edit_of
from tests.ui.catalog.records import edited, record


def test_a_draft_is_what_differs_from_the_record() -> None:
    drafts, known = Drafts(), record()
    typed = replace(edit_of(known), title="drake")
    drafts.keep(known, edit_of(known))
    assert drafts.of(known) is None
    drafts.keep(known, typed)
    assert drafts.of(known) == typed
    assert drafts.of(record("fish")) is None
    assert drafts.of(edited(known, "drake", known.details.item.captions)) is None
    drafts.clear()
    assert drafts.of(known) is None


def test_what_is_being_saved_is_a_draft_only_when_that_fails() -> None:
    drafts, known = Drafts(), record()
    typed = replace(edit_of(known), title="drake")
    drafts.saving(typed)
    drafts.keep(known, typed)
    assert drafts.of(known) is None
    drafts.saving_failed()
    assert drafts.of(known) == typed
    drafts.clear()
    drafts.saving_failed()
    assert drafts.of(known) is None
