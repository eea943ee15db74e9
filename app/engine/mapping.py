"""The map: a catalog's fused space in two dimensions."""

from __future__ import annotations

from app.core.errors import EngineError
from app.engine.messages import MapJob, Outcome
from app.engine.service import Channel
from app.engine.workspace import Workspace


class Mapping:
    """A catalog's fused space in two dimensions.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: MapJob, channel: Channel) -> Outcome:
        """Run one job."""
        raise EngineError(type(job).__name__, "is not known to this desk")
