"""The fused space in two dimensions."""

from __future__ import annotations

from app.ui.services import Services
from app.ui.work_page import WorkPage


class MapPage(WorkPage):
    """The fused space in two dimensions.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
