"""An extractor with its fitted model as an encoder, and feature models at rest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as read_tensors
from safetensors.numpy import save as write_tensors

from app.core.errors import FusionError
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import Extractor, FeatureKind, FeatureModel
from app.encoders.fitted_arrays import modality_of
from app.encoders.storage import storage_errors

SCHEMA = 1
TENSORS = "features.safetensors"
DESCRIPTION = "features.json"
_AGAIN = "fit the features again"

M = TypeVar("M")
D = TypeVar("D")


class FittedEncoder(Generic[M, D]):
    """An :class:`~app.encoders.encoder.Encoder` that describes media and transforms them.

    Parameters
    ----------
    extractor
        Describes media.
    model
        What was fitted to a catalog's training split with that extractor.
    device
        Where networks run.
    """

    def __init__(self, extractor: Extractor[M, D], model: FeatureModel[D], device: Device) -> None:
        self._extractor = extractor
        self._model = model
        self._device = device
        both = f"{extractor.description_digest}\n{model.digest}"
        self._digest = hashlib.sha256(both.encode()).hexdigest()

    @property
    def identity(self) -> ModelIdentity:
        """The kind's name, a digest of description and model, and the processor in use."""
        return ModelIdentity(self._extractor.kind.value, self._digest, self._device.name)

    @property
    def device(self) -> Device:
        """The processor in use."""
        return self._device

    @property
    def modality(self) -> Modality:
        """What it encodes."""
        return self._extractor.modality

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """The runs of columns, in order."""
        return self._model.parts

    @property
    def dimension(self) -> int:
        """Columns of a feature vector."""
        return sum(part.size for part in self.parts)

    def encode(
        self, media: Sequence[M], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return features, shape ``(len(media), dimension)``, float32."""
        if not media:
            return np.zeros((0, self.dimension), np.float32)
        return self.transform(self._extractor.describe(media, cancellation), cancellation)

    def transform(
        self, descriptions: Sequence[D], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return features of media that were described before, float32."""
        return self._model.transform(descriptions, cancellation)


def save_feature_model(model: FeatureModel[D], kind: FeatureKind, folder: Path) -> None:
    """Write a feature model so that the folder is either whole or what it was before.

    Parameters
    ----------
    folder
        Where; replaced if it exists.

    Raises
    ------
    StorageError
        When the disk is full or may not be written to.
    """
    arrays = {name: np.ascontiguousarray(array) for name, array in model.arrays().items()}
    description = {
        "schema": SCHEMA,
        "modality": modality_of(kind).value,
        "kind": kind.value,
        "digest": model.digest,
        "settings": dict(model.settings()),
    }
    with storage_errors(folder):
        _replace_folder(folder, write_tensors(arrays), json.dumps(description, indent=1).encode())


def load_feature_model(folder: Path, extractor: Extractor[M, D]) -> FeatureModel[D]:
    """Read a feature model of that extractor and check that it is the one that was saved.

    Raises
    ------
    FusionError
        When files or arrays are missing, damaged or altered, or belong to another kind of
        features or another version.
    """
    description, arrays = _read(folder)
    kind = extractor.kind
    stored = (description.get("modality"), description.get("kind"))
    if stored != (modality_of(kind).value, kind.value):
        raise FusionError(
            folder,
            f"holds {stored[0]} features {stored[1]}, not {modality_of(kind)} features "
            f"{kind.value}; choose its own folder",
        )
    settings = description.get("settings")
    if not isinstance(settings, dict):
        raise FusionError(folder, f"is damaged (no settings); {_AGAIN}")
    try:
        model = extractor.restore(arrays, settings)
    except FusionError as error:
        raise FusionError(folder, f"{error.what} {error.why}") from error
    if model.digest != description.get("digest"):
        raise FusionError(folder, f"was altered since it was saved; {_AGAIN}")
    return model


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    try:
        description = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        arrays = read_tensors((folder / TENSORS).read_bytes())
    except FileNotFoundError as error:
        raise FusionError(folder, f"has no {Path(error.filename).name}; {_AGAIN}") from error
    except (OSError, ValueError, SafetensorError) as error:
        raise FusionError(folder, f"is damaged ({error}); {_AGAIN}") from error
    if not isinstance(description, dict) or description.get("schema") != SCHEMA:
        raise FusionError(folder, f"was written by another version of Triad; {_AGAIN}")
    return description, arrays


def _replace_folder(folder: Path, tensors: bytes, description: bytes) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    old = draft.with_name(f"{draft.name}-old")
    try:
        _write(draft / TENSORS, tensors)
        _write(draft / DESCRIPTION, description)
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
