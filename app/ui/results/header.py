"""The line above the results: how many, how fast, in which order, list or grid."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.core.recommendation import Answer
from app.ui.icons import IconName, icon
from app.ui.results.ordering import SortKey
from app.ui.results.wording import sort_name
from app.ui.theme import ThemeController, Tokens

NARROW_EMS = 34
"""Width below which the sort order is an icon, in heights of the body text."""


class ResultsHeader(QWidget):
    """Title, summary, sort menu and view switch.

    Signals
    -------
    sort_chosen
        A :class:`SortKey`.
    view_chosen
        ``list`` or ``grid``.
    """

    sort_chosen = Signal(SortKey)
    view_chosen = Signal(str)

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = QLabel(self.tr("Results"), self)
        self._title.setProperty("role", "title")
        self._summary = QLabel(self)
        self._summary.setProperty("role", "caption")
        self._sort = self._made_sort_button()
        self._list = self._made_view_button("list", self.tr("Show as a list"))
        self._grid = self._made_view_button("grid", self.tr("Show as a grid"))
        self._arrange()
        self.mark_view("list")
        self._set_icons(theme.tokens)
        theme.theme_changed.connect(self._set_icons)

    def summarise(self, answer: Answer) -> None:
        """Tell how many items compete and how long the answer took."""
        locale = QLocale()
        shown, total = len(answer.results), answer.catalog_items
        count = self.tr("%1 of %2").replace("%1", locale.toString(shown))
        count = count.replace("%2", locale.toString(total))
        if shown == total:
            count = self.tr("all %1").replace("%1", locale.toString(total))
        took = self.tr("%1 ms").replace("%1", locale.toString(max(1, round(answer.timings.total))))
        self._summary.setText(f"{count} \N{MIDDLE DOT} {took}")
        hint = self.tr("Shown: %1. In the catalog “%2”: %3. Answered in %4.")
        for mark, value in (("%1", shown), ("%2", answer.catalog), ("%3", total), ("%4", took)):
            hint = hint.replace(mark, str(value))
        self._summary.setToolTip(hint)

    def forget(self) -> None:
        """Clear the summary."""
        self._summary.clear()
        self._summary.setToolTip("")

    def mark_view(self, view: str) -> None:
        """Show which view is on."""
        self._list.setChecked(view == "list")
        self._grid.setChecked(view == "grid")

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 8)
        row.setSpacing(4)
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self._summary, 1)
        for button in (self._sort, self._list, self._grid):
            row.addWidget(button)

    def _made_sort_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(button)
        group = QActionGroup(menu)
        for key in SortKey:
            action = QAction(sort_name(key), menu, checkable=True)
            action.setChecked(key is SortKey.SCORE)
            action.setData(key.value)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._sort_triggered)
        button.setMenu(menu)
        self._name_sort(button, SortKey.SCORE)
        return button

    def _name_sort(self, button: QToolButton, key: SortKey) -> None:
        button.setText(sort_name(key))
        button.setToolTip(self.tr("Sort: %1").replace("%1", sort_name(key)))
        button.setAccessibleName(button.toolTip())

    def _sort_triggered(self, action: QAction) -> None:
        key = SortKey(action.data())
        self._name_sort(self._sort, key)
        self.sort_chosen.emit(key)

    def _made_view_button(self, view: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self._choose_view(view))
        return button

    def _choose_view(self, view: str) -> None:
        self.mark_view(view)
        self.view_chosen.emit(view)

    def _set_icons(self, tokens: Tokens) -> None:
        self._sort.setIcon(icon(IconName.SORT, tokens.text_muted))
        self._list.setIcon(icon(IconName.LIST, tokens.text_muted))
        self._grid.setIcon(icon(IconName.GRID, tokens.text_muted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the sort order's name out where there is little room."""
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        narrow = event.size().width() < NARROW_EMS * self._theme.tokens.font_body
        self._sort.setToolButtonStyle(
            styles.ToolButtonIconOnly if narrow else styles.ToolButtonTextBesideIcon
        )
