"""The browsing desk: look at a catalog's items, search them, edit one."""

from __future__ import annotations

from app.core.errors import EngineError
from app.engine.messages import BrowsingJob, Outcome
from app.engine.service import Channel
from app.engine.workspace import Workspace


class Browsing:
    """Look at a catalog's items, search them, edit one.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: BrowsingJob, channel: Channel) -> Outcome:
        """Run one job."""
        raise EngineError(type(job).__name__, "is not known to this desk")
