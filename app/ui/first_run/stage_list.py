"""The stages of making a catalog ready: done, at work, and to come."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.core.progress import Progress, Stage
from app.ui.controls.icon_button import IconLabel
from app.ui.controls.roles import change_role, label
from app.ui.icons import IconName
from app.ui.stages import stage_text
from app.ui.theme import ThemeController

ORDER = (Stage.FETCH, Stage.IMPORT, Stage.ENCODE, Stage.TRAIN, Stage.INDEX)
SHOWN_AS = {Stage.VERIFY: Stage.FETCH, Stage.LOAD: Stage.ENCODE, Stage.EVALUATE: Stage.TRAIN}


class StageList(QWidget):
    """One row a stage, and a bar with the time left.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._icons: dict[Stage, IconLabel] = {}
        self._texts: dict[Stage, QLabel] = {}
        self._counts: dict[Stage, QLabel] = {}
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.detail = label("", "caption")
        self.detail.setMinimumWidth(40)
        self.time_left = label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._rows(theme))
        layout.addSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.detail)
        layout.addWidget(self.time_left)

    def start(self) -> None:
        """Show that nothing is done yet."""
        self.show_progress(Progress(ORDER[0]))

    def show_progress(self, progress: Progress) -> None:
        """Mark what is done and what is at work."""
        current = ORDER.index(SHOWN_AS.get(progress.stage, progress.stage))
        for index, stage in enumerate(ORDER):
            self._mark(stage, index - current)
            self._counts[stage].setText("")
        if progress.total:
            self._counts[ORDER[current]].setText(f"{progress.done} / {progress.total}")
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.detail.setText(progress.detail)
        self.time_left.setText(self._left(progress.seconds_left))

    def _left(self, seconds: float | None) -> str:
        if seconds is None:
            return ""
        if seconds < 60:
            return self.tr("about %n second(s) left", "", _rough(seconds))
        return self.tr("about %n minute(s) left", "", round(seconds / 60))

    def _mark(self, stage: Stage, place: int) -> None:
        name, colour = IconName.CHEVRON_RIGHT, "accent"
        if place:
            name, colour = (IconName.CHECK, "success") if place < 0 else (IconName.CIRCLE, "border")
        self._icons[stage].show_icon(name, colour)
        change_role(self._texts[stage], "muted" if place > 0 else "strong" if place == 0 else "")

    def _rows(self, theme: ThemeController) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, stage in enumerate(ORDER):
            self._icons[stage] = IconLabel(theme, IconName.CIRCLE, "border", 18)
            self._texts[stage] = label(stage_text(stage))
            self._counts[stage] = label("", "caption")
            grid.addWidget(self._icons[stage], row, 0)
            grid.addWidget(self._texts[stage], row, 1)
            grid.addWidget(self._counts[stage], row, 2)
        return grid


def _rough(seconds: float) -> int:
    """Round up to steps of five above ten, so that the figure does not flicker."""
    whole = max(1, round(seconds))
    return whole if whole <= 10 else 5 * ((whole + 4) // 5)
