"""The lab: train fusions by a plan, compare the runs, promote one."""

from __future__ import annotations

from app.core.errors import EngineError
from app.engine.messages import LabJob, Outcome
from app.engine.service import Channel
from app.engine.workspace import Workspace


class Lab:
    """Train fusions by a plan, compare the runs, promote one.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: LabJob, channel: Channel) -> Outcome:
        """Run one job."""
        raise EngineError(type(job).__name__, "is not known to this desk")
