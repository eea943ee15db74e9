"""all-MiniLM-L6-v2 (Reimers & Gurevych 2019; Wang et al. 2020) as a torch module."""

from __future__ import annotations

import logging
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel


class TextNetwork(nn.Module):
    """Sentence embedding: mean of the token states, normalised.

    Takes token identifiers and mask, both ``(n, length)`` int64; returns ``(n, 384)``.
    """

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Encode one padded batch."""
        states = self.network(input_ids=tokens, attention_mask=mask)[0]
        share = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * share).sum(1) / share.sum(1)
        return torch.nn.functional.normalize(mean.float(), dim=1)


def load_text_network(folder: Path) -> TextNetwork:
    """Build the network from a folder with ``config.json`` and ``model.safetensors``.

    The pooler is not part of a sentence embedding and is left out. No socket is opened:
    the configuration and the weights are given as they lie in ``folder``.
    """
    logging.getLogger("transformers").setLevel(logging.ERROR)
    settings = BertConfig.from_json_file(folder / "config.json")
    network = BertModel(settings, add_pooling_layer=False)
    state = load_file(folder / "model.safetensors")
    kept = {key: value for key, value in state.items() if not key.startswith(_LEFT_OUT)}
    network.load_state_dict(kept, strict=False)
    return TextNetwork(network)


_LEFT_OUT = ("pooler.", "embeddings.position_ids")
