"""CLIP, SigLIP and CLAP from folders, with tiny random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import CLIPConfig, CLIPModel

from app.core.errors import Cancelled, WeightsError
from app.core.progress import Cancellation
from app.encoders.device import CPU
from app.encoders.hub import open_hub_pack
from app.media.picture import Picture
from app.media.words import Words, clean_text
from tests.encoders.conftest import picture_of, sound_of
from tests.hub_models import save_clap, save_clip, save_siglip


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return save_clip(tmp_path / "clip")


@pytest.fixture
def siglip(tmp_path: Path) -> Path:
    return save_siglip(tmp_path / "siglip")


@pytest.fixture
def clap(tmp_path: Path) -> Path:
    return save_clap(tmp_path / "clap")


def pictures() -> list[Picture]:
    random = np.random.default_rng(3)
    return [picture_of(random.integers(0, 255, (40, 50, 3), np.uint8)) for _ in range(3)]


def words() -> list[Words]:
    return [clean_text(text) for text in ("a red fruit", "duck", "a " * 30)]


@pytest.mark.parametrize(("kind", "columns"), [("clip", 12), ("siglip", 16)])
def test_pictures_and_words_share_a_space(
    kind: str, columns: int, clap: Path, request: pytest.FixtureRequest
) -> None:
    pack = open_hub_pack(request.getfixturevalue(kind), clap, CPU)
    images, texts = pack.image.encode(pictures()), pack.text.encode(words())
    assert images.shape == texts.shape == (3, columns)
    assert pack.image.dimension == pack.text.dimension == columns
    assert images.dtype == texts.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(images, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(texts, axis=1), 1.0, atol=1e-5)


def test_features_are_those_of_the_whole_model(clip: Path, clap: Path) -> None:
    model: Any = CLIPModel.from_pretrained(clip)
    model.eval()
    with torch.inference_mode():
        hidden = model.text_model(input_ids=torch.tensor([[3, 4, 5]])).pooler_output
        expected = torch.nn.functional.normalize(model.text_projection(hidden), dim=1)
    encoded = open_hub_pack(clip, clap, CPU).text.encode([clean_text("a red fruit")])
    np.testing.assert_allclose(encoded, expected.numpy(), atol=1e-5)


def test_texts_in_one_batch_are_the_same_as_alone(clip: Path, clap: Path) -> None:
    encoder = open_hub_pack(clip, clap, CPU).text
    alone = np.concatenate([encoder.encode([one]) for one in words()])
    np.testing.assert_allclose(encoder.encode(words()), alone, atol=1e-5)


def test_a_long_sound_is_heard_whole_and_the_same_each_time(clip: Path, clap: Path) -> None:
    encoder = open_hub_pack(clip, clap, CPU).audio
    random = np.random.default_rng(5)
    samples = random.normal(0, 0.1, 8000 * 7).astype(np.float32)
    changed = samples.copy()
    changed[-8000:] = np.sin(np.arange(8000)).astype(np.float32)
    first, again, other = encoder.encode(
        [sound_of(samples, 8000), sound_of(samples, 8000), sound_of(changed, 8000)]
    )
    # Rows of one batch: where they lie in it may change how they are rounded.
    np.testing.assert_allclose(first, again, atol=1e-6)
    assert not np.allclose(first, other, atol=1e-4)


def test_identity_follows_the_files(clip: Path, clap: Path) -> None:
    before = open_hub_pack(clip, clap, CPU)
    digests = {e.identity.digest for e in (before.image, before.text, before.audio)}
    assert len(digests) == 3
    CLIPModel(CLIPConfig.from_pretrained(clip)).save_pretrained(clip)
    assert open_hub_pack(clip, clap, CPU).image.identity.digest not in digests


def test_a_cancelled_encoding_ends(clip: Path, clap: Path) -> None:
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        open_hub_pack(clip, clap, CPU).image.encode(pictures(), flag)


def test_pickled_weights_are_refused(clip: Path, clap: Path) -> None:
    (clip / "model.safetensors").rename(clip / "pytorch_model.bin")
    with pytest.raises(WeightsError, match="safetensors"):
        open_hub_pack(clip, clap, CPU)


def test_a_damaged_model_is_named(clip: Path, clap: Path) -> None:
    (clip / "model.safetensors").write_bytes(b"\x08")
    with pytest.raises(WeightsError, match="cannot be loaded"):
        open_hub_pack(clip, clap, CPU).image.encode(pictures())


@pytest.mark.parametrize("name", ["nobody/no-such-model", "not a name at all!"])
def test_a_name_that_is_not_here_is_not_looked_up_elsewhere(name: str, clap: Path) -> None:
    with pytest.raises(WeightsError, match="local hub cache"):
        open_hub_pack(name, clap, CPU)
