"""Search and filters, the items that match, and what can be done with those chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.engine.messages import BrowseItems, ItemCard, ItemPage, LabelSets
from app.ui.catalog.filter_bar import FilterBar
from app.ui.catalog.item_grid import ItemGrid
from app.ui.catalog.items_model import ItemsModel
from app.ui.catalog.selection_bar import SelectionBar
from app.ui.icons import IconName
from app.ui.results.empty import EmptyState
from app.ui.theme import ThemeController


class ItemsFace(QWidget):
    """The items of a catalog.

    Parameters
    ----------
    theme
        Gives the colours.
    language
        Of captions that stand for titles; empty for the titles themselves.

    Signals
    -------
    page_wanted
        The :class:`BrowseItems` of a page that is looked at.
    searched
        The person asks for something else.
    chosen
        The :class:`ItemCard` of all items that are chosen, a tuple.
    opened
        The person wants to edit the item that is chosen.
    exclusion_wanted
        Identifiers of items, a tuple, and whether they shall be left out.
    label_given
        Identifiers of items, a tuple, name of a set, and a label.
    """

    page_wanted = Signal(object)
    searched = Signal()
    chosen = Signal(object)
    opened = Signal()
    exclusion_wanted = Signal(object, bool)
    label_given = Signal(object, str, str)

    def __init__(self, theme: ThemeController, language: str = "") -> None:
        super().__init__()
        self._catalog = ""
        self._language = language
        self.filters, self.model = FilterBar(theme), ItemsModel()
        self.grid = ItemGrid(theme, self.model)
        self.selection = SelectionBar(theme)
        self.none = EmptyState(theme, ((IconName.SEARCH, "text_muted"),))
        self.faces = QStackedWidget()
        for face in (self.grid, self.none):
            self.faces.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filters)
        layout.addWidget(self.faces, 1)
        layout.addWidget(self.selection)
        self._connect()

    def show_catalog(self, catalog: str) -> None:
        """Ask for all items of a catalog."""
        self._catalog = catalog
        self.filters.clear()
        self._search()

    def renew(self) -> None:
        """Ask anew for what is shown."""
        self.model.renew()

    def take_page(self, question: BrowseItems, page: ItemPage) -> None:
        """Show a page of items."""
        self.model.take(question, page)
        if page.offset == 0 and page.catalog == self._catalog:
            self.filters.show_categories(page.categories)

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are."""
        self.filters.show_labels(sets)
        self.selection.show_sets(sets)

    def focus_search(self) -> None:
        """Let the person type what to look for."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def _connect(self) -> None:
        self.filters.changed.connect(self.searched)
        self.filters.changed.connect(self._search)
        self.model.wanted.connect(self.page_wanted)
        self.model.counted.connect(self._show_count)
        self.grid.chosen.connect(self._take_chosen)
        self.grid.opened.connect(self.opened)
        self.grid.exclusion_wanted.connect(lambda: self._exclude(True))
        self.selection.exclusion_wanted.connect(self._exclude)
        self.selection.label_given.connect(
            lambda name, given: self.label_given.emit(self._items(), name, given)
        )

    def _search(self) -> None:
        question = self.filters.question(self._catalog)
        self.model.ask(replace(question, language=self._language))

    def _show_count(self, count: int) -> None:
        self.filters.show_count(count)
        self.faces.setCurrentWidget(self.grid if count else self.none)
        if self.filters.is_narrow:
            hint = self.tr("Search for fewer words, or choose another category, label or state.")
            self.none.say(self.tr("No item matches"), hint)
        else:
            self.none.say(self.tr("The catalog is empty"), self.tr("Import pictures and sounds."))

    def _take_chosen(self, cards: tuple[ItemCard, ...]) -> None:
        self.selection.show_count(len(cards))
        self.chosen.emit(cards)

    def _items(self) -> tuple[str, ...]:
        return tuple(card.item_id for card in self.grid.cards())

    def _exclude(self, excluded: bool) -> None:
        self.exclusion_wanted.emit(self._items(), excluded)
