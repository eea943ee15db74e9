"""The hyper-parameters as a form, made from their dataclasses."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.lab import FusionKind, NetworkSettings, TrainerSettings
from app.ui.controls.fold import Fold
from app.ui.controls.roles import label
from app.ui.lab.field_row import FieldRow
from app.ui.lab.relevance import counts
from app.ui.lab.wording import setting_wording
from app.ui.theme import ThemeController

ESSENTIALS = ("epochs", "learning_rate", "seed")
NETWORK = ("dimension", "hidden", "layers", "heads", "dropout", "batch_norm")
COURSE = ("patience", "batch_size", "schedule", "warmup_epochs", "mixed_precision")
GUARDS = ("weight_decay", "gradient_clip", "modality_dropout", "validation_share")
LOSSES = ("contrastive_weight", "temperature", "classification_weight", "adversarial_weight")


class SettingsForm(QWidget):
    """Essentials first, the rest folded; only what counts for the fusion is shown.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    changed
        A setting was changed.
    """

    changed = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._kind = FusionKind.TOWERS
        self.rows = {
            one.name: FieldRow(theme, one, setting_wording(one.name))
            for settings in (NetworkSettings, TrainerSettings)
            for one in fields(settings)
        }
        self.more = Fold(theme, self.tr("More settings"))
        self._titles = [
            (label(self.tr("Network"), "section"), NETWORK),
            (label(self.tr("Course of training"), "section"), COURSE),
            (label(self.tr("Guards against learning by heart"), "section"), GUARDS),
            (label(self.tr("What counts in the loss"), "section"), LOSSES),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for name in ESSENTIALS:
            layout.addWidget(self.rows[name])
        layout.addWidget(self.more)
        for title, names in self._titles:
            self.more.column.addWidget(title)
            for name in names:
                self.more.column.addWidget(self.rows[name])
        for row in self.rows.values():
            row.changed.connect(self.changed)
        self.show_settings(NetworkSettings(), TrainerSettings())
        self.show_relevant(FusionKind.TOWERS)

    def network(self) -> NetworkSettings:
        """Return the network's settings.

        Raises
        ------
        FusionError
            When heads do not divide hidden units and both count.
        """
        values = self._values(NetworkSettings)
        if not counts(self._kind, "heads") and values["hidden"] % values["heads"]:
            values["heads"] = 1
        return NetworkSettings(**values)

    def trainer(self) -> TrainerSettings:
        """Return how it is trained."""
        return TrainerSettings(**self._values(TrainerSettings))

    def show_settings(self, network: NetworkSettings, trainer: TrainerSettings) -> None:
        """Show values; nobody is told that they changed."""
        for settings in (network, trainer):
            for one in fields(settings):
                self.rows[one.name].show_value(getattr(settings, one.name))

    def show_relevant(self, kind: FusionKind) -> None:
        """Hide what does not count for a fusion."""
        self._kind = kind
        for name, row in self.rows.items():
            row.setVisible(counts(kind, name))
        for title, names in self._titles:
            title.setVisible(any(counts(kind, name) for name in names))
        folded = [name for _, names in self._titles for name in names]
        self.more.setVisible(any(counts(kind, name) for name in folded))

    def _values(self, settings: type[NetworkSettings] | type[TrainerSettings]) -> dict[str, Any]:
        return {one.name: self.rows[one.name].value for one in fields(settings)}
