"""The pages of the window."""

from __future__ import annotations

from enum import Enum


class PageName(str, Enum):
    """What the command line and the header call a page."""

    RECOMMEND = "recommend"
    FOR_YOU = "for-you"
    CATALOG = "catalog"
    MAP = "map"
    LAB = "lab"
    EVALUATE = "evaluate"
    FIRST_RUN = "first-run"
    SETTINGS = "settings"


WORK_PAGES = (
    PageName.FOR_YOU,
    PageName.CATALOG,
    PageName.MAP,
    PageName.LAB,
    PageName.EVALUATE,
)
"""Pages that are built at their first use, each from the catalog that is chosen."""
