from __future__ import annotations

import pytest
import torch

from app.recommend import item_vectors
from app.recommend.item_vectors import ItemVectors


def items(count: int = 300) -> ItemVectors:
    torch.manual_seed(0)
    counts = torch.arange(count) % 4
    return ItemVectors(torch.randn(count, 5), counts, 8)


def test_a_cold_item_is_known_by_its_features_alone_and_biased_like_the_mean() -> None:
    known = items().eval()
    cold = known.counts == 0
    torch.testing.assert_close(known.table()[cold], (known.features @ known.project)[cold])
    assert not torch.allclose(known.table()[~cold], (known.features @ known.project)[~cold])
    biases = known.biases()
    mean = biases[~cold].exp().mean()
    torch.testing.assert_close(biases[cold].exp(), mean.expand(int(cold.sum())))
    torch.testing.assert_close(biases.softmax(0)[3] / biases.softmax(0)[1], torch.tensor(3.5 / 1.5))


def test_a_drawn_part_of_the_items_gives_the_loss_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    known = items().eval().requires_grad_(False)
    queries, targets = torch.randn(64, 8), torch.arange(64) * 4 + 1
    whole = known.softmax_loss(known.table(), queries, targets)
    monkeypatch.setattr(item_vectors, "MOST_CANDIDATES", 80)
    drawn = [float(known.softmax_loss(known.table(), queries, targets)) for _ in range(30)]
    assert sum(drawn) / 30 == pytest.approx(float(whole), rel=2e-3)
    assert len(set(drawn)) > 1


def test_settled_vectors_stay_whatever_is_learnt() -> None:
    known = items().eval()
    before = known.table().detach()
    known.settle()
    with torch.no_grad():
        known.own.add_(1)
    torch.testing.assert_close(known.table(), before)
