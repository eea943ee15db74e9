"""One tower of a CLIP, SigLIP or CLAP model as a torch module that gives unit vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from torch import Tensor, nn
from transformers import AutoModel

from app.core.errors import WeightsError
from app.encoders.progress_bars import quieten_progress_bars


class _Tower(nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model


class VisionTower(_Tower):
    """Takes ``(n, 3, height, width)`` pixels."""

    def forward(self, pixels: Tensor) -> Tensor:
        """Return ``(n, dimension)`` unit vectors."""
        return _unit(self.model.get_image_features(pixel_values=pixels))


class TextTower(_Tower):
    """Takes token identifiers and mask, both ``(n, length)``."""

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Return ``(n, dimension)`` unit vectors."""
        return _unit(self.model.get_text_features(input_ids=tokens, attention_mask=mask))


class AudioTower(_Tower):
    """Takes mel frames and whether each sound is longer than one piece."""

    def forward(self, frames: Tensor, longer: Tensor) -> Tensor:
        """Return ``(n, dimension)`` unit vectors."""
        return _unit(self.model.get_audio_features(input_features=frames, is_longer=longer))


_TOWERS: dict[str, tuple[type[_Tower], str]] = {
    "vision": (VisionTower, "text_model"),
    "text": (TextTower, "vision_model"),
    "audio": (AudioTower, "text_model"),
}


def load_tower(folder: Path, tower: str) -> nn.Module:
    """Load ``vision``, ``text`` or ``audio`` from ``folder``; the other tower is dropped.

    Raises
    ------
    WeightsError
        When the folder's weights cannot be read.
    """
    kind, unused = _TOWERS[tower]
    quieten_progress_bars()
    try:
        model = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        why = f"cannot be loaded ({str(error).splitlines()[0]})"
        raise WeightsError(folder, why) from error
    setattr(model, unused, nn.Identity())
    return kind(model)


def _unit(output: Any) -> Tensor:
    """Normalise; newer versions of transformers wrap the features in an output record."""
    features = output if isinstance(output, Tensor) else output.pooler_output
    return torch.nn.functional.normalize(features.float(), dim=1)
