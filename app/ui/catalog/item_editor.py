"""One item: its picture and sounds, what a person may change, its labels, what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.engine.messages import EditItem, ItemRecord, LabelSets
from app.ui.catalog.captions_editor import CaptionsEditor
from app.ui.catalog.drafts import Drafts, edit_of
from app.ui.catalog.item_sounds import ItemSounds
from app.ui.catalog.label_rows import LabelRows
from app.ui.catalog.wording import problem_name
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import button, label, with_role
from app.ui.controls.switch import Switch
from app.ui.icons import IconName
from app.ui.theme import ThemeController
from app.ui.why.picture_view import PictureView

PICTURE_HEIGHT = 140


class ItemEditor(QFrame):
    """Shows and changes one item; what was typed but not saved is kept for each item.

    Parameters
    ----------
    theme
        Gives the colours.
    language
        The person's language, whose caption comes first.

    Signals
    -------
    saved
        Title, category and captions that the person wants: an :class:`EditItem` without a
        catalog.
    exclusion_wanted
        Whether the item shall be left out.
    label_given
        Name of a set, and a label; an empty label takes the person's away.
    query_wanted
        The person wants to ask with the item that is shown.
    closed
        The person has seen enough.
    """

    saved = Signal(object)
    exclusion_wanted = Signal(bool)
    label_given = Signal(str, str)
    query_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: ThemeController, language: str = "en") -> None:
        super().__init__()
        with_role(self, "card")
        self.record: ItemRecord | None = None
        self._drafts, self._shown = Drafts(), EditItem("", "", "", "", ())
        self.picture, self.sounds = PictureView(theme), ItemSounds(theme, language)
        self.picture.setMaximumHeight(PICTURE_HEIGHT)
        self.ask = button(self.tr("Ask with this item"), "link")
        self.close_button = IconButton(theme, IconName.CLOSE, self.tr("Close the item"), size=14)
        self.title, self.category = QLineEdit(), QLineEdit()
        self.title.setAccessibleName(self.tr("Title"))
        self.category.setAccessibleName(self.tr("Category"))
        self.captions = CaptionsEditor(language)
        self.labels = LabelRows(theme)
        self.findings = label("", wrap=True)
        self.included = Switch(theme, self.tr("In the ranking"))
        self.save = button(self.tr("Save"), "primary", self.tr("Save the item"))
        self.note = label("", "caption", wrap=True)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def item_id(self) -> str:
        """The item that is shown; empty for none."""
        return self.record.details.item.item_id if self.record is not None else ""

    def show_record(self, record: ItemRecord) -> None:
        """Show another item, or the same as it is now."""
        self._keep_draft()
        is_other = record.details.item.item_id != self.item_id
        self.record = record
        draft = self._drafts.of(record)
        if is_other or draft is None:
            self._fill(draft or edit_of(record))
        if is_other:
            self.picture.show_picture(record.details.picture, record.details.item.title)
            self.sounds.show_sounds(record.details.playable)
        self._show_state(record)
        self._show_save()
        self.show()

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are."""
        self.labels.show_sets(sets)

    def close_item(self) -> None:
        """Show no item."""
        self._keep_draft()
        self.record = None
        self.sounds.clear()
        self.hide()

    def forget(self) -> None:
        """Show no item and forget what was not saved: another catalog is chosen."""
        self.close_item()
        self._drafts.clear()

    def saving_failed(self) -> None:
        """Keep what was typed: it was not saved."""
        self._drafts.saving_failed()
        self._show_save()

    def _fill(self, edit: EditItem) -> None:
        self._shown = edit
        for field, text in ((self.title, edit.title), (self.category, edit.category)):
            field.setText(text)
            field.setCursorPosition(0)
        self.captions.show_captions(edit.captions)

    def _show_state(self, record: ItemRecord) -> None:
        self.labels.show_labels(record.labels)
        problems = dict.fromkeys(problem_name(one.problem) for one in record.findings)
        self.findings.setText(", ".join(problems) or self.tr("Nothing was found."))
        self.included.blockSignals(True)
        self.included.setChecked(not record.is_excluded)
        self.included.blockSignals(False)
        self.note.setText(self.tr("Edited by hand") if record.is_edited else "")
        self.note.setVisible(record.is_edited)
        can = bool(record.details.picture or record.details.playable)
        self.ask.setVisible(can)

    def _typed(self) -> EditItem:
        shown = (self._shown.title, self._shown.category)
        title, category = (
            field.text().strip() if field.isModified() else text
            for field, text in zip((self.title, self.category), shown, strict=True)
        )
        return EditItem("", self.item_id, title, category, self.captions.captions())

    def _keep_draft(self) -> None:
        if self.record is not None:
            self._drafts.keep(self.record, self._typed())

    def _show_save(self) -> None:
        typed = self._typed()
        is_changed = self.record is not None and typed != edit_of(self.record)
        self.save.setEnabled(is_changed and bool(typed.title))

    def _save(self) -> None:
        if self.save.isEnabled():
            self.save.setEnabled(False)
            self._drafts.saving(self._typed())
            self.saved.emit(self._typed())

    def _connect(self) -> None:
        for field in (self.title, self.category):
            field.textEdited.connect(lambda _: self._show_save())
            field.returnPressed.connect(self._save)
        self.captions.edited.connect(self._show_save)
        self.captions.finished.connect(self._save)
        self.save.clicked.connect(self._save)
        self.included.toggled.connect(lambda on: self.exclusion_wanted.emit(not on))
        self.labels.given.connect(self.label_given)
        self.ask.clicked.connect(self.query_wanted)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        column = with_role(QWidget(), "scroll")
        inner = QVBoxLayout(column)
        inner.setContentsMargins(4, 0, 8, 0)
        inner.setSpacing(6)
        for widget in (
            self.picture,
            self.sounds,
            label(self.tr("Title"), "section"),
            self.title,
            label(self.tr("Category"), "section"),
            self.category,
            label(self.tr("Captions"), "section"),
            self.captions,
            self.note,
            label(self.tr("Labels"), "section"),
            self.labels,
            label(self.tr("Cleaning"), "section"),
            self.findings,
        ):
            inner.addWidget(widget)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(column)
        scroll.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 12)
        layout.setSpacing(8)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.ask)
        head.addStretch(1)
        head.addWidget(self.close_button)
        foot.setSpacing(8)
        foot.addWidget(self.included)
        foot.addWidget(label(self.tr("In the ranking")), 1)
        foot.addWidget(self.save)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
