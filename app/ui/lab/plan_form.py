"""The form that makes a plan: features, a fusion, and how it is trained."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import FusionError
from app.core.lab import FusionKind, RunPlan
from app.ui.controls.choice import Choice
from app.ui.controls.roles import button, label, with_role
from app.ui.controls.scroll_column import GUTTER, ScrollColumn
from app.ui.lab.feature_chooser import FeatureChooser
from app.ui.lab.relevance import takes_raw
from app.ui.lab.settings_form import SettingsForm
from app.ui.lab.wording import choice_text, fusion_hint
from app.ui.theme import ThemeController

LONGEST_NAME = 60


class PlanForm(QWidget):
    """Choose and train.

    Parameters
    ----------
    theme
        Gives the colours.
    features
        Where features are chosen.
    settings
        Where the hyper-parameters are set.

    Signals
    -------
    train_wanted
        The :class:`RunPlan` to train by.
    """

    train_wanted = Signal(object)

    def __init__(
        self, theme: ThemeController, features: FeatureChooser, settings: SettingsForm
    ) -> None:
        super().__init__()
        self._is_busy = False
        self.features = features
        self.fusion = Choice(theme, self.tr("Fusion"))
        self.fusion.offer(((choice_text(kind), kind.value) for kind in FusionKind), "")
        self.fusion_hint = label("", "caption", wrap=True)
        self.settings = settings
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.name.setPlaceholderText(self.tr("Name of the run, if you like"))
        self.problem = label("", "danger", wrap=True)
        self.train = button(self.tr("Train"), "primary")
        self._lay_out()
        self.show_plan(RunPlan())
        self.fusion.activated.connect(self._follow_fusion)
        self.settings.changed.connect(self._check)
        self.train.clicked.connect(self._want_training)

    @property
    def kind(self) -> FusionKind:
        """The fusion that is chosen."""
        return FusionKind(self.fusion.value)

    def plan(self) -> RunPlan:
        """Return what was chosen.

        Raises
        ------
        FusionError
            When two choices do not go together, such as heads and hidden units.
        """
        return RunPlan(
            features=self.features.features,
            fusion=self.kind,
            network=self.settings.network(),
            trainer=self.settings.trainer(),
            name=self.name.text().strip(),
        )

    def show_plan(self, plan: RunPlan) -> None:
        """Show the choices of a plan."""
        self.name.setText(plan.name)
        self.fusion.setCurrentIndex(self.fusion.findData(plan.fusion.value))
        self.features.show_features(plan.features)
        self.settings.show_settings(plan.network, plan.trainer)
        self._follow_fusion()

    def show_busy(self, is_busy: bool) -> None:
        """Let only one run be trained at a time."""
        self._is_busy = is_busy
        self._check()

    def _follow_fusion(self) -> None:
        self.fusion_hint.setText(fusion_hint(self.kind))
        self.features.take_raw(takes_raw(self.kind))
        self.settings.show_relevant(self.kind)
        self._check()

    def _check(self) -> None:
        problem = ""
        try:
            self.plan()
        except FusionError as error:
            problem = str(error)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.train.setEnabled(not problem and not self._is_busy)
        waits = self.tr("A run is being trained; wait for its end or cancel it.")
        self.train.setToolTip(waits if self._is_busy else "")

    def _want_training(self) -> None:
        self.train_wanted.emit(self.plan())

    def _lay_out(self) -> None:
        column = ScrollColumn(gap=16)
        column.column.addWidget(
            _card(
                label(self.tr("Fusion"), "section"),
                self.fusion,
                self.fusion_hint,
                label(self.tr("Features"), "section"),
                self.features,
            )
        )
        column.column.addWidget(
            _card(label(self.tr("Settings"), "section"), self.name, self.settings)
        )
        column.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("A new run"), "title"))
        layout.addWidget(column, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, GUTTER, 0)
        foot.setSpacing(8)
        foot.addWidget(self.problem)
        foot.addWidget(self.train)
        layout.addLayout(foot)


def _card(*widgets: QWidget) -> QFrame:
    card = with_role(QFrame(), "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 12, 16, 16)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    return card
