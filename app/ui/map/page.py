"""The fused space in two dimensions: what is near is alike."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.core.progress import Progress
from app.core.settings import Settings
from app.engine.messages import CatalogMap, Failure
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import button, with_role
from app.ui.icons import IconName
from app.ui.map.charting import Charting
from app.ui.map.grouping import Grouping, top_levels
from app.ui.map.places import Places
from app.ui.map.side import MapSide
from app.ui.map.view import MapView
from app.ui.page_names import PageName
from app.ui.results.empty import EmptyState
from app.ui.services import Services
from app.ui.translation import caption_language
from app.ui.work_page import WorkPage


class MapPage(WorkPage):
    """All items as points; colour, hover, selection, and the current query.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._map: CatalogMap | None = None
        self._shown = ("", "")
        self._rows: list[int] = []
        self._doing, self._is_stale = "", False
        self.charting = Charting(services.engine, self)

    def build(self) -> Iterator[None]:
        """Build the map, then what is beside it."""
        theme = self._services.theme
        self.view = MapView(theme)
        self.view.setAccessibleName(self.tr("Map of the catalog"))
        self.cancel = button(self.tr("Cancel"), name=self.tr("Cancel the map"))
        self.again = button(self.tr("Try again"), "primary")
        self.state = EmptyState(theme, ((IconName.CIRCLE, "text_muted"),), self)
        self.faces = QStackedWidget()
        page = self._lay_out()
        yield
        self.side = MapSide(theme)
        yield
        page.addWidget(self.side)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the map of the chosen catalog and fusion."""
        settings = self._services.preferences.settings
        self._shown = (settings.catalog, settings.fusion)
        self._show_state(self.tr("Laying out the catalog…"), "")
        self._chart()
        self.charting.ask_labels(settings.catalog)

    def _chart(self) -> None:
        language = caption_language(self._services.preferences.settings.language)
        self.charting.chart(*self._shown, self.side.colour_by.value, language)

    def _connect(self) -> None:
        services, charting = self._services, self.charting
        services.preferences.changed.connect(self._follow_settings)
        services.model.query_changed.connect(self._place_query)
        services.preparing.imported.connect(self.refresh)
        services.curating.changed.connect(self._show_done)
        services.curating.failed.connect(self._show_not_done)
        charting.charted.connect(self._show_map)
        charting.placed.connect(self._show_query)
        charting.labels_changed.connect(self.side.offer_labels)
        charting.progressed.connect(self._show_progress)
        charting.failed.connect(self._show_failure)
        charting.cancelled.connect(self._show_cancelled)
        self.again.clicked.connect(self.refresh)
        self.view.hovered.connect(self._show_hovered)
        self.view.selected.connect(self._show_selection)
        self.view.rendered.connect(self._settle)
        self.side.legend.chosen.connect(self.view.show_only)
        self.side.with_chosen.cleared.connect(lambda: self.view.select([]))
        self.side.with_chosen.exclusion_wanted.connect(self._exclude)
        self.side.with_chosen.label_given.connect(self._label)
        self.side.hover.query_wanted.connect(self._ask_with)
        self.side.selection.item_wanted.connect(self._show_hovered)
        self.side.colour_by.activated.connect(lambda _: self.refresh())
        self.side.fit.clicked.connect(self.view.fit)
        self.side.lasso.toggled.connect(self._set_lasso)
        self.cancel.clicked.connect(charting.cancel)

    # --- what comes -------------------------------------------------------------------

    def _show_map(self, catalog_map: CatalogMap) -> None:
        before, self._map = self._map, catalog_map
        is_other = before is None or (before.item_ids, before.places) != (
            catalog_map.item_ids,
            catalog_map.places,
        )
        names = catalog_map.labels or top_levels(catalog_map.categories)
        grouping = Grouping(names)
        self.side.legend.show_groups(grouping)
        self.faces.setCurrentWidget(self._map_face)
        if is_other:
            self._show_selection([])
            self.side.hover.clear()
            self.view.show_places(Places(catalog_map.places), catalog_map.titles, grouping)
        else:
            self.view.show_grouping(grouping)
        about = self.tr("%n item(s) by what they mean together", "", len(catalog_map.item_ids))
        self.side.about.setText(about)
        self._place_query()

    def _show_query(self, place: QPointF | None) -> None:
        self.view.show_query(place)
        self.side.query_note.setVisible(place is not None)
        self._settle()

    def _show_hovered(self, row: int) -> None:
        if self._map is not None and row >= 0:
            self.side.hover.show_item(self._map, row)

    def _show_selection(self, rows: list[int]) -> None:
        if self._map is not None:
            self._rows = rows
            self.side.show_selection(self._map, rows)

    def _show_progress(self, progress: Progress | None) -> None:
        self.cancel.setVisible(progress is not None)

    def _show_failure(self, failure: Failure) -> None:
        self._show_state(self.tr("There is no map yet"), failure_text(failure))
        self.settled.emit()

    def _show_cancelled(self) -> None:
        self._show_state(self.tr("There is no map yet"), self.tr("Laying it out was cancelled."))
        self.settled.emit()

    def _show_state(self, title: str, text: str) -> None:
        self.again.setVisible(bool(text))
        self.state.say(title, text)
        if self._map is None or text:
            self.faces.setCurrentWidget(self._state_face)

    # --- what the person does ---------------------------------------------------------

    def _follow_settings(self, settings: Settings) -> None:
        if (settings.catalog, settings.fusion) != self._shown:
            self._map = None
            self.refresh()

    def _place_query(self) -> None:
        settings = self._services.preferences.settings
        if self._map is not None:
            query = self._services.model.query
            self.charting.place(settings.catalog, settings.fusion, query)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(self._map.item_ids[row] for row in self._rows) if self._map else ()

    def _exclude(self) -> None:
        self._doing = self.tr("Left out of the ranking. The Catalog page takes items in again.")
        self._services.curating.exclude(self._shown[0], self._chosen(), True)

    def _label(self, name: str, given: str) -> None:
        self._doing = self.tr("Labelled as {label}.").format(label=given)
        self._services.curating.set_label(self._shown[0], self._chosen(), name, given)

    def _show_done(self) -> None:
        """Say what was done, and let new labels be chosen and seen."""
        if self._doing:
            self.side.say(self._doing)
        self._doing = ""
        self._is_stale = True
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        """Ask for new labels; not while nobody looks: reviewing gives many, one by one."""
        self._is_stale = False
        self.charting.ask_labels(self._shown[0])
        if self._map is not None and self.side.colour_by.value:
            self._chart()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._renew()

    def _show_not_done(self, failure: Failure) -> None:
        if self._doing:
            self.side.say(failure_text(failure), "danger")
        self._doing = ""

    def _ask_with(self, picture: str) -> None:
        self._services.intake.take_paths([picture], Modality.IMAGE)
        self.page_wanted.emit(PageName.RECOMMEND.value)

    def _set_lasso(self, checked: bool) -> None:
        self.view.lassoing = checked
        shape = Qt.CursorShape.CrossCursor if checked else Qt.CursorShape.ArrowCursor
        self.view.setCursor(shape)

    def _settle(self) -> None:
        if self._map is not None and not self.charting.is_busy and not self.view.is_busy:
            self.settled.emit()

    # --- arrangement ------------------------------------------------------------------

    def _lay_out(self) -> QHBoxLayout:
        self.cancel.hide()
        self._map_face = self.view
        self._state_face = QWidget()
        state = QVBoxLayout(self._state_face)
        state.addWidget(self.state, 1)
        for one in (self.cancel, self.again):
            state.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        state.addStretch(1)
        self.faces.addWidget(self._state_face)
        self.faces.addWidget(self._map_face)
        card = with_role(QFrame(), "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(self.faces)
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(12)
        page.addWidget(card, 1)
        return page
