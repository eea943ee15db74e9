"""The cleaning desk: find and mend what is wrong with media and texts."""

from __future__ import annotations

from app.core.errors import EngineError
from app.engine.messages import CleaningJob, Outcome
from app.engine.service import Channel
from app.engine.workspace import Workspace


class Cleaning:
    """Find and mend what is wrong with media and texts.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: CleaningJob, channel: Channel) -> Outcome:
        """Run one job."""
        raise EngineError(type(job).__name__, "is not known to this desk")
