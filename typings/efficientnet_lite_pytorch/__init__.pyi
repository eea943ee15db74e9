from typing import Any

import torch

class EfficientNet(torch.nn.Module):
    _blocks: torch.nn.ModuleList
    _fc: torch.nn.Linear
    _conv_stem: torch.nn.Module
    _bn0: torch.nn.Module
    _conv_head: torch.nn.Module
    _bn1: torch.nn.Module
    _swish: torch.nn.Module
    @classmethod
    def from_name(cls, model_name: str, in_channels: int = 3, **overrides: Any) -> EfficientNet: ...
    def extract_features(self, inputs: torch.Tensor) -> torch.Tensor: ...
