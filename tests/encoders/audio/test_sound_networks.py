from __future__ import annotations

import torch

from app.encoders.audio.sound_networks import SoundCnn, SoundLstm, varied


def sounds(count: int = 6) -> torch.Tensor:
    return torch.randn(count, 32 * 8, generator=torch.Generator().manual_seed(1))


def test_the_cnn_looks_at_neighbouring_frames() -> None:
    """The same frames in another order look different; every input counts."""
    network = SoundCnn(32, 8, 10).eval()
    inputs = sounds()
    shuffled = inputs.reshape(-1, 32, 8)[:, torch.randperm(32)].flatten(1)
    features = network(inputs)
    assert features.shape == (6, 10)
    assert not torch.allclose(features, network(shuffled), atol=1e-4)
    inputs.requires_grad_()
    network(inputs).sum().backward()
    assert inputs.grad is not None and (inputs.grad != 0).float().mean() > 0.5


def test_the_lstm_reads_in_order() -> None:
    network = SoundLstm(32, 8, 10).eval()
    inputs = sounds()
    backwards = inputs.reshape(-1, 32, 8).flip(1).flatten(1)
    assert network(inputs).shape == (6, 10)
    assert network(inputs).abs().max() <= 1
    assert not torch.allclose(network(inputs), network(backwards), atol=1e-4)


def test_varied_sounds_are_shifted_and_masked_but_mostly_the_same() -> None:
    inputs = sounds(50) + 10  # no 0 before masking
    altered = varied(inputs, 32, 8)
    assert altered.shape == inputs.shape
    assert not torch.equal(altered, inputs)
    is_masked = altered == 0
    assert 0 < is_masked.float().mean() < 0.25
    kept = altered[~is_masked]
    assert torch.isin(kept, inputs).all()
    for row, source in zip(altered, inputs, strict=True):
        assert torch.isin(row[row != 0], source).all()
