"""Tiny CLIP, SigLIP and CLAP models with random weights, saved as a hub would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


def save_clip(folder: Path) -> Path:
    text = {**TEXT, "eos_token_id": 2, "bos_token_id": 1}
    CLIPModel(
        CLIPConfig(text_config=text, vision_config=VISION, projection_dim=12)
    ).save_pretrained(folder)
    CLIPImageProcessor(
        size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}
    ).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def save_siglip(folder: Path) -> Path:
    text = {**TEXT, "projection_size": 16}
    SiglipModel(SiglipConfig(text_config=text, vision_config=VISION)).save_pretrained(folder)
    SiglipImageProcessor(size={"height": 32, "width": 32}).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def save_clap(folder: Path) -> Path:
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
