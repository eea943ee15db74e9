"""The map: a catalog's fused space in two dimensions."""

from __future__ import annotations

import hashlib
import io

import numpy as np
from numpy.typing import NDArray

from app.catalog.examine import write_atomically
from app.catalog.labels import read_labels
from app.core.errors import EngineError
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.engine.messages import CatalogMap, MapCatalog, MapJob, MapPlace, Outcome, PlaceQuery
from app.engine.ranked_catalog import RankedCatalog
from app.engine.service import Channel
from app.engine.worker import run_apart
from app.engine.workspace import Workspace
from app.recommend.layout import lay_out, place

Places = NDArray[np.float32]


class Mapping:
    """Lays catalogs out and places queries.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: MapJob, channel: Channel) -> Outcome:
        """Run one job."""
        if isinstance(job, MapCatalog):
            return self.map(job, channel.report, channel.cancellation)
        if isinstance(job, PlaceQuery):
            return self.place(job, channel.report, channel.cancellation)
        raise EngineError(type(job).__name__, "is not known to the map")

    def map(
        self, job: MapCatalog, report: ReportProgress, cancellation: Cancellation
    ) -> CatalogMap:
        """Return a place for every item that can be ranked.

        Raises
        ------
        CatalogError
            When the catalog or fusion is missing, or nothing can be ranked yet.
        Cancelled
            When asked to stop.
        """
        ranked = self._workspace.recommending.catalog(job.catalog, job.fusion, report)
        places = self._places(ranked, report, cancellation)
        return CatalogMap(
            ranked.catalog.name,
            ranked.identity.name,
            ranked.index.item_ids,
            tuple(item.title_in(job.language) for item in ranked.items),
            tuple(item.category for item in ranked.items),
            ranked.thumbnails,
            places.astype("<f4").tobytes(),
            self._labels(ranked, job.label_set),
        )

    def place(
        self, job: PlaceQuery, report: ReportProgress, cancellation: Cancellation
    ) -> MapPlace:
        """Return where a query lies.

        Raises
        ------
        QueryError, MediaError
            When the query is empty or a medium cannot be used.
        """
        ranked = self._workspace.recommending.catalog(job.catalog, job.fusion, report)
        vector = self._workspace.recommending.query_vector(job.query, ranked, cancellation)
        places = self._places(ranked, report, cancellation)
        return MapPlace(*place(vector, ranked.index.vectors, places))

    def _places(
        self, ranked: RankedCatalog, report: ReportProgress, cancellation: Cancellation
    ) -> Places:
        """Return the layout that is kept, or make it."""
        seen = hashlib.sha256("\0".join(ranked.index.item_ids).encode())
        seen.update(ranked.index.vectors.tobytes())
        file = ranked.catalog.folder / "maps" / f"{seen.hexdigest()[:32]}.npy"
        try:
            kept: Places = np.load(file, allow_pickle=False)
            if kept.shape == (len(ranked.index), 2):
                return kept
        except (OSError, ValueError, EOFError):
            pass  # not there or damaged: it is made again
        report(Progress(Stage.INDEX, detail=ranked.catalog.name))
        places = run_apart(lay_out, ranked.index.vectors, cancellation=cancellation)
        buffer = io.BytesIO()
        np.save(buffer, places)
        write_atomically(file, buffer.getvalue())
        return places

    def _labels(self, ranked: RankedCatalog, label_set: str) -> tuple[str, ...]:
        if not label_set:
            return ()
        with ranked.catalog.reading() as connection:
            found = read_labels(connection, label_set=label_set)
        # The first of an item counts: a person's, else what was spread, else a model's.
        labels = {one.item_id: one.label for one in reversed(found)}
        return tuple(labels.get(item_id, "") for item_id in ranked.index.item_ids)
