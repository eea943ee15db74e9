"""Train fusions, watch their curves, compare the runs."""

from __future__ import annotations

from app.ui.services import Services
from app.ui.work_page import WorkPage


class LabPage(WorkPage):
    """Train fusions, watch their curves, compare the runs.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
