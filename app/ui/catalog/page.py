"""Browse, search, edit, clean and label a catalog."""

from __future__ import annotations

from app.ui.services import Services
from app.ui.work_page import WorkPage


class CatalogPage(WorkPage):
    """Browse, search, edit, clean and label a catalog.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
