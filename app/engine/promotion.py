"""Make a run of the lab the fusion that ranks its catalog."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.catalog.catalog import Catalog
from app.catalog.features import PendingMedium
from app.core.errors import FusionError, MediaError, StorageError
from app.core.lab import RunPlan, RunState
from app.core.modality import Modality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.encoders.encoder import EncoderPack
from app.engine.describing import AnyExtractor, open_extractors
from app.engine.encoding import CatalogEncoding
from app.engine.fitted_pack import open_fitted_pack, read_choice
from app.engine.fusion_training import RUN, features_of, table_of
from app.engine.messages import RunSummary
from app.engine.ranked_catalog import ENCODERS
from app.engine.run_store import FUSION, RunStore
from app.engine.workspace import Workspace
from app.fusion.checkpoint import load_fusion
from app.fusion.model import FusionModel
from app.media.words import clean_text

BATCH = 256


def fusion_name(plan: RunPlan) -> str:
    """Return what a run's fusion is called: by its person, else by what it is."""
    if plan.name:
        return plan.name
    fitted = plan.features.name
    return plan.fusion.value if fitted == "pretrained" else f"{plan.fusion.value} ({fitted})"


@dataclass(frozen=True)
class Promotion:
    """Gives a catalog's items the vectors of a run's fusion.

    Attributes
    ----------
    workspace
        The pack's encoders, weights and device.
    catalog
        Open for writing.
    report, cancellation
        Progress out, cancel in. Until the last step the fusion that was promoted stays.
    """

    workspace: Workspace
    catalog: Catalog
    report: ReportProgress
    cancellation: Cancellation

    def promote(self, store: RunStore, run: RunSummary) -> None:
        """Encode and embed all items, then make the run's fusion the default.

        Raises
        ------
        FusionError
            When the run is not finished, or its checkpoint is damaged.
        StorageError
            When the disk is full.
        Cancelled
            When asked to stop.
        """
        if run.state is not RunState.FINISHED:
            raise FusionError(
                f"run {run.run_id}", f"is {run.state.value}; only a finished run can be promoted"
            )
        made = store.folder_of(run.run_id) / FUSION
        model = load_fusion(made)
        name = fusion_name(run.plan)
        folder = self.catalog.fusions_folder / f"{run.plan.fusion.value}-{model.digest[:12]}"
        _copy(made, folder)
        metrics: Mapping[str, Any] = {**dict(run.figures), RUN: run.run_id}
        self.catalog.register_fusion(name, model.digest, folder, metrics, promote=False)
        self._embed(model, folder)
        self.catalog.register_fusion(name, model.digest, folder, metrics, promote=True)

    def embed_anew(self, item_ids: Sequence[str] = ()) -> None:
        """Give items whose media or words changed their vectors of the promoted fusion.

        Parameters
        ----------
        item_ids
            The items; all by default.

        Raises
        ------
        FusionError
            When the fusion's checkpoint is damaged.
        WeightsError
            When the encoders cannot be opened.
        Cancelled
            When asked to stop.
        """
        for record in self.catalog.fusions():
            if record.promoted:
                self._embed(load_fusion(record.folder), record.folder, item_ids)

    def _embed(self, model: FusionModel, folder: Path, only: Sequence[str] = ()) -> None:
        pack = self._encode(folder / ENCODERS)
        features = features_of(self.catalog, pack)
        there = np.logical_or.reduce([present for _, present in features.present.items()])
        wanted = np.isin(features.item_ids, only) if only else np.ones(len(there), dtype=np.bool_)
        rows = np.flatnonzero(there & wanted)
        self.cancellation.check()
        self.report(Progress(Stage.INDEX, 0, len(rows)))
        vectors = model.embed(table_of(features).rows(rows))
        self.catalog.put_vectors(model.digest, [features.item_ids[row] for row in rows], vectors)
        self.report(Progress(Stage.INDEX, len(rows), len(rows)))

    def _encode(self, folder: Path) -> EncoderPack:
        """Encode what the fusion's own encoders have not seen; return them."""
        models = self.workspace.models
        pack = open_fitted_pack(folder, models.encoder.pack, models.weights, models.device)
        extractors = open_extractors(read_choice(folder), models.weights, models.device)
        for modality, extractor in extractors.items():
            if extractor is not None:
                self._transform(extractor, getattr(pack, modality.value))
        CatalogEncoding(self.catalog, pack, self.report, self.cancellation).run()
        return pack

    def _transform(self, extractor: AnyExtractor, encoder: Any) -> None:
        """Make features from kept descriptions; what has none is encoded from its file later."""
        digest = encoder.identity.digest
        pending = self.catalog.missing_features(extractor.modality, digest)
        for start in range(0, len(pending), BATCH):
            self.cancellation.check()
            batch = pending[start : start + BATCH]
            described = self._descriptions(extractor, batch)
            if described:
                vectors = encoder.transform(list(described.values()), self.cancellation)
                stored = dict(zip(described, vectors, strict=True))
                self.catalog.put_features(extractor.modality, digest, stored)

    def _descriptions(
        self, extractor: AnyExtractor, batch: Sequence[PendingMedium]
    ) -> dict[str, Any]:
        if extractor.modality is Modality.TEXT:
            words = {}
            for medium in batch:
                try:
                    words[medium.sha256] = clean_text(medium.path_or_text)
                except MediaError:
                    continue
            return dict(zip(words, extractor.describe(list(words.values())), strict=True))
        kept = {
            medium.sha256: self.catalog.feature(medium.sha256, extractor.description_digest)
            for medium in batch
        }
        return {sha256: vector for sha256, vector in kept.items() if vector is not None}


def _copy(source: Path, target: Path) -> None:
    """Copy a checkpoint with its encoders; the target is whole or not there."""
    if target.exists():
        return
    draft = target.with_name(f".{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        shutil.copytree(source, draft)
        draft.rename(target)
    except OSError as error:
        raise StorageError(
            target, f"fusion not saved ({error.strerror}); free space or make it writable"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
