"""A fitted recommender at rest: ``recommender.safetensors`` and ``recommender.json``."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load as read_tensors
from safetensors.numpy import save as write_tensors

from app.core.errors import InputError, StorageError
from app.core.recommender import RecommenderKind
from app.recommend.recommender import RecommenderModel

SCHEMA = 1
TENSORS = "recommender.safetensors"
DESCRIPTION = "recommender.json"
_AGAIN = "fit the recommender again"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def items_digest(item_ids: Sequence[str]) -> str:
    """Return the sha256 of the items' identifiers in their order, hexadecimal."""
    return hashlib.sha256(json.dumps(list(item_ids)).encode()).hexdigest()


def save_model(
    model: RecommenderModel,
    folder: Path,
    item_ids: Sequence[str],
    about: Mapping[str, Any] = _NOTHING,
) -> None:
    """Write a model so that the folder is either whole or not there.

    Parameters
    ----------
    model
        Any fitted recommender.
    folder
        Where; replaced if it exists.
    item_ids
        Identifiers of the model's items in the order of their numbers.
    about
        What else is worth knowing of it; JSON values, which :func:`read_about` gives back.

    Raises
    ------
    InputError
        When there are not as many identifiers as items.
    StorageError
        When the disk is full or may not be written to.
    """
    if len(item_ids) != model.item_count:
        raise InputError(
            f"{len(item_ids)} items", f"the model knows {model.item_count}; name those it knows"
        )
    tensors = write_tensors({name: np.ascontiguousarray(a) for name, a in model.arrays().items()})
    description = {
        "schema": SCHEMA,
        "kind": model.kind.value,
        "items": items_digest(item_ids),
        "digest": hashlib.sha256(tensors).hexdigest(),
        "about": dict(about),
    }
    try:
        _replace(folder, tensors, json.dumps(description, indent=2).encode())
    except OSError as error:
        raise StorageError(
            folder, f"recommender not saved ({error.strerror}); free space or make it writable"
        ) from error


def load_model(folder: Path, item_ids: Sequence[str]) -> RecommenderModel:
    """Read a model that was fitted to these very items.

    Raises
    ------
    InputError
        When files are missing, damaged, altered, of another version or of other items.
    """
    from app.recommend.build import recommender_of  # what it imports takes a second

    description = _description(folder)
    try:
        tensors = (folder / TENSORS).read_bytes()
    except FileNotFoundError as error:
        raise InputError(folder, f"has no {TENSORS}; {_AGAIN}") from error
    except OSError as error:
        raise InputError(folder, f"is damaged ({error}); {_AGAIN}") from error
    kind = _check(folder, description, tensors, item_ids)
    try:
        model = recommender_of(kind).restore(read_tensors(tensors))
    except (KeyError, TypeError, ValueError, SafetensorError) as error:
        raise InputError(folder, f"is of another shape: {error}; {_AGAIN}") from error
    return model


def read_about(folder: Path) -> Mapping[str, Any]:
    """Return what was noted about a saved model, without reading the model.

    Raises
    ------
    InputError
        When there is none, or its description is damaged.
    """
    about = _description(folder).get("about")
    if not isinstance(about, dict):
        raise InputError(folder, f"was written by another version of Triad; {_AGAIN}")
    return about


def _description(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    except FileNotFoundError as error:
        raise InputError(folder, f"has no {DESCRIPTION}; {_AGAIN}") from error
    except (OSError, ValueError) as error:
        raise InputError(folder, f"is damaged ({error}); {_AGAIN}") from error
    return found if isinstance(found, dict) else {}


def _check(
    folder: Path, description: Mapping[str, Any], tensors: bytes, item_ids: Sequence[str]
) -> RecommenderKind:
    """Return the kind of a whole file of these items."""
    if description.get("schema") != SCHEMA:
        raise InputError(folder, f"was written by another version of Triad; {_AGAIN}")
    if description.get("items") != items_digest(item_ids):
        raise InputError(folder, f"was fitted to another catalog; {_AGAIN} to this one")
    if description.get("digest") != hashlib.sha256(tensors).hexdigest():
        raise InputError(folder, f"was altered since it was saved; {_AGAIN}")
    try:
        return RecommenderKind(description.get("kind"))
    except ValueError as error:
        raise InputError(folder, f"holds an unknown recommender; {_AGAIN}") from error


def _replace(folder: Path, tensors: bytes, description: bytes) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(draft / TENSORS, tensors)
        _write(draft / DESCRIPTION, description)
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
