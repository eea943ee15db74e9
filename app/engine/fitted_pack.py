"""The encoders that a fusion was trained with: fitted ones beside the pack's own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cattrs

from app.catalog.examine import write_atomically
from app.core.errors import FusionError
from app.core.lab import AudioFeature, FeatureChoice, ImageFeature, TextFeature
from app.core.modality import MODALITIES, Modality, PerModality
from app.encoders.device import Device
from app.encoders.encoder import EncoderPack
from app.encoders.extractor import FeatureModel
from app.encoders.fitted import FittedEncoder, load_feature_model, save_feature_model
from app.encoders.weights import WeightStore
from app.engine.describing import AnyExtractor, open_extractors

CHOICE = "choice.json"

_PRETRAINED = PerModality[Any](
    ImageFeature.PRETRAINED, TextFeature.PRETRAINED, AudioFeature.PRETRAINED
)


def save_encoders(
    choice: FeatureChoice,
    extractors: PerModality[AnyExtractor | None],
    models: PerModality[FeatureModel[Any] | None],
    folder: Path,
) -> None:
    """Write what was fitted; modalities that nothing was fitted for keep the pack's encoder.

    Raises
    ------
    StorageError
        When the disk is full or may not be written to.
    """
    for modality in MODALITIES:
        extractor, model = extractors[modality], models[modality]
        if extractor is None or model is None:
            choice = replace(choice, **{modality.value: _PRETRAINED[modality]})
        else:
            save_feature_model(model, extractor.kind, folder / modality.value)
    write_atomically(folder / CHOICE, json.dumps(cattrs.unstructure(choice)).encode())


def read_choice(folder: Path) -> FeatureChoice:
    """Return which features a fusion takes; without a file they are the pack's own.

    Raises
    ------
    FusionError
        When the file is damaged.
    """
    try:
        text = (folder / CHOICE).read_text("utf-8")
    except FileNotFoundError:
        return FeatureChoice()
    except OSError as error:
        raise FusionError(folder, f"cannot be read ({error.strerror}); train again") from error
    try:
        return cattrs.structure(json.loads(text), FeatureChoice)
    except (ValueError, cattrs.BaseValidationError) as error:
        raise FusionError(folder / CHOICE, "is damaged; train again") from error


def open_fitted_pack(
    folder: Path, pack: EncoderPack, weights: WeightStore, device: Device
) -> EncoderPack:
    """Return the pack with the encoders that were kept in ``folder`` in their places.

    Raises
    ------
    FusionError
        When what was kept is damaged, altered or of another version.
    """
    choice = read_choice(folder)
    extractors = open_extractors(choice, weights, device)

    def fitted(modality: Modality) -> Any:
        extractor = extractors[modality]
        if extractor is None:
            return getattr(pack, modality.value)
        model = load_feature_model(folder / modality.value, extractor)
        return FittedEncoder(extractor, model, device)

    name = pack.name if choice == FeatureChoice() else choice.name
    return EncoderPack(name, fitted(Modality.IMAGE), fitted(Modality.TEXT), fitted(Modality.AUDIO))
