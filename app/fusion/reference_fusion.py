"""The trained reference network as a fusion model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from app.core.lab import FusionKind, NetworkSettings
from app.core.modality import PerModality
from app.core.query import EQUAL_WEIGHTS, Weights, check_weights
from app.fusion.features import FeatureTable
from app.fusion.joint import gates_of
from app.fusion.network_fusion import check_columns
from app.fusion.reference import ReferenceNetwork, raw_inputs
from app.fusion.tower import unit_rows
from app.training.chance import own_chance

_ROWS_AT_ONCE = 512


class ReferenceFusion:
    """The reference network behind the interface of all fusions.

    Parameters
    ----------
    network
        With its weights; it is put into evaluation mode.
    sizes
        Columns of each modality that it was trained on.
    """

    kind = FusionKind.REFERENCE
    name = FusionKind.REFERENCE.value

    def __init__(self, network: ReferenceNetwork, sizes: PerModality[int]) -> None:
        self.settings, self.vocabulary, self.sizes = network.settings, network.vocabulary, sizes
        self._network = network.cpu().eval().requires_grad_(False)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.settings.dimension

    def facts(self) -> dict[str, Any]:
        """Return what is no array, as JSON values."""
        return {
            "kind": self.kind.value,
            "network": asdict(self.settings),
            "sizes": {str(m): size for m, size in self.sizes.items()},
            "vocabulary": self.vocabulary,
        }

    @cached_property
    def digest(self) -> str:
        """Sha256 over every number of the model, hexadecimal."""
        seen = hashlib.sha256(json.dumps(self.facts(), sort_keys=True).encode())
        for key, array in sorted(self.arrays().items()):
            seen.update(f"{key}{array.shape}".encode())
            seen.update(np.ascontiguousarray(array).tobytes())
        return seen.hexdigest()

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return every array of the model under a stable name; the head is training's alone."""
        named = self._network.state_dict().items()
        return {name: one.numpy() for name, one in named if not name.startswith("head.")}

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
            When features are not those that the network reads, or not finite.
        QueryError
            When a weight is out of range.
        """
        check_weights(weights)
        counted = FeatureTable(
            table.checked().values,
            PerModality.of(lambda m: table.present[m] & (weights[m] > 0)),
        )
        inputs = [torch.from_numpy(one) for one in raw_inputs(counted)]
        check_columns(counted, self.sizes)
        gates = torch.from_numpy(gates_of(counted, weights))
        pieces = [np.zeros((0, self.dimension), dtype=np.float32)]
        for start in range(0, len(table), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            with torch.inference_mode():
                vectors = self._network([one[rows] for one in inputs], gates[rows])
            pieces.append(vectors.numpy())
        return unit_rows(np.concatenate(pieces))


def restore_reference(
    facts: Mapping[str, Any], arrays: Mapping[str, NDArray[np.generic]]
) -> ReferenceFusion:
    """Return the fusion whose facts and arrays these are.

    Raises
    ------
    KeyError, TypeError, ValueError, RuntimeError
        When something is missing or of another shape.
    """
    sizes = PerModality.of(lambda m: int(facts["sizes"][str(m)]))
    with own_chance(0):
        network = ReferenceNetwork(int(facts["vocabulary"]), NetworkSettings(**facts["network"]))
    network.load_state_dict({name: torch.from_numpy(np.array(one)) for name, one in arrays.items()})
    return ReferenceFusion(network, sizes)
