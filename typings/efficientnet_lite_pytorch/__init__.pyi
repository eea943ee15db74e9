from typing import Any

import torch

class EfficientNet(torch.nn.Module):
    _blocks: torch.nn.ModuleList
    _fc: torch.nn.Linear
    @classmethod
    def from_name(cls, model_name: str, in_channels: int = 3, **overrides: Any) -> EfficientNet: ...
    def extract_features(self, inputs: torch.Tensor) -> torch.Tensor: ...
