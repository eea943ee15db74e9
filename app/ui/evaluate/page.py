"""What was measured, as tables, heat maps and bars."""

from __future__ import annotations

from app.ui.services import Services
from app.ui.work_page import WorkPage


class EvaluatePage(WorkPage):
    """What was measured, as tables, heat maps and bars.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
