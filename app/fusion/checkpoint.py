"""A fusion at rest: ``fusion.safetensors`` and ``fusion.json`` in one folder."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as read_tensors
from safetensors.numpy import save as write_tensors

from app.core.errors import FusionError, StorageError
from app.core.lab import FusionKind, NetworkSettings
from app.core.modality import PerModality
from app.fusion.model import FusionModel, Member, TowerFusion
from app.fusion.tower import TOWER_ARRAYS, Array, Reduction, TowerWeights

if TYPE_CHECKING:
    from typing import TypeGuard

    from app.fusion.network_fusion import NetworkFusion
    from app.fusion.reference_fusion import ReferenceFusion

SCHEMA = 3
_READABLE = (2, SCHEMA)
"""Schema 2 knew towers alone."""
TENSORS = "fusion.safetensors"
DESCRIPTION = "fusion.json"
_AGAIN = "train the fusion again"


def save_fusion(model: FusionModel, folder: Path, metrics: Mapping[str, Any]) -> None:
    """Write a fusion so that the folder is either whole or not there.

    Parameters
    ----------
    model
        A fusion that :func:`~app.fusion.strategy.train_fusion` made.
    folder
        Where; replaced if it exists.
    metrics
        What training measured; JSON values.

    Raises
    ------
    FusionError
        When the model is of a kind that has no checkpoint.
    StorageError
        When the disk is full or may not be written to.
    """
    description = {
        "schema": SCHEMA,
        "name": model.name,
        "digest": model.digest,
        **_facts_of(model),
        "metrics": dict(metrics),
    }
    arrays = {name: np.ascontiguousarray(array) for name, array in _arrays_of(model).items()}
    try:
        _replace_folder(folder, write_tensors(arrays), json.dumps(description, indent=2))
    except OSError as error:
        raise StorageError(
            folder, f"fusion not saved ({error.strerror}); free space or make it writable"
        ) from error


def _is_network(model: FusionModel) -> TypeGuard[NetworkFusion]:
    """Tell networks without importing torch for those that are none."""
    return not isinstance(model, TowerFusion) and hasattr(model, "front")


def _is_reference(model: FusionModel) -> TypeGuard[ReferenceFusion]:
    return model.name == FusionKind.REFERENCE.value and hasattr(model, "vocabulary")


def _arrays_of(model: FusionModel) -> Mapping[str, NDArray[np.generic]]:
    if isinstance(model, TowerFusion) or _is_network(model) or _is_reference(model):
        return dict(model.arrays())
    raise FusionError(model.name, "has no checkpoint format; train with another strategy")


def _facts_of(model: FusionModel) -> dict[str, Any]:
    """Return what is no array: the kind and shape of a network, and the parts of features."""
    if isinstance(model, TowerFusion):
        return {
            "kind": FusionKind.TOWERS.value,
            "members": len(model.members),
            "parts": {str(m): list(one.parts) for m, one in model.reductions.items()},
            "rooted": {str(m): list(one.rooted) for m, one in model.reductions.items()},
        }
    if _is_network(model):
        network = asdict(model.settings)
        return {**_facts_of(model.front), "kind": model.kind.value, "network": network}
    return model.facts() if _is_reference(model) else {}


def _replace_folder(folder: Path, tensors: bytes, description: str) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(draft / TENSORS, tensors)
        _write(draft / DESCRIPTION, description.encode())
        old = draft.with_name(f"{draft.name}-old")
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def load_fusion(folder: Path) -> FusionModel:
    """Read a fusion and check that it is the one that was saved.

    Raises
    ------
    FusionError
        When files are missing, damaged, altered, or of a newer version.
    """
    try:
        description = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        arrays = read_tensors((folder / TENSORS).read_bytes())
    except FileNotFoundError as error:
        raise FusionError(folder, f"has no {Path(error.filename).name}; {_AGAIN}") from error
    except (OSError, ValueError, SafetensorError) as error:
        raise FusionError(folder, f"is damaged ({error}); {_AGAIN}") from error
    if not isinstance(description, dict) or description.get("schema") not in _READABLE:
        raise FusionError(folder, f"was written by another version of Triad; {_AGAIN}")
    try:
        model = _assemble(description, arrays)
    except (KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        raise FusionError(folder, f"is of another shape: {error}; {_AGAIN}") from error
    if model.digest != description.get("digest"):
        raise FusionError(folder, f"was altered since it was saved; {_AGAIN}")
    return model


def _assemble(description: Mapping[str, Any], arrays: Mapping[str, Array]) -> FusionModel:
    kind = FusionKind(description.get("kind", FusionKind.TOWERS))
    if kind is FusionKind.TOWERS:
        return _towers(description, arrays, str(description["name"]))
    if kind is FusionKind.REFERENCE:
        from app.fusion.reference_fusion import restore_reference

        return restore_reference(description, arrays)
    # Towers are the default and must not cost the memory of torch.
    from app.fusion.network_fusion import restore_network

    front = _towers(description, arrays, FusionKind.TOWERS.value)
    return restore_network(kind, NetworkSettings(**description["network"]), front, arrays)


def _towers(description: Mapping[str, Any], arrays: Mapping[str, Array], name: str) -> TowerFusion:
    reductions = PerModality.of(
        lambda m: Reduction(
            tuple(int(size) for size in description["parts"][str(m)]),
            tuple(bool(root) for root in description["rooted"][str(m)]),
            arrays[f"{m}.mean"],
            arrays[f"{m}.basis"],
        )
    )
    members = tuple(_member(arrays, number) for number in range(int(description["members"])))
    return TowerFusion(reductions, members, name)


def _member(arrays: Mapping[str, Array], number: int) -> Member:
    towers = PerModality.of(
        lambda m: TowerWeights(*(arrays[f"{number}.{m}.{name}"] for name in TOWER_ARRAYS))
    )
    return Member(towers, arrays[f"{number}.share"])
