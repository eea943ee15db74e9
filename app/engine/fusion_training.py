"""Train a fusion model on a catalog, give every item its vector, and promote the model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.features import ItemFeatures
from app.catalog.fusions import FusionRecord
from app.core.errors import CatalogError, FusionError
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.encoders.encoder import EncoderPack
from app.fusion.checkpoint import load_fusion, save_fusion
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.model import FusionModel
from app.fusion.settings import TrainingConfig
from app.fusion.training import TrainingData, train

TRAINED_ON = "trained_on"
"""Key in a fusion's metrics: digest of the features that it was trained on."""


RUN = "run"
"""Key in a fusion's metrics: the run of the lab that it came from."""


def digests_of(pack: EncoderPack) -> PerModality[str]:
    """Return the digest of each encoder of a pack."""
    return PerModality(
        pack.image.identity.digest, pack.text.identity.digest, pack.audio.identity.digest
    )


def features_of(catalog: Catalog, pack: EncoderPack) -> ItemFeatures:
    """Return the features of all items; absent modalities have columns of zeros.

    Raises
    ------
    CatalogError
        When no item has any feature.
    """
    features = catalog.item_features(digests_of(pack))
    if not any(present.any() for _, present in features.present.items()):
        raise CatalogError(
            f"catalog {catalog.name}", "has nothing to train on; import items with usable media"
        )
    sizes = PerModality(pack.image.dimension, pack.text.dimension, pack.audio.dimension)
    count = len(features.item_ids)
    values = PerModality.of(lambda m: _filled(features.values[m], count, sizes[m]))
    return replace(features, values=values)


def _filled(values: NDArray[np.float32], count: int, size: int) -> NDArray[np.float32]:
    return values if values.shape[1] else np.zeros((count, size), dtype=np.float32)


def table_of(features: ItemFeatures) -> FeatureTable:
    """Return the features as the fusion room takes them."""
    return FeatureTable(features.values, features.present)


def layout_of(pack: EncoderPack) -> FeatureLayout:
    """Return how the columns of each modality fall into parts."""
    encoders = PerModality(pack.image.parts, pack.text.parts, pack.audio.parts)
    return FeatureLayout(encoders.map(lambda parts: tuple(part.size for part in parts)))


def state_of(features: ItemFeatures, digests: PerModality[str]) -> str:
    """Return a digest of what training sees: items, captions, categories, what is present."""
    present = [one.tolist() for _, one in features.present.items()]
    seen = [features.item_ids, features.captions, features.categories, present]
    encoders = [digest for _, digest in digests.items()]
    return hashlib.sha256(json.dumps([seen, encoders]).encode()).hexdigest()


def promoted_run(catalog: Catalog) -> FusionRecord | None:
    """Return the promoted fusion if a run of the lab made it."""
    for record in catalog.fusions():
        if record.promoted and RUN in record.metrics:
            return record
    return None


class FusionTraining:
    """Makes a catalog's fusion model and its items' vectors.

    Parameters
    ----------
    catalog
        Open for writing; its media are encoded.
    pack
        The encoders.
    report, cancellation
        Progress out, cancel in. Until the last step the catalog's promoted model stays.
    """

    def __init__(
        self,
        catalog: Catalog,
        pack: EncoderPack,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        self._catalog = catalog
        self._digests = digests_of(pack)
        self._layout = layout_of(pack)
        self._features = features_of(catalog, pack)
        self._report = report
        self._cancellation = cancellation

    def ensure(self) -> None:
        """Train unless the promoted model has seen exactly these items, or a run made it.

        Items without a vector get theirs: an import takes away those of changed media.
        """
        if promoted_run(self._catalog) is not None:
            return
        model = self._usable_model()
        if model is None:
            self.train(TrainingConfig())
        elif len(self._catalog.vectors(model.digest)[0]) < len(self._rows):
            self._embed(model)

    def train(self, config: TrainingConfig, name: str = "") -> Mapping[str, Any]:
        """Train a model, embed all items and promote it.

        Parameters
        ----------
        config
            How to train.
        name
            What to call it; empty for the strategy's own name.

        Returns
        -------
        Mapping
            What training measured; JSON values.

        Raises
        ------
        FusionError
            When there is too little to train on.
        Cancelled
            When asked to stop; nothing changed then.
        """
        features = self._features
        data = TrainingData(
            table_of(features), features.captions, features.categories, self._layout
        )
        trained = train(data, config, self._report, self._cancellation)
        state = state_of(features, self._digests)
        metrics = {**trained.metrics, TRAINED_ON: state}
        model, called = trained.model, name or trained.model.name
        folder = self._catalog.fusions_folder / f"{called}-{model.digest[:12]}"
        save_fusion(model, folder, metrics)
        register = self._catalog.register_fusion
        register(called, model.digest, folder, metrics, promote=False)
        self._embed(model)
        register(called, model.digest, folder, metrics, promote=True)
        return metrics

    def _usable_model(self) -> FusionModel | None:
        """Return the promoted model if it is whole and was trained on these items."""
        state = state_of(self._features, self._digests)
        for record in self._catalog.fusions():
            if record.promoted and record.has_vectors and record.metrics.get(TRAINED_ON) == state:
                try:
                    return load_fusion(record.folder)
                except FusionError:
                    return None
        return None

    @property
    def _rows(self) -> NDArray[np.int64]:
        """Items that have anything; the others cannot be ranked."""
        there = [present for _, present in self._features.present.items()]
        return np.flatnonzero(np.logical_or.reduce(there))

    def _embed(self, model: FusionModel) -> None:
        """Give every item that has anything its vector."""
        self._cancellation.check()
        features, rows = self._features, self._rows
        self._report(Progress(Stage.INDEX, 0, len(rows)))
        vectors = model.embed(table_of(features))
        item_ids = [features.item_ids[row] for row in rows]
        self._catalog.put_vectors(model.digest, item_ids, vectors[rows])
        self._report(Progress(Stage.INDEX, len(rows), len(rows)))
