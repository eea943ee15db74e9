"""One item: its picture, what a person may change of it, its labels, what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.engine.messages import EditItem, ItemRecord, LabelSets
from app.ui.catalog.captions_editor import CaptionsEditor
from app.ui.catalog.label_rows import LabelRows
from app.ui.catalog.wording import problem_name
from app.ui.controls.roles import button, label, with_role
from app.ui.controls.switch import Switch
from app.ui.theme import ThemeController
from app.ui.why.picture_view import PictureView


class ItemEditor(QFrame):
    """Shows and changes one item.

    Signals
    -------
    saved
        Title, category and captions that the person wants: an :class:`EditItem` without a
        catalog.
    exclusion_wanted
        Whether the item shall be left out.
    label_given
        Name of a set, and a label; an empty label takes the person's away.
    """

    saved = Signal(object)
    exclusion_wanted = Signal(bool)
    label_given = Signal(str, str)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self._record: ItemRecord | None = None
        self.picture = PictureView(theme)
        self.title, self.category = QLineEdit(), QLineEdit()
        self.title.setAccessibleName(self.tr("Title"))
        self.category.setAccessibleName(self.tr("Category"))
        self.captions = CaptionsEditor()
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
        return self._record.details.item.item_id if self._record is not None else ""

    def show_record(self, record: ItemRecord) -> None:
        """Show another item, or the same as it is now."""
        self._record = record
        item = record.details.item
        self.picture.show_picture(record.details.picture, item.title)
        self.title.setText(item.title)
        self.title.setCursorPosition(0)
        self.category.setText(item.category)
        self.captions.show_captions(item.captions)
        self.labels.show_labels(record.labels)
        problems = dict.fromkeys(problem_name(one.problem) for one in record.findings)
        self.findings.setText(", ".join(problems) or self.tr("Nothing was found."))
        self.included.blockSignals(True)
        self.included.setChecked(not record.is_excluded)
        self.included.blockSignals(False)
        self.note.setText(self.tr("Edited by hand") if record.is_edited else "")
        self.note.setVisible(record.is_edited)
        self.save.setEnabled(False)
        self.show()

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are."""
        self.labels.show_sets(sets)

    def close_item(self) -> None:
        """Show no item."""
        self._record = None
        self.hide()

    def _connect(self) -> None:
        for field in (self.title, self.category):
            field.textEdited.connect(lambda _: self.save.setEnabled(True))
            field.returnPressed.connect(self._save)
        self.captions.edited.connect(lambda: self.save.setEnabled(True))
        self.save.clicked.connect(self._save)
        self.included.toggled.connect(lambda on: self.exclusion_wanted.emit(not on))
        self.labels.given.connect(self.label_given)

    def _save(self) -> None:
        if self._record is not None and self.save.isEnabled():
            title, category = self.title.text().strip(), self.category.text().strip()
            captions = self.captions.captions()
            self.saved.emit(EditItem("", self.item_id, title, category, captions))

    def _lay_out(self) -> None:
        column = with_role(QWidget(), "scroll")
        inner = QVBoxLayout(column)
        inner.setContentsMargins(4, 0, 8, 0)
        inner.setSpacing(6)
        for widget in (
            self.picture,
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
        layout.setContentsMargins(12, 16, 8, 12)
        layout.setSpacing(8)
        layout.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.included)
        row.addWidget(label(self.tr("In the ranking")), 1)
        row.addWidget(self.save)
        layout.addLayout(row)
