"""What was learnt of a persona, so that it can be read."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.modality import MODALITIES
from app.engine.messages import Profile
from app.ui.controls.roles import label, with_role
from app.ui.controls.scroll_column import ScrollColumn
from app.ui.icons import MODALITY_ICONS
from app.ui.people.figure_row import Figure, FigureRow
from app.ui.people.wording import category_name, percent, signed
from app.ui.results.wording import category_path, modality_name
from app.ui.theme import ThemeController

MOST_TASTES = 5
TOKENS = {"image": "image", "text": "text_modality", "audio": "audio"}


class ProfilePanel(ScrollColumn):
    """Modalities that are followed, categories up and down, and what is still unsure.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__(gap=4)
        self._theme = theme
        self.summary = label("", "muted", wrap=True)
        self.shares = [FigureRow(theme) for _ in MODALITIES]
        self.up = [FigureRow(theme) for _ in range(MOST_TASTES)]
        self.down = [FigureRow(theme) for _ in range(MOST_TASTES)]
        self.no_up, self.no_down = label("", "caption"), label("", "caption")
        self.exploration = FigureRow(theme)
        self.unsure = label("", "caption", wrap=True)
        self._lay_out()
        self.show_profile(Profile("", ""))

    def show_profile(self, profile: Profile) -> None:
        """Show what was learnt."""
        counted = self.tr("Learnt from %n interaction(s).", "", profile.interactions)
        nothing = self.tr("Nothing is known yet. Like or dislike a few items.")
        self.summary.setText(counted if profile.interactions else nothing)
        for row, (modality, share) in zip(self.shares, profile.shares.items(), strict=True):
            token, icon = TOKENS[modality.value], MODALITY_ICONS[modality]
            row.show_figure(Figure(modality_name(modality), share, percent(share), token, icon))
        self._show_tastes(self.up, profile.up, "success")
        self._show_tastes(self.down, profile.down, "danger")
        for empty, tastes in ((self.no_up, profile.up), (self.no_down, profile.down)):
            empty.setText(self.tr("None yet"))
            empty.setVisible(not tastes)
        self._show_exploration(profile.exploration)

    def _show_tastes(
        self, rows: list[FigureRow], tastes: tuple[tuple[str, float], ...], token: str
    ) -> None:
        for place, row in enumerate(rows):
            row.setVisible(place < len(tastes))
            if place < len(tastes):
                category, taste = tastes[place]
                about = f"{category_path(category)} {signed(taste)}"
                name = category_name(category)
                row.show_figure(Figure(name, taste, signed(taste), token, least=-1.0, about=about))

    def _show_exploration(self, exploration: float) -> None:
        name = self.tr("Unsure")
        self.exploration.show_figure(Figure(name, exploration, percent(exploration)))
        texts = (
            self.tr("Your taste is known well; likes change little now."),
            self.tr("Some of your taste is known; likes still change much."),
            self.tr("Almost everything is still to be learnt."),
        )
        self.unsure.setText(texts[min(2, int(exploration * 3))])

    def _lay_out(self) -> None:
        self.column.addWidget(self.summary)
        self._add(self.tr("What you follow"), *self.shares)
        self._add(self.tr("Categories you get more of"), *self.up, self.no_up)
        self._add(self.tr("Categories you get fewer of"), *self.down, self.no_down)
        self._add(self.tr("How unsure this still is"), self.exploration, self.unsure)
        self.column.addStretch(1)

    def _add(self, title: str, *rows: QWidget) -> None:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(with_role(label(title), "section"))
        for row in rows:
            column.addWidget(row)
        self.column.addWidget(group)
