"""Describe a catalog's media for a feature extractor, and read what was described."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.features import ItemFeatures, PendingMedium, feature
from app.core.errors import MediaError
from app.core.item import MediumRole
from app.core.lab import AudioFeature, FeatureChoice, ImageFeature, TextFeature
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.encoders.device import Device
from app.encoders.encoder import EncoderPack
from app.encoders.extractor import Extractor
from app.encoders.extractors import audio_extractor, image_extractor
from app.encoders.text.kinds import text_extractor
from app.encoders.weights import WeightStore
from app.engine.encoding import BATCH, NAMES
from app.engine.fusion_training import digests_of, features_of, layout_of, state_of, table_of
from app.engine.messages import SkippedFile
from app.evaluate.feature_source import Described, FeatureSource, Fittable
from app.media.picture import load_picture
from app.media.sound import load_sound
from app.media.words import clean_text

AnyExtractor = Extractor[Any, Any]

_OPEN: PerModality[Callable[[str], Any]] = PerModality(
    lambda path: load_picture(Path(path)), clean_text, lambda path: load_sound(Path(path))
)


def open_extractors(
    choice: FeatureChoice, weights: WeightStore, device: Device
) -> PerModality[AnyExtractor | None]:
    """Return the extractor of each modality; ``None`` where the pack's own encoder is chosen."""
    is_fitted = PerModality(
        choice.image is not ImageFeature.PRETRAINED,
        choice.text is not TextFeature.PRETRAINED,
        choice.audio is not AudioFeature.PRETRAINED,
    )
    glove = Path(choice.glove_file).expanduser() if choice.glove_file else None
    return PerModality(
        image_extractor(choice.image, weights, device) if is_fitted.image else None,
        text_extractor(choice.text, glove_file=glove) if is_fitted.text else None,
        audio_extractor(choice.audio, device) if is_fitted.audio else None,
    )


def describe_catalog(
    catalog: Catalog,
    extractor: AnyExtractor,
    report: ReportProgress,
    cancellation: Cancellation,
) -> tuple[SkippedFile, ...]:
    """Describe the pictures or sounds that the extractor has not seen, and keep that.

    Every batch is committed, so a run that was cancelled or killed goes on where it was.
    Texts are their own descriptions: nothing is kept of them.

    Parameters
    ----------
    catalog
        Open for writing, unless nothing is missing.
    extractor
        Describes.
    report, cancellation
        Progress out, cancel in.

    Returns
    -------
    tuple of SkippedFile
        The files that cannot be used.

    Raises
    ------
    Cancelled
        When asked to stop.
    """
    modality = extractor.modality
    if modality is Modality.TEXT:
        return ()
    pending = catalog.missing_features(modality, extractor.description_digest)
    skipped: list[SkippedFile] = []
    for start in range(0, len(pending), BATCH[modality]):
        cancellation.check()
        report(Progress(Stage.ENCODE, start, len(pending), NAMES[modality]))
        batch = pending[start : start + BATCH[modality]]
        media = _opened(batch, _OPEN[modality], skipped)
        if media:
            found = extractor.describe(list(media.values()), cancellation)
            stored = dict(zip(media, found, strict=True))
            catalog.put_features(modality, extractor.description_digest, stored)
    if pending:
        report(Progress(Stage.ENCODE, len(pending), len(pending), NAMES[modality]))
    return tuple(skipped)


def _opened(
    batch: Sequence[PendingMedium], open_medium: Callable[[str], Any], skipped: list[SkippedFile]
) -> dict[str, Any]:
    opened = {}
    for medium in batch:
        try:
            opened[medium.sha256] = open_medium(medium.path_or_text)
        except MediaError as error:
            skipped.append(SkippedFile(error.what, error.why))
    return opened


def open_source(
    catalog: Catalog,
    pack: EncoderPack,
    choice: FeatureChoice,
    extractors: PerModality[AnyExtractor | None],
) -> FeatureSource:
    """Return the features of a catalog that was encoded and described.

    Media that could not be described are absent.

    Raises
    ------
    CatalogError
        When no item has any feature.
    """
    features = features_of(catalog, pack)
    fittable: dict[Modality, Fittable[Any] | None] = dict.fromkeys(MODALITIES)
    for modality, extractor in extractors.items():
        if extractor is not None:
            fittable[modality] = Fittable(extractor, described(catalog, extractor, features))
    return FeatureSource(
        choice,
        table_of(features),
        layout_of(pack),
        PerModality.of(lambda m: fittable[m]),
        features.categories,
        state_of(features, digests_of(pack)),
    )


def described(catalog: Catalog, extractor: AnyExtractor, features: ItemFeatures) -> Described[Any]:
    """Return what is kept of a catalog's media, or its words, in the order of ``features``."""
    if extractor.modality is Modality.TEXT:
        return _described_words(extractor, features.captions)
    rows = {item_id: row for row, item_id in enumerate(features.item_ids)}
    wanted = [
        (rows[item.item_id], medium.sha256)
        for item in catalog.items()
        if item.item_id in rows
        for medium in item.media
        if medium.modality is extractor.modality and medium.role is MediumRole.CONTENT
    ]
    digest = extractor.description_digest
    with catalog.reading() as connection:
        found = [(row, feature(connection, sha256, digest)) for row, sha256 in wanted]
    there = [(row, vector) for row, vector in found if vector is not None]
    return Described([vector for _, vector in there], _numbers(row for row, _ in there))


def _described_words(extractor: AnyExtractor, captions: Sequence[str]) -> Described[Any]:
    rows, words = [], []
    for row, caption in enumerate(captions):
        try:
            words.append(clean_text(caption))
        except MediaError:
            continue  # nothing visible: the item has no words
        rows.append(row)
    return Described(extractor.describe(words), _numbers(rows))


def _numbers(rows: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(rows, dtype=np.int64)
