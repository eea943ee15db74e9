"""The evaluation desk: measure by protocols, keep what was measured, export it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.errors import EngineError
from app.core.progress import Cancellation, ReportProgress
from app.engine.fusion_training import features_of, layout_of, table_of
from app.engine.messages import EvaluationJob, Outcome
from app.engine.preparation import WithTimeLeft
from app.engine.service import Channel
from app.engine.workspace import Workspace
from app.evaluate.retrieval import evaluate_retrieval


class Evaluating:
    """Measure by protocols, keep what was measured, export it.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: EvaluationJob, channel: Channel) -> Outcome:
        """Run one job."""
        raise EngineError(type(job).__name__, "is not known to this desk")

    def retrieval(
        self,
        catalog: str,
        folds: int,
        seed: int,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> Mapping[str, Any]:
        """Measure held-out retrieval, training anew for each fold.

        Parameters
        ----------
        catalog
            Its name; empty for the default. Its media must be encoded.
        folds, seed
            How many folds, and what draws them.

        Returns
        -------
        Mapping
            The figures; see :class:`~app.evaluate.retrieval.RetrievalReport`.
        """
        pack = self._workspace.models.encoder.pack
        with self._workspace.open_catalog(catalog) as opened:
            features = features_of(opened, pack)
        return evaluate_retrieval(
            table_of(features),
            features.captions,
            features.categories,
            folds,
            seeds=(seed,),
            report=WithTimeLeft(report),
            cancellation=cancellation,
            layout=layout_of(pack),
        ).to_json()
