from __future__ import annotations

import numpy as np
import torch

from app.encoders.image.canvas import on_white_square
from app.encoders.image.layers import CHANNELS, HEAD, SIDE
from app.encoders.image.layers_network import load_stages_network
from app.encoders.lite.image_network import load_image_network
from app.encoders.pins import CONVERTED
from app.encoders.weights import WeightStore
from tests.encoders.samples import pictures


def test_every_stage_sees_something_and_the_head_is_the_whole_networks(
    lite_store: WeightStore,
) -> None:
    weights = lite_store.folder("lite-image") / CONVERTED
    views = torch.from_numpy(
        np.stack([np.asarray(on_white_square(one, SIDE)) for one in pictures(1).media])
    )
    with torch.no_grad():
        seen = load_stages_network(weights, CHANNELS).eval()(views)
        expected, _ = load_image_network(weights).eval()(views)
    runs = seen.split([*CHANNELS, HEAD], dim=1)
    torch.testing.assert_close(runs[-1], expected, atol=1e-4, rtol=1e-4)
    # Any two pictures differ in most channels of every stage.
    assert all((run.std(dim=0) > 1e-4).float().mean() > 0.7 for run in runs)
