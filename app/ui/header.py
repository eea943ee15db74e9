"""The bar at the top: pages, catalog, fusion model, processor, theme, settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.core.settings import Settings, Theme
from app.ui.controls.choice import Choice
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import button, label, with_role
from app.ui.icons import IconName, application_pixmap, icon
from app.ui.page_names import PageName
from app.ui.people.persona_switch import PersonaSwitch
from app.ui.preferences import Preferences
from app.ui.theme import ThemeController

if TYPE_CHECKING:
    from app.engine.messages import EngineStatus

ADD_CATALOG = "\x00add"
"""Value of the entry that leads to the import page."""

NARROW_EMS, NARROWEST_EMS = 84, 64
"""Below these widths, in heights of the body text, the bar drops what can be spared."""

CATALOG_EMS = 10
"""Width that the catalog's name never gives up, in heights of the body text."""

LEAST_CHOICE = 48
WIDEST_CHOICE = 232
"""Between these widths, in pixels, the choices of catalog and fusion give way."""

THEME_ICONS = {
    Theme.SYSTEM: IconName.CONTRAST,
    Theme.LIGHT: IconName.SUN,
    Theme.DARK: IconName.MOON,
}


class Header(QWidget):
    """Navigation and the choices that hold for all pages.

    Signals
    -------
    page_wanted
        The person wants to see the page of that name.
    settings_wanted, import_wanted
        The person wants to go there.
    """

    page_wanted = Signal(str)
    settings_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, theme: ThemeController, preferences: Preferences) -> None:
        super().__init__()
        with_role(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._preferences = preferences
        self._status: EngineStatus | None = None
        self.navigation = {
            PageName.RECOMMEND: self._nav_button(self.tr("Recommend")),
            PageName.FOR_YOU: self._nav_button(self.tr("For you")),
            PageName.CATALOG: self._nav_button(self.tr("Catalog")),
            PageName.MAP: self._nav_button(self.tr("Map")),
            PageName.LAB: self._nav_button(self.tr("Lab")),
            PageName.EVALUATE: self._nav_button(self.tr("Evaluate")),
        }
        self.catalogs = Choice(theme, self.tr("Catalog"))
        self.fusions = Choice(theme, self.tr("Fusion model"))
        for choice in (self.catalogs, self.fusions):
            choice.give_way(LEAST_CHOICE, WIDEST_CHOICE)
        self.personas = PersonaSwitch(theme, preferences)
        self.mark, self.wordmark = QLabel(), label("Triad", "title")
        self.device = QToolButton()
        self.theme_switch = IconButton(theme, IconName.CONTRAST, "", size=20)
        self.settings = IconButton(theme, IconName.SETTINGS, self.tr("Settings"), size=20)
        self._lay_out()
        self._connect()
        self.show_page(PageName.RECOMMEND)
        self._show_catalogs()
        self._show_device()
        self._tint()

    def show_status(self, status: EngineStatus) -> None:
        """Offer the catalogs and fusion models that there are."""
        self._status = status
        self._show_catalogs()
        self._show_device()

    def show_page(self, page: PageName) -> None:
        """Mark the page that is open."""
        for name, tab in self.navigation.items():
            tab.setChecked(name is page)
        has_catalogs = page is not PageName.FIRST_RUN or bool(
            self._status and self._status.catalogs
        )
        self.catalogs.setVisible(has_catalogs)
        self.fusions.setVisible(has_catalogs)
        self.personas.setVisible(has_catalogs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop what can be spared in a narrow window."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        ems = self.width() / self._theme.tokens.font_body
        is_narrow = ems < NARROW_EMS
        self.mark.setVisible(ems >= NARROWEST_EMS)
        # The catalog and its size are read at every width; the fusion gives way first.
        least = min(self.catalogs.sizeHint().width(), CATALOG_EMS * self._theme.tokens.font_body)
        self.catalogs.setMinimumWidth(least)
        styles = Qt.ToolButtonStyle
        self.wordmark.setVisible(not is_narrow)
        self.personas.set_narrow(is_narrow)
        self.device.setToolButtonStyle(
            styles.ToolButtonIconOnly if is_narrow else styles.ToolButtonTextBesideIcon
        )

    def _nav_button(self, text: str) -> QPushButton:
        made = button(text, "nav")
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        self.mark.setPixmap(application_pixmap(28, self.devicePixelRatioF()))
        self.device.setIconSize(QSize(16, 16))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.mark)
        layout.addWidget(self.wordmark)
        layout.addSpacing(8)
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        for tab in self.navigation.values():
            tabs.addWidget(tab)
        layout.addLayout(tabs)
        layout.addStretch(1)
        for widget in (
            self.catalogs,
            self.fusions,
            self.personas,
            self.device,
            self.theme_switch,
            self.settings,
        ):
            layout.addWidget(widget)

    def _connect(self) -> None:
        for name, tab in self.navigation.items():
            tab.clicked.connect(partial(self._want, name))
        self.settings.clicked.connect(self.settings_wanted)
        self.device.clicked.connect(self.settings_wanted)
        self.catalogs.activated.connect(self._catalog_was_chosen)
        self.fusions.activated.connect(lambda: self._preferences.change(fusion=self.fusions.value))
        self.theme_switch.clicked.connect(self._next_theme)
        self._preferences.changed.connect(self._show_settings)
        self._theme.theme_changed.connect(self._tint)

    def _want(self, page: PageName) -> None:
        self.navigation[page].setChecked(True)
        self.page_wanted.emit(page.value)

    def _show_settings(self, _: Settings) -> None:
        self._show_catalogs()
        self._tint()

    def _show_catalogs(self) -> None:
        chosen = self._preferences.settings.catalog
        known = self._status.catalogs if self._status is not None else ()
        choices = [(f"{entry.name}  ({entry.items})", entry.name) for entry in known]
        if chosen not in [value for _, value in choices]:
            choices.insert(0, (chosen, chosen))
        self.catalogs.offer([*choices, (self.tr("Add a catalog…"), ADD_CATALOG)], chosen)
        self._arrange()
        fusions = next((entry.fusions for entry in known if entry.name == chosen), ())
        offered = [(self.tr("Best fusion"), ""), *((name, name) for name in fusions)]
        self.fusions.offer(offered, self._preferences.settings.fusion)

    def _catalog_was_chosen(self) -> None:
        if self.catalogs.value == ADD_CATALOG:
            self._show_catalogs()
            self.import_wanted.emit()
        else:
            self._preferences.choose_catalog(self.catalogs.value)

    def _next_theme(self) -> None:
        order = list(Theme)
        index = (order.index(self._preferences.settings.theme) + 1) % len(order)
        self._preferences.change(theme=order[index])

    def _show_device(self) -> None:
        device = self._status.device.upper() if self._status is not None else "…"
        reason = self._status.device_reason if self._status is not None else ""
        self.device.setText(device)
        about = self.tr("Processor: {device}").format(device=device)
        self.device.setAccessibleName(about)
        self.device.setToolTip(f"{about}\n{reason}" if reason else about)

    def _tint(self) -> None:
        choice = self._preferences.settings.theme
        names = {
            Theme.SYSTEM: self.tr("Theme: as the system"),
            Theme.LIGHT: self.tr("Theme: light"),
            Theme.DARK: self.tr("Theme: dark"),
        }
        self.theme_switch.set_icon_name(THEME_ICONS[choice])
        self.theme_switch.describe(names[choice])
        self.device.setIcon(icon(IconName.PROCESSOR, self._theme.tokens.text_muted, 16))
        self._arrange()
