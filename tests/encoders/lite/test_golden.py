"""Each lite encoder against the published recipe, done another way with other tools."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file
from torch.nn import functional

from app.core.home import Home
from app.encoders.encoder import EncoderPack
from app.encoders.lite.class_names import read_class_names
from app.encoders.lite.image import LiteImageEncoder
from app.media.picture import Picture
from app.media.words import clean_text
from tests.encoders.conftest import picture_of, sound_of

TEXTS = ["a red fruit", "Something to make music with!", "Ein Bär läuft über die Straße."]


def skimage_picture(name: str) -> Picture:
    from skimage import data

    return picture_of(np.ascontiguousarray(getattr(data, name)()))


# --- image ----------------------------------------------------------------------------


def same_padded(planes: torch.Tensor, weight: torch.Tensor, stride: int) -> torch.Tensor:
    """TensorFlow's SAME convolution, depthwise when the kernel has one input plane."""
    size, kernel = planes.shape[-1], weight.shape[-1]
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    low = total // 2
    padded = functional.pad(planes, (low, total - low, low, total - low))
    return functional.conv2d(
        padded, weight, stride=stride, groups=planes.shape[1] // weight.shape[1]
    )


def published_image_network(
    state: dict[str, torch.Tensor], planes: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """EfficientNet-Lite2 from its table of blocks: kernel, stride, repeats (depth 1.2)."""
    stages = [(3, 1, 1), (3, 2, 3), (5, 2, 3), (3, 2, 4), (5, 1, 4), (5, 2, 5), (3, 1, 1)]

    def normalised(x: torch.Tensor, prefix: str) -> torch.Tensor:
        mean, variance = state[f"{prefix}.running_mean"], state[f"{prefix}.running_var"]
        scale, shift = state[f"{prefix}.weight"], state[f"{prefix}.bias"]
        return functional.batch_norm(x, mean, variance, scale, shift, eps=1e-3)

    x = functional.relu6(normalised(same_padded(planes, state["_conv_stem.weight"], 2), "_bn0"))
    number = 0
    for _, first_stride, repeats in stages:
        for repeat in range(repeats):
            key, before = f"_blocks.{number}", x
            if f"{key}._expand_conv.weight" in state:
                x = same_padded(x, state[f"{key}._expand_conv.weight"], 1)
                x = functional.relu6(normalised(x, f"{key}._bn0"))
            stride = first_stride if repeat == 0 else 1
            x = same_padded(x, state[f"{key}._depthwise_conv.weight"], stride)
            x = functional.relu6(normalised(x, f"{key}._bn1"))
            x = normalised(same_padded(x, state[f"{key}._project_conv.weight"], 1), f"{key}._bn2")
            if stride == 1 and before.shape == x.shape:
                x = x + before
            number += 1
    x = functional.relu6(normalised(same_padded(x, state["_conv_head.weight"], 1), "_bn1"))
    features = x.mean((2, 3))
    return features, features @ state["_fc.weight"].T + state["_fc.bias"]


def published_views(picture: Picture) -> torch.Tensor:
    """The whole picture on a white square of 260, and stretched to it; (x - 127) / 128."""
    whole = Image.fromarray(picture.pixels)
    stretched = whole.resize((260, 260), Image.Resampling.BICUBIC)
    whole.thumbnail((260, 260), Image.Resampling.BICUBIC, reducing_gap=None)
    square = np.full((260, 260, 3), 255, np.uint8)
    top, left = (260 - whole.height) // 2, (260 - whole.width) // 2
    square[top : top + whole.height, left : left + whole.width] = np.asarray(whole)
    views = np.stack([square, np.asarray(stretched)]).astype(np.float32)
    return torch.from_numpy((views - 127) / 128).permute(0, 3, 1, 2)


def test_image_features_are_those_of_the_published_network(
    lite_pack: EncoderPack, lite_home: Home
) -> None:
    picture = skimage_picture("chelsea")
    state = load_file(lite_home.weights / "lite-image" / "model.safetensors")
    with torch.inference_mode():
        features, scores = published_image_network(state, published_views(picture))
    encoded = lite_pack.image.encode([picture])[0]
    np.testing.assert_allclose(encoded[:1280], features.mean(0).numpy(), atol=2e-3)
    assert isinstance(lite_pack.image, LiteImageEncoder)
    np.testing.assert_allclose(
        lite_pack.image.classify([picture])[0], scores.softmax(1).mean(0).numpy(), atol=1e-4
    )


def test_the_bridge_is_the_weighted_mean_of_class_names(lite_pack: EncoderPack) -> None:
    assert isinstance(lite_pack.image, LiteImageEncoder)
    picture = skimage_picture("coffee")
    probabilities = lite_pack.image.classify([picture])[0].astype(np.float64)
    best = np.argsort(-probabilities)[:10]
    names = [", ".join(read_class_names()[index]) for index in best]
    embedded = lite_pack.text.encode([clean_text(name) for name in names]).astype(np.float64)
    mixed = probabilities[best] @ embedded
    bridge = lite_pack.image.encode([picture])[0, 1280:]
    np.testing.assert_allclose(bridge, mixed / np.linalg.norm(mixed), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("chelsea", {"Egyptian cat", "tabby", "tiger cat"}),
        ("coffee", {"espresso", "cup", "coffee mug"}),
        ("rocket", {"missile", "projectile", "space shuttle", "drilling platform"}),
    ],
)
def test_classes_of_pictures_from_elsewhere(
    lite_pack: EncoderPack, name: str, answers: set[str]
) -> None:
    assert isinstance(lite_pack.image, LiteImageEncoder)
    probabilities = lite_pack.image.classify([skimage_picture(name)])[0]
    best = [read_class_names()[index][0] for index in np.argsort(-probabilities)[:5]]
    assert answers & set(best), best


def test_the_class_names_are_in_the_networks_order() -> None:
    names = read_class_names()
    assert len(names) == 1000
    assert [names[index][0] for index in (0, 1, 281, 504, 999)] == [
        "tench",
        "goldfish",
        "tabby",
        "coffee mug",
        "toilet tissue",
    ]


# --- text -----------------------------------------------------------------------------


def word_pieces(text: str, vocabulary: dict[str, int]) -> list[int]:
    """BERT's uncased word pieces, longest match first (Devlin et al. 2019)."""
    import unicodedata

    plain = "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn"
    )
    pieces = [vocabulary["[CLS]"]]
    for word in re.findall(r"\w+|[^\w\s]", plain):
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            end = next(e for e in range(len(word), 0, -1) if prefix + word[start:e] in vocabulary)
            pieces.append(vocabulary[prefix + word[start:end]])
            start = end
    return [*pieces, vocabulary["[SEP]"]]


def published_sentence(state: dict[str, torch.Tensor], pieces: list[int]) -> NDArray[np.float32]:
    """BERT with 6 layers and 12 heads, then mean over the tokens and unit norm."""

    def linear(x: torch.Tensor, key: str) -> torch.Tensor:
        return x @ state[f"{key}.weight"].T + state[f"{key}.bias"]

    def normalised(x: torch.Tensor, key: str) -> torch.Tensor:
        weight, bias = state[f"{key}.weight"], state[f"{key}.bias"]
        return functional.layer_norm(x, (384,), weight, bias, 1e-12)

    count = len(pieces)
    x = state["embeddings.word_embeddings.weight"][pieces]
    x = x + state["embeddings.position_embeddings.weight"][:count]
    x = normalised(x + state["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(6):
        key = f"encoder.layer.{layer}"
        q, k, v = (
            linear(x, f"{key}.attention.self.{name}").view(count, 12, 32).transpose(0, 1)
            for name in ("query", "key", "value")
        )
        mixed = ((q @ k.transpose(1, 2) / 32**0.5).softmax(-1) @ v).transpose(0, 1)
        attended = linear(mixed.reshape(count, 384), f"{key}.attention.output.dense")
        x = normalised(x + attended, f"{key}.attention.output.LayerNorm")
        wide = functional.gelu(linear(x, f"{key}.intermediate.dense"))
        x = normalised(x + linear(wide, f"{key}.output.dense"), f"{key}.output.LayerNorm")
    mean = x.mean(0)
    result: NDArray[np.float32] = (mean / mean.norm()).numpy()
    return result


@pytest.mark.parametrize("text", TEXTS)
def test_text_features_are_those_of_the_published_network(
    lite_pack: EncoderPack, lite_home: Home, text: str
) -> None:
    folder = lite_home.weights / "lite-text"
    lines = (folder / "vocab.txt").read_text("utf-8").splitlines()
    pieces = word_pieces(text, {word: number for number, word in enumerate(lines)})
    with torch.inference_mode():
        expected = published_sentence(load_file(folder / "model.safetensors"), pieces)
    np.testing.assert_allclose(lite_pack.text.encode([clean_text(text)])[0], expected, atol=1e-4)


def test_texts_in_one_batch_are_the_same_as_alone(lite_pack: EncoderPack) -> None:
    words = [clean_text(text) for text in [*TEXTS, "cat", "word " * 400]]
    alone = np.concatenate([lite_pack.text.encode([one]) for one in words])
    np.testing.assert_allclose(lite_pack.text.encode(words), alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1.0, atol=1e-5)


# --- audio ----------------------------------------------------------------------------


def published_frames(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    import librosa

    mel = librosa.feature.melspectrogram(
        y=samples / np.abs(samples).max(),
        sr=44100,
        n_fft=2048,
        hop_length=1024,
        n_mels=96,
        fmin=0.0,
        fmax=22050.0,
        htk=True,
        norm=1.0,
        power=2.0,
    )
    frames: NDArray[np.float32] = np.log10(mel.T * 10000.0 + 1) / 9.457798957824707
    return frames


def published_sound_network(
    state: dict[str, torch.Tensor], blocks: NDArray[np.float32]
) -> NDArray[np.float32]:
    x = torch.from_numpy(blocks.astype(np.float32))[:, None]
    for block in range(1, 5):
        for layer in (1, 2):
            key = f"embedding_net.conv_block{block}"
            x = functional.conv2d(x, state[f"{key}.conv{layer}.weight"], padding=1)
            norm = f"{key}.bn{layer}"
            mean, variance = state[f"{norm}.running_mean"], state[f"{norm}.running_var"]
            x = functional.batch_norm(
                x, mean, variance, state[f"{norm}.weight"], state[f"{norm}.bias"]
            ).relu()
        if block < 4:
            x = functional.max_pool2d(x, 2)
    result: NDArray[np.float32] = x.mean(3).max(2).values.mean(0).numpy()
    return result


@pytest.mark.parametrize("seconds", [0.05, 1.0, 3.7])
def test_sound_features_are_those_of_the_published_network(
    lite_pack: EncoderPack, lite_home: Home, seconds: float
) -> None:
    random = np.random.default_rng(7)
    time = np.arange(int(44100 * seconds)) / 44100
    samples = (0.3 * np.sin(2 * np.pi * (300 + 200 * time) * time)).astype(np.float32)
    samples += random.normal(0, 0.01, len(samples)).astype(np.float32)
    frames = published_frames(samples)
    count = max(1, round(len(frames) / 100))
    frames = np.vstack([frames, np.zeros((100, 96))])[: count * 100]
    state = load_file(lite_home.weights / "lite-audio" / "model.safetensors")
    with torch.inference_mode():
        expected = published_sound_network(state, frames.reshape(count, 100, 96))
    encoded = lite_pack.audio.encode([sound_of(samples, 44100)])[0]
    np.testing.assert_allclose(encoded, expected, atol=1e-3)


def test_loudness_and_rate_matter_little(lite_pack: EncoderPack) -> None:
    time = np.arange(88200) / 44100
    tone = np.sin(2 * np.pi * 440 * time).astype(np.float32)
    loud, soft = lite_pack.audio.encode([sound_of(tone, 44100), sound_of(tone * 0.01, 44100)])
    np.testing.assert_allclose(loud, soft, atol=1e-3)


def test_a_silent_and_an_empty_sound_have_features(lite_pack: EncoderPack) -> None:
    silent = sound_of(np.zeros(44100, np.float32), 44100)
    one_sample = sound_of(np.zeros(1, np.float32), 44100)
    assert np.isfinite(lite_pack.audio.encode([silent, one_sample])).all()


def test_pack_says_who_it_is_before_it_loads(lite_home: Home) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from app.core.home import Home;"
        "from app.encoders.weights import WeightStore; from app.encoders.device import CPU;"
        "from app.encoders.lite.pack import open_lite_pack;"
        "pack = open_lite_pack(WeightStore(Home(Path('nowhere'))), CPU);"
        "encoders = (pack.image, pack.text, pack.audio);"
        "assert all(sum(p.size for p in e.parts) == e.dimension for e in encoders);"
        "assert len({e.identity.digest for e in encoders}) == 3;"
        "sys.exit('torch' in sys.modules or 'openvino' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
