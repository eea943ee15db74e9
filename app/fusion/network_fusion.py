"""A trained network as a fusion model: from features of any subset to one unit vector."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.core.errors import FusionError
from app.core.lab import FusionKind, NetworkSettings
from app.core.modality import MODALITIES, PerModality
from app.core.query import EQUAL_WEIGHTS, Weights, check_weights
from app.fusion.features import FeatureTable
from app.fusion.front import aligned
from app.fusion.joint import FusionNetwork, gates_of, make_joint
from app.fusion.model import TowerFusion
from app.fusion.tower import Array, unit_rows
from app.training.chance import own_chance

_ROWS_AT_ONCE = 2048
_WEIGHT = "network."


class NetworkFusion:
    """A fusion that is one network.

    Parameters
    ----------
    kind
        Which network.
    settings
        Its shape.
    front
        How each modality's features are prepared.
    network
        With its weights; it is put into evaluation mode.
    """

    def __init__(
        self,
        kind: FusionKind,
        settings: NetworkSettings,
        front: TowerFusion,
        network: FusionNetwork,
    ) -> None:
        self.kind, self.settings, self.front = kind, settings, front
        self._network = network.cpu().eval().requires_grad_(False)

    @property
    def name(self) -> str:
        """Name of the strategy."""
        return self.kind.value

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.settings.dimension

    @property
    def sizes(self) -> PerModality[int]:
        """Columns that each modality's features must have."""
        return self.front.sizes

    @cached_property
    def digest(self) -> str:
        """Sha256 over every number of the model, hexadecimal."""
        facts = [self.kind.value, asdict(self.settings), self.front.digest]
        seen = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
        for key, array in sorted(self.arrays().items()):
            seen.update(f"{key}{array.shape}".encode())
            seen.update(np.ascontiguousarray(array).tobytes())
        return seen.hexdigest()

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return every array of the model under a stable name; the head is training's alone."""
        named: dict[str, NDArray[np.generic]] = dict(self.front.arrays())
        for name, tensor in self._network.state_dict().items():
            if not name.startswith("head."):
                named[f"{_WEIGHT}{name}"] = tensor.numpy()
        return named

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(table), dimension)``, float32.

        Parameters
        ----------
        table
            Features; only rows that are present are looked at.
        weights
            How much each modality counts, 0 to 2; only their ratio matters, and 0 is
            exactly the same as absence.

        Raises
        ------
        FusionError
            When features have the wrong number of columns or are not finite.
        QueryError
            When a weight is out of range.
        """
        check_weights(weights)
        check_columns(table.checked(), self.sizes)
        counted = FeatureTable(
            table.values, PerModality.of(lambda m: table.present[m] & (weights[m] > 0))
        )
        gates = torch.from_numpy(gates_of(counted, weights))
        inputs = [torch.from_numpy(one) for one in aligned(self.front, counted)]
        pieces = [np.zeros((0, self.dimension), dtype=np.float32)]
        for start in range(0, len(table), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            pieces.append(self._embed([one[rows] for one in inputs], gates[rows]))
        return unit_rows(np.concatenate(pieces))

    def _embed(self, inputs: Sequence[Tensor], gates: Tensor) -> Array:
        with torch.inference_mode():
            vectors: Array = self._network(inputs, gates).numpy()
        return vectors


def restore_network(
    kind: FusionKind,
    settings: NetworkSettings,
    front: TowerFusion,
    arrays: Mapping[str, NDArray[np.generic]],
) -> NetworkFusion:
    """Return the fusion whose :meth:`NetworkFusion.arrays` these are.

    Raises
    ------
    RuntimeError
        When the arrays are of another shape than the settings say.
    """
    weights = {
        name[len(_WEIGHT) :]: torch.from_numpy(np.array(array))
        for name, array in arrays.items()
        if name.startswith(_WEIGHT)
    }
    with own_chance(0):
        joint = make_joint(kind, [front.dimension] * len(MODALITIES), settings)
        network = FusionNetwork(joint, len(front.members))
    network.load_state_dict(weights)
    return NetworkFusion(kind, settings, front, network)


def check_columns(table: FeatureTable, sizes: PerModality[int]) -> None:
    """Refuse features that a fusion was not trained on.

    Raises
    ------
    FusionError
        When a modality that is present has another number of columns.
    """
    for modality, size in table.sizes.items():
        if table.present[modality].any() and size != sizes[modality]:
            raise FusionError(
                f"{modality} features",
                f"have {size} columns where this fusion was trained on "
                f"{sizes[modality]}; train a fusion with the encoders in use",
            )
