"""The labelling desk: give, spread and review labels."""

from __future__ import annotations

from app.core.errors import EngineError
from app.engine.messages import LabellingJob, Outcome
from app.engine.service import Channel
from app.engine.workspace import Workspace


class Labelling:
    """Give, spread and review labels.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: LabellingJob, channel: Channel) -> Outcome:
        """Run one job."""
        raise EngineError(type(job).__name__, "is not known to this desk")
