"""The hub pack: CLIP or SigLIP for pictures and words, CLAP for sounds, by ``transformers``.

References: Radford et al. 2021 (CLIP), Zhai et al. 2023 (SigLIP), Wu et al. 2023 (CLAP).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.errors import WeightsError
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import EncoderPack, FeaturePart
from app.encoders.lazy import Lazy
from app.encoders.storage import hash_file
from app.media.picture import Picture
from app.media.sound import Sound, resample
from app.media.words import Words

if TYPE_CHECKING:
    from app.encoders.network import Network

_BATCH = 8
_FILES = ("*.json", "*.safetensors", "*.txt", "*.model")


@dataclass(frozen=True)
class HubModel:
    """A model's folder: configuration, safetensors, tokenizer and processors.

    Attributes
    ----------
    name
        What the person called it.
    folder
        Where its files are.
    """

    name: str
    folder: Path

    @classmethod
    def find(cls, source: str | Path, allow_download: bool = False) -> HubModel:
        """Return the model in the folder ``source``, or of that name in the local hub cache.

        Raises
        ------
        WeightsError
            When it is not on this machine (or, if allowed, cannot be downloaded), or has
            no safetensors.
        """
        folder = Path(source)
        if not folder.is_dir():
            folder = _snapshot(str(source), allow_download)
        if not (folder / "config.json").is_file() or not any(folder.glob("*.safetensors")):
            why = "needs config.json and *.safetensors; save the model with safe serialization"
            raise WeightsError(source, why)
        return cls(str(source), folder)

    @cached_property
    def digest(self) -> str:
        """Digest of all files that decide the features."""
        paths = sorted(path for pattern in _FILES for path in self.folder.glob(pattern))
        listed = "\n".join(f"{path.name} {hash_file(path)}" for path in paths)
        return hashlib.sha256(listed.encode()).hexdigest()

    @cached_property
    def config(self) -> Any:
        """The configuration as ``transformers`` reads it."""
        from transformers import AutoConfig

        return AutoConfig.from_pretrained(self.folder, local_files_only=True)

    def width(self, tower: str) -> int:
        """Return the columns of the features of ``vision``, ``text`` or ``audio``."""
        settings = getattr(self.config, f"{tower}_config")
        shared = getattr(self.config, "projection_dim", None)
        return int(shared or getattr(settings, "projection_size", None) or settings.hidden_size)

    def network(self, tower: str, device: Device) -> Network:
        """Load one tower of the model; the other is left out."""
        from app.encoders.hub_tower import load_tower
        from app.encoders.network import Network

        return Network(load_tower(self.folder, tower), device, _BATCH)


class _HubEncoder:
    """What the three encoders of the hub pack share."""

    tower = ""
    modality = Modality.IMAGE

    def __init__(self, model: HubModel, device: Device) -> None:
        self._model = model
        self._chosen = device
        self._network = Lazy(lambda: model.network(self.tower, device))

    @property
    def device(self) -> Device:
        """The processor in use, with the reason when it is not the chosen one."""
        network = self._network.made
        return network.device if network else self._chosen

    @property
    def identity(self) -> ModelIdentity:
        """Name, digest of all files, and the processor in use."""
        digest = hashlib.sha256(f"{self.tower} {self._model.digest}".encode()).hexdigest()
        return ModelIdentity(self._model.name, digest, self.device.name)

    @property
    def dimension(self) -> int:
        """Columns of a feature vector."""
        return self._model.width(self.tower)

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One part, named for the modality."""
        return (FeaturePart(self.modality.value, self.dimension),)

    def _run(
        self, inputs: Sequence[NDArray[Any]], cancellation: Cancellation | None
    ) -> NDArray[np.float32]:
        return self._network.get().run(*inputs, cancellation=cancellation)[0]


class HubImageEncoder(_HubEncoder):
    """Pictures through the vision tower; unit vectors."""

    tower = "vision"
    modality = Modality.IMAGE

    @cached_property
    def _processor(self) -> Any:
        from transformers import AutoImageProcessor

        processor: Any = AutoImageProcessor
        return processor.from_pretrained(self._model.folder, local_files_only=True)

    def encode(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, dimension)`` unit vectors, float32."""
        features = np.zeros((len(media), self.dimension), np.float32)
        for start in range(0, len(media), _BATCH):
            pictures = [Image.fromarray(p.pixels) for p in media[start : start + _BATCH]]
            pixels = self._processor(images=pictures, return_tensors="np")["pixel_values"]
            inputs = (np.asarray(pixels, np.float32),)
            features[start : start + _BATCH] = self._run(inputs, cancellation)
        return features


class HubTextEncoder(_HubEncoder):
    """Words through the text tower; unit vectors."""

    tower = "text"
    modality = Modality.TEXT

    @cached_property
    def _tokenizer(self) -> Any:
        from transformers import AutoTokenizer

        return AutoTokenizer.from_pretrained(self._model.folder, local_files_only=True)

    def encode(
        self, media: Sequence[Words], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, dimension)`` unit vectors, float32."""
        features = np.zeros((len(media), self.dimension), np.float32)
        order = sorted(range(len(media)), key=lambda row: len(media[row].text))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            features[rows] = self._run(self._tokens([media[r].text for r in rows]), cancellation)
        return features

    def _tokens(self, texts: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        longest = self._model.config.text_config.max_position_embeddings
        fixed = self._model.config.model_type.startswith("siglip")  # trained on full rows
        encoded = self._tokenizer(
            texts,
            padding="max_length" if fixed else "longest",
            truncation=True,
            max_length=longest,
            return_attention_mask=True,
            return_tensors="np",
        )
        tokens = np.asarray(encoded["input_ids"], np.int64)
        mask = np.ones_like(tokens) if fixed else np.asarray(encoded["attention_mask"], np.int64)
        return tokens, mask


class HubAudioEncoder(_HubEncoder):
    """Sounds through CLAP's audio tower, the mean over pieces of ten seconds; unit vectors."""

    tower = "audio"
    modality = Modality.AUDIO

    @cached_property
    def _extractor(self) -> Any:
        from transformers import AutoFeatureExtractor

        extractor: Any = AutoFeatureExtractor
        return extractor.from_pretrained(self._model.folder, local_files_only=True)

    def encode(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, dimension)`` unit vectors, float32."""
        features = np.zeros((len(media), self.dimension), np.float32)
        for row, sound in enumerate(media):
            mean = self._pieces(sound, cancellation).mean(axis=0)
            features[row] = mean / (np.linalg.norm(mean) or 1.0)
        return features

    def _pieces(self, sound: Sound, cancellation: Cancellation | None) -> NDArray[np.float32]:
        rate, length = self._extractor.sampling_rate, self._extractor.nb_max_samples
        samples = resample(sound, rate)
        encoded = []
        for start in range(0, max(1, len(samples)), length):
            piece = samples[start : start + length]
            made = self._extractor(piece, sampling_rate=rate, return_tensors="np")
            inputs = (np.asarray(made["input_features"], np.float32), np.asarray(made["is_longer"]))
            encoded.append(self._run(inputs, cancellation))
        return np.concatenate(encoded)


def open_hub_pack(
    image_text: str | Path, audio: str | Path, device: Device, allow_download: bool = False
) -> EncoderPack:
    """Return a pack of ``transformers`` models; each loads at its first use.

    Parameters
    ----------
    image_text
        CLIP or SigLIP: a folder, or a name that is in the local hub cache.
    audio
        CLAP, likewise.
    device
        Where to run.
    allow_download
        Whether a name may be fetched from the hub.

    Raises
    ------
    WeightsError
        When a model is not there or has no safetensors.
    """
    both = HubModel.find(image_text, allow_download)
    sounds = HubModel.find(audio, allow_download)
    return EncoderPack(
        name="hub",
        image=HubImageEncoder(both, device),
        text=HubTextEncoder(both, device),
        audio=HubAudioEncoder(sounds, device),
    )


def _snapshot(name: str, allow_download: bool) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        found = snapshot_download(
            name, local_files_only=not allow_download, allow_patterns=list(_FILES)
        )
    except (HFValidationError, LocalEntryNotFoundError) as error:
        why = "is not a folder and not in the local hub cache; give a folder or allow its download"
        raise WeightsError(name, why) from error
    except (HfHubHTTPError, OSError) as error:
        why = f"cannot be downloaded ({type(error).__name__}); check the name and the connection"
        raise WeightsError(name, why) from error
    return Path(found)
