"""CLIP, SigLIP and CLAP from folders, with tiny random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    ClapConfig,
    ClapFeatureExtractor,
    ClapModel,
    CLIPConfig,
    CLIPImageProcessor,
    CLIPModel,
    PreTrainedTokenizerFast,
    SiglipConfig,
    SiglipImageProcessor,
    SiglipModel,
)

from app.core.errors import Cancelled, WeightsError
from app.core.progress import Cancellation
from app.encoders.device import CPU
from app.encoders.hub import open_hub_pack
from app.media.picture import Picture
from app.media.words import Words, clean_text
from tests.encoders.conftest import picture_of, sound_of

VOCABULARY = ["<pad>", "<unk>", "<eos>", "a", "red", "fruit", "duck"]
TOWER = {
    "hidden_size": 16,
    "intermediate_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
}
TEXT = {**TOWER, "vocab_size": 7, "max_position_embeddings": 8, "pad_token_id": 0}
VISION = {**TOWER, "image_size": 32, "patch_size": 16}


def save_tokenizer(folder: Path) -> None:
    words = {word: number for number, word in enumerate(VOCABULARY)}
    special = dict(zip(("pad_token", "unk_token", "eos_token"), VOCABULARY, strict=False))
    tokenizer = Tokenizer(models.WordLevel(words, unk_token=special["unk_token"]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast: Any = PreTrainedTokenizerFast
    fast(tokenizer_object=tokenizer, **special).save_pretrained(folder)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    folder = tmp_path / "clip"
    text = {**TEXT, "eos_token_id": 2, "bos_token_id": 1}
    CLIPModel(
        CLIPConfig(text_config=text, vision_config=VISION, projection_dim=12)
    ).save_pretrained(folder)
    CLIPImageProcessor(
        size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}
    ).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


@pytest.fixture
def siglip(tmp_path: Path) -> Path:
    folder = tmp_path / "siglip"
    text = {**TEXT, "projection_size": 16}
    SiglipModel(SiglipConfig(text_config=text, vision_config=VISION)).save_pretrained(folder)
    SiglipImageProcessor(size={"height": 32, "width": 32}).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


@pytest.fixture
def clap(tmp_path: Path) -> Path:
    folder = tmp_path / "clap"
    audio = {
        "hidden_size": 16,
        "patch_embeds_hidden_size": 8,
        "depths": [1, 1],
        "num_attention_heads": [2, 2],
        "spec_size": 64,
        "window_size": 4,
        "num_mel_bins": 16,
        "patch_size": 4,
        "patch_stride": [4, 4],
    }
    ClapModel(ClapConfig(text_config=TEXT, audio_config=audio, projection_dim=12)).save_pretrained(
        folder
    )
    ClapFeatureExtractor(
        feature_size=16,
        sampling_rate=8000,
        max_length_s=2,
        hop_length=250,
        fft_window_size=256,
        frequency_max=4000,
        truncation="rand_trunc",
    ).save_pretrained(folder)
    return folder


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
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other, atol=1e-6)


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
