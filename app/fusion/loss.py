"""Contrastive loss whose targets are softened by how alike captions and categories are."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.fusion.tower import Array, unit_rows


def soft_targets(
    groups: NDArray[np.int64],
    captions: Array,
    has_caption: NDArray[np.bool_],
    categories: NDArray[np.int64],
    caption_share: float,
    category_share: float,
    temperature: float,
) -> Array:
    """Return how much each item should attract each other.

    Parameters
    ----------
    groups
        Caption group of each item, shape (n,); its members are equal targets.
    captions
        Text features, shape (n, d); rows without a caption are ignored.
    has_caption
        Shape (n,).
    categories
        Category of each item, shape (n,); -1 for none.
    caption_share, category_share
        How much of the target goes to items with like captions, and to items of the same
        category; the rest goes to the item's own group.
    temperature
        Of the softmax over cosines of captions.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), float32; rows sum to 1.
    """
    same_group = (groups[:, None] == groups[None, :]).astype(np.float32)
    own = _rows_to_one(same_group)
    units = unit_rows(captions)
    alike = np.exp((units @ units.T - 1) / np.float32(temperature))
    alike = _rows_to_one(np.where(has_caption[:, None] & has_caption[None, :], alike, same_group))
    related = (categories[:, None] == categories[None, :]) & (categories[:, None] >= 0)
    related = _rows_to_one(np.maximum(related.astype(np.float32), same_group))
    own_share = 1 - caption_share - category_share
    mixed: Array = own_share * own + caption_share * alike + category_share * related
    return mixed.astype(np.float32)


def _rows_to_one(values: Array) -> Array:
    shares: Array = values / values.sum(axis=1, keepdims=True)
    return shares


def contrastive_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the cross-entropy between soft targets and the softmax over the gallery.

    Parameters
    ----------
    logits
        Shape (q, n): sharpened cosines of queries and gallery items.
    targets
        Shape (q, n); rows are brought to sum 1 over the batch.
    """
    shares = targets / targets.sum(dim=1, keepdim=True)
    return -(shares * torch.log_softmax(logits, dim=1)).sum(dim=1).mean()
