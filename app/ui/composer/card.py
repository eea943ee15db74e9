"""What the cards of all three modalities share: title, switch and weight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.ui.controls.badge import ModalityBadge
from app.ui.controls.roles import label, with_role
from app.ui.controls.switch import Switch
from app.ui.query_model import QueryModel
from app.ui.theme import ThemeController

STEPS = 100
"""Steps of the slider for each unit of weight."""

MARGINS = (16, 12, 16, 12)
COMPACT_MARGINS = (14, 7, 14, 5)

COLOUR_TOKENS = {
    Modality.IMAGE: "image",
    Modality.TEXT: "text_modality",
    Modality.AUDIO: "audio",
}


class ModalityCard(QFrame):
    """A card with a title, a switch, a body for subclasses, and a weight slider.

    The weight row shows only while the query has this modality.

    Parameters
    ----------
    theme
        Gives the colours.
    model
        The query being composed.
    modality
        Which modality.
    title
        Its name for people.
    """

    def __init__(
        self, theme: ThemeController, model: QueryModel, modality: Modality, title: str
    ) -> None:
        super().__init__()
        with_role(self, "card")
        self.theme = theme
        self.model = model
        self.modality = modality
        self.setAccessibleName(title)
        self.heading = label(title, "title")
        self.switch = Switch(theme, self._switch_name(title), COLOUR_TOKENS[modality])
        self.slider = self._make_slider(title)
        self.value = QLabel()
        self.body = QVBoxLayout()
        self._layout = QVBoxLayout(self)
        self._weight_row = self._make_weight_row()
        self._lay_out()
        self.switch.toggled.connect(self._switch_was_toggled)
        self.slider.valueChanged.connect(self._slider_was_moved)
        model.query_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show switch, weight and the weight row as the model has them."""
        weight = self.model.weight(self.modality)
        muted = self.model.is_muted(self.modality)
        self.slider.blockSignals(True)
        self.slider.setValue(round(weight * STEPS))
        self.slider.blockSignals(False)
        self.slider.setEnabled(not muted)
        self.switch.setChecked(not muted)
        self.value.setText(self.tr("off") if muted else f"{weight:.2f}×")
        self._weight_row.setVisible(self.model.query.has(self.modality))
        self.switch.setVisible(self.model.query.has(self.modality))

    def _switch_name(self, title: str) -> str:
        return self.tr("Let it count: {name}").format(name=title)

    def _make_slider(self, title: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 2 * STEPS)
        slider.setSingleStep(5)
        slider.setPageStep(25)
        slider.setProperty("modality", self.modality.value)
        name = self.tr("Weight: {name}").format(name=title)
        slider.setAccessibleName(name)
        slider.setToolTip(self.tr("How much it counts, from 0 to 2"))
        return slider

    def _make_weight_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.value.setMinimumWidth(48)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(label(self.tr("Weight"), "caption"))
        layout.addWidget(self.slider, 1)
        layout.addWidget(with_role(self.value, "caption"))
        return row

    def set_compact(self, compact: bool) -> None:
        """Take less height, for low windows."""
        margins = COMPACT_MARGINS if compact else MARGINS
        self._layout.setContentsMargins(*margins)
        self._layout.setSpacing(4 if compact else 8)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(12)
        header.addWidget(ModalityBadge(self.theme, self.modality))
        header.addWidget(self.heading)
        header.addStretch(1)
        header.addWidget(self.switch)
        self._layout.addLayout(header)
        self._layout.addLayout(self.body)
        self._layout.addWidget(self._weight_row)
        ModalityCard.set_compact(self, False)

    def _switch_was_toggled(self, on: bool) -> None:
        self.model.set_muted(self.modality, not on)

    def _slider_was_moved(self, value: int) -> None:
        self.model.set_weight(self.modality, value / STEPS)
