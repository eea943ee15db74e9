"""What the pages beside Recommend have in common, and how each is built at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.controls.roles import with_role
from app.ui.page_names import PageName

if TYPE_CHECKING:
    from app.ui.services import Services


class WorkPage(QWidget):
    """A page that works on the chosen catalog.

    Parameters
    ----------
    services
        What outlives the page.

    Signals
    -------
    settled
        Everything that the page asked for is shown.
    page_wanted
        The person wants to go to the page of that name.
    """

    settled = Signal()
    page_wanted = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        with_role(self, "page")
        self._services = services


def make_work_page(name: PageName, services: Services) -> WorkPage:
    """Build a page; what it needs is imported only now."""
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
