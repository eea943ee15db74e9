"""What the pages beside Recommend have in common, and how each is built at its first use."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.controls.roles import with_role
from app.ui.page_names import PageName

if TYPE_CHECKING:
    from app.ui.services import Services

WORK_PAGE_MODULES = tuple(
    f"app.ui.{name}.page" for name in ("for_you", "catalog", "map", "lab", "evaluate")
)
"""What :func:`make_work_page` imports."""


class WorkPage(QWidget):
    """A page that works on the chosen catalog.

    It is built in slices, one in each turn of the event loop: built at once, a page would
    stall the loop for longer than anyone should notice.

    Parameters
    ----------
    services
        What outlives the page.

    Signals
    -------
    built
        All parts of the page are there.
    settled
        Everything that the page asked for is shown.
    page_wanted
        The person wants to go to the page of that name.
    """

    built = Signal()
    settled = Signal()
    page_wanted = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        with_role(self, "page")
        self.is_built = False
        self._services = services
        self._slices = self.build()
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._build_more)
        self._turns.start()

    @abstractmethod
    def build(self) -> Iterator[None]:
        """Build the page; at each ``yield`` the event loop has its turn."""

    def _build_more(self) -> None:
        try:
            next(self._slices)
        except StopIteration:
            self._turns.stop()
            self.is_built = True
            self.built.emit()


def make_work_page(name: PageName, services: Services) -> WorkPage:
    """Begin to build a page; what it needs is imported now, unless it was before."""
    if name is PageName.FOR_YOU:
        from app.ui.for_you.page import ForYouPage

        return ForYouPage(services)
    if name is PageName.CATALOG:
        from app.ui.catalog.page import CatalogPage

        return CatalogPage(services)
    if name is PageName.MAP:
        from app.ui.map.page import MapPage

        return MapPage(services)
    if name is PageName.LAB:
        from app.ui.lab.page import LabPage

        return LabPage(services)
    from app.ui.evaluate.page import EvaluatePage

    return EvaluatePage(services)
