"""The hyper-parameters as a form, made from their dataclasses."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.lab import FusionKind, NetworkSettings, TrainerSettings
from app.ui.controls.fold import Fold
from app.ui.controls.roles import label
from app.ui.lab.field_row import FieldRow
from app.ui.lab.relevance import counts
from app.ui.lab.wording import setting_wordings
from app.ui.theme import ThemeController

ESSENTIALS = ("epochs", "learning_rate", "seed")
NETWORK = ("dimension", "hidden", "layers", "heads", "dropout", "batch_norm")
COURSE = ("patience", "batch_size", "schedule", "warmup_epochs", "mixed_precision")
GUARDS = ("weight_decay", "gradient_clip", "modality_dropout", "validation_share")
LOSSES = ("contrastive_weight", "temperature", "classification_weight", "adversarial_weight")

FIELDS = {
    one.name: one for settings in (NetworkSettings, TrainerSettings) for one in fields(settings)
}


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
        self._theme = theme
        self._kind = FusionKind.TOWERS
        self._wordings = setting_wordings()
        self._values: dict[str, Any] = {name: one.default for name, one in FIELDS.items()}
        self.rows: dict[str, FieldRow] = {}
        self.folds = [
            (Fold(theme, self.tr("Network")), NETWORK),
            (Fold(theme, self.tr("Course of training")), COURSE),
            (Fold(theme, self.tr("Against learning by heart")), GUARDS),
            (Fold(theme, self.tr("What counts in the loss")), LOSSES),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._fill(layout, ESSENTIALS)
        more = label(self.tr("More settings"), "section")
        layout.addWidget(more)
        for fold, names in self.folds:
            layout.addWidget(fold)
            fold.title.toggled.connect(partial(self._unfold, fold, names))
        self.show_relevant(FusionKind.TOWERS)

    def network(self) -> NetworkSettings:
        """Return the network's settings.

        Raises
        ------
        FusionError
            When heads do not divide hidden units and both count.
        """
        values = {one.name: self._values[one.name] for one in fields(NetworkSettings)}
        if not counts(self._kind, "heads") and values["hidden"] % values["heads"]:
            values["heads"] = 1
        return NetworkSettings(**values)

    def trainer(self) -> TrainerSettings:
        """Return how it is trained."""
        return TrainerSettings(
            **{one.name: self._values[one.name] for one in fields(TrainerSettings)}
        )

    def show_settings(self, network: NetworkSettings, trainer: TrainerSettings) -> None:
        """Show values; nobody is told that they changed."""
        for settings in (network, trainer):
            for one in fields(settings):
                self._values[one.name] = getattr(settings, one.name)
        for name, row in self.rows.items():
            row.show_value(self._values[name])

    def show_relevant(self, kind: FusionKind) -> None:
        """Hide what does not count for a fusion."""
        self._kind = kind
        for name, row in self.rows.items():
            row.setVisible(counts(kind, name))
        for fold, names in self.folds:
            fold.setVisible(any(counts(kind, name) for name in names))

    def _unfold(self, fold: Fold, names: tuple[str, ...], is_open: bool) -> None:
        """Make the rows of a fold when it is opened first: all at once would take too long."""
        if is_open and names[0] not in self.rows:
            self._fill(fold.column, names)
            self.show_relevant(self._kind)

    def _fill(self, column: QVBoxLayout, names: tuple[str, ...]) -> None:
        for name in names:
            row = FieldRow(self._theme, FIELDS[name], self._wordings[name])
            row.show_value(self._values[name])
            row.changed.connect(partial(self._take, name))
            self.rows[name] = row
            column.addWidget(row)

    def _take(self, name: str) -> None:
        self._values[name] = self.rows[name].value
        self.changed.emit()
