"""Beside the map: what the pointer is on, what was chosen, what the colours mean."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.messages import CatalogMap, LabelSets
from app.ui.controls.choice import Choice
from app.ui.controls.roles import button, change_role, label, with_role
from app.ui.map.legend import Legend
from app.ui.map.selection import HoverCard, SelectionList
from app.ui.map.selection_actions import SelectionActions
from app.ui.results.thumbnails import ThumbnailCache
from app.ui.theme import ThemeController

WIDTH = 264
BOTH_HEIGHT = 730
"""Height from which legend and selection are shown together, in pixels."""


class MapSide(QWidget):
    """Buttons, the item under the pointer, the selection, and the legend.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        thumbnails = ThumbnailCache(self)
        self.about = label("", "muted", wrap=True)
        self.query_note = label(self.tr("The ring is your query."), "caption")
        self.lasso = button(self.tr("Select"), "chip", self.tr("Select by drawing an outline"))
        self.lasso.setCheckable(True)
        self.fit = button(self.tr("Show all"), "chip")
        self.hover = HoverCard(thumbnails)
        self.note = label("", "muted", wrap=True)
        self.with_chosen = SelectionActions(theme)
        self.selection = SelectionList(thumbnails, self.with_chosen)
        self.colour_by = with_role(Choice(theme, self.tr("Colour by")), "field")
        self.legend = Legend(theme)
        self.colours = self._colours()
        for hidden in (self.query_note, self.note):
            hidden.hide()
        self.setFixedWidth(WIDTH)
        self._lay_out()
        self.offer_labels(LabelSets("", ()))

    def show_selection(self, catalog_map: CatalogMap, rows: list[int]) -> None:
        """List what was chosen; nothing for no rows."""
        self.note.hide()
        self.selection.show_rows(catalog_map, rows)
        self._share_height()

    def offer_labels(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are, to colour by and to label with."""
        named = [(one.name, one.name) for one in sets.sets]
        self.colour_by.offer([(self.tr("Category"), ""), *named], self.colour_by.value)
        self.with_chosen.labels.show_sets(sets)

    def say(self, text: str, role: str = "muted") -> None:
        """Say what became of what the person wanted."""
        change_role(self.note, role)
        self.note.setText(text)
        self.note.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the parts room."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Let the legend make room for a selection where both would be too small."""
        self.colours.setHidden(not self.selection.isHidden() and self.height() < BOTH_HEIGHT)

    def _colours(self) -> QWidget:
        colours = QWidget()
        layout = QVBoxLayout(colours)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Colour by"), "section"))
        layout.addWidget(self.colour_by)
        layout.addWidget(self.legend, 1)
        return colours

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.lasso)
        row.addWidget(self.fit)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Map"), "title"))
        layout.addWidget(self.about)
        layout.addWidget(self.query_note)
        layout.addLayout(row)
        layout.addWidget(self.hover)
        layout.addWidget(self.note)
        layout.addWidget(self.selection, 4)
        layout.addWidget(self.colours, 3)
        layout.addStretch(0)
