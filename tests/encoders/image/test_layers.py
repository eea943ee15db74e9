from __future__ import annotations

import numpy as np
import pytest
import torch

from app.core.errors import FusionError
from app.encoders.device import CPU
from app.encoders.extractor import FitData, Vector
from app.encoders.image.canvas import on_white_square
from app.encoders.image.dense import DenseLayersExtractor
from app.encoders.image.layers import CHANNELS, HEAD, SIDE, STAGES, LayersExtractor
from app.encoders.image.layers_network import load_stages_network
from app.encoders.pins import CONVERTED
from app.encoders.weights import WeightStore
from tests.encoders.samples import pictures

WIDTH = sum(CHANNELS) + HEAD


def fake_layers(count: int, seed: int = 0) -> list[Vector]:
    chance = np.random.default_rng(seed)
    scale = np.repeat([1, 10, 0.1, 5, 100, 2], [part.size for part in STAGES])
    return list((chance.normal(size=(count, WIDTH)) * scale).astype(np.float32))


def test_pictures_are_described_by_the_stages_of_the_network(lite_store: WeightStore) -> None:
    media = pictures(1).media
    described = np.stack(LayersExtractor(lite_store, CPU).describe(media))
    assert described.shape == (4, WIDTH) and described.dtype == np.float32
    network = load_stages_network(lite_store.folder("lite-image") / CONVERTED, CHANNELS)
    views = np.stack([np.asarray(on_white_square(one, SIDE)) for one in media])
    with torch.no_grad():
        expected = network(torch.from_numpy(views)).numpy()
    np.testing.assert_allclose(described, expected, atol=5e-3)


def test_each_part_of_a_row_has_length_one(lite_store: WeightStore) -> None:
    described = fake_layers(20)
    model = LayersExtractor(lite_store, CPU).fit(described[:15], FitData([]))
    features = model.transform(described)
    assert [part.name for part in model.parts] == [part.name for part in STAGES]
    start = 0
    for part in model.parts:
        columns = features[:, start : start + part.size]
        np.testing.assert_allclose(np.linalg.norm(columns, axis=1), 1, atol=1e-5)
        start += part.size
    rows = np.stack(described)
    scaled = (rows[16] - rows[:15].mean(axis=0)) / rows[:15].std(axis=0)
    head = scaled[-HEAD:] / np.linalg.norm(scaled[-HEAD:])
    np.testing.assert_allclose(features[16, -HEAD:], head, atol=1e-4)


def test_layers_are_described_once_for_both_extractors(lite_store: WeightStore) -> None:
    layers, dense = LayersExtractor(lite_store, CPU), DenseLayersExtractor(lite_store, CPU)
    assert layers.description_digest == dense.description_digest
    assert layers.kind is not dense.kind


def test_descriptions_of_another_length_are_refused(lite_store: WeightStore) -> None:
    model = LayersExtractor(lite_store, CPU).fit(fake_layers(3), FitData([]))
    with pytest.raises(FusionError, match="describe the media again"):
        model.transform([np.zeros(7, np.float32)])
