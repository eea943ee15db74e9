"""What a person chooses in the lab: features, a fusion, how it is trained; and its curve.

The hyper-parameters are typed; each says between which values it may lie, so that the
window can show it as a form and the command line can refuse what cannot work.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from app.core.errors import FusionError


class ImageFeature(str, Enum):
    """How a picture becomes a feature vector."""

    PRETRAINED = "pretrained"
    SIFT = "sift"
    HOG = "hog"
    CNN_LAYERS = "cnn-layers"
    CNN_DENSE = "cnn-dense"
    PIXELS = "pixels"


class TextFeature(str, Enum):
    """How words become a feature vector."""

    PRETRAINED = "pretrained"
    BAG_OF_WORDS = "bag-of-words"
    TF_IDF = "tf-idf"
    WORD2VEC_CBOW = "word2vec-cbow"
    WORD2VEC_SKIP_GRAM = "word2vec-skip-gram"
    GLOVE = "glove"
    LSTM = "lstm"
    TRANSFORMER = "transformer"
    TOKENS = "tokens"


class AudioFeature(str, Enum):
    """How a sound becomes a feature vector."""

    PRETRAINED = "pretrained"
    MFCC = "mfcc"
    MEL = "mel"
    CEPSTRAL_DISTANCE = "cepstral-distance"
    CNN = "cnn"
    LSTM = "lstm"
    FRAMES = "mel-frames"


PIXELS_SHAPE = (32, 32, 3)
"""Rows, columns and colours of ``ImageFeature.PIXELS``, flattened in that order."""

FRAMES_SHAPE = (64, 32)
"""Frames and mel bands of ``AudioFeature.FRAMES``, flattened in that order."""


@dataclass(frozen=True)
class FeatureChoice:
    """The features of each modality.

    Attributes
    ----------
    image, text, audio
        Which ones.
    glove_file
        Word vectors in GloVe's text format; empty learns them from the captions.
    """

    image: ImageFeature = ImageFeature.PRETRAINED
    text: TextFeature = TextFeature.PRETRAINED
    audio: AudioFeature = AudioFeature.PRETRAINED
    glove_file: str = ""

    @property
    def name(self) -> str:
        """The choice in one line, such as ``hog + tf-idf + mfcc``."""
        kinds = (self.image.value, self.text.value, self.audio.value)
        return kinds[0] if len(set(kinds)) == 1 else " + ".join(kinds)


class FusionKind(str, Enum):
    """How the modalities become one vector."""

    TOWERS = "towers"
    CONCATENATION = "concatenation"
    PARALLEL_DENSE = "parallel-dense"
    ADVERSARIAL = "adversarial"
    LSTM = "lstm"
    TRANSFORMER = "transformer"
    REFERENCE = "reference"


class Schedule(str, Enum):
    """How the learning rate goes on after its warm-up."""

    COSINE = "cosine"
    PLATEAU = "plateau"
    CONSTANT = "constant"


@dataclass(frozen=True)
class Bounds:
    """Between which values a number may lie, both included."""

    low: float
    high: float
    is_logarithmic: bool = False


def bounded(default: float, low: float, high: float, *, is_logarithmic: bool = False) -> Any:
    """Return a dataclass field with a default and :class:`Bounds`."""
    return field(default=default, metadata={"bounds": Bounds(low, high, is_logarithmic)})


@dataclass(frozen=True)
class NetworkSettings:
    """Shape of a fusion network.

    Attributes
    ----------
    dimension
        Length of the fused vector.
    hidden
        Width of hidden layers.
    layers
        Hidden layers, LSTM layers or Transformer blocks.
    heads
        Attention heads (Transformer); they divide ``hidden``.
    dropout
        Chance that a hidden unit is silent during training.
    batch_norm
        Whether hidden layers are batch-normalised.
    """

    dimension: int = bounded(256, 8, 1024)
    hidden: int = bounded(128, 8, 2048)
    layers: int = bounded(1, 1, 8)
    heads: int = bounded(4, 1, 16)
    dropout: float = bounded(0.2, 0.0, 0.9)
    batch_norm: bool = True

    def __post_init__(self) -> None:
        check_bounds(self)
        if self.hidden % self.heads:
            raise FusionError(
                f"{self.heads} attention heads",
                f"do not divide {self.hidden} hidden units; change one of them",
            )


@dataclass(frozen=True)
class TrainerSettings:
    """How a network is trained.

    Attributes
    ----------
    seed
        Draws the validation split, the initial weights, batches and dropout.
    epochs, patience
        At most so many epochs; stop after ``patience`` epochs without a better validation.
    batch_size
        Items in one step.
    learning_rate, schedule, warmup_epochs
        AdamW's highest step; how it goes on after a linear warm-up.
    weight_decay
        AdamW's decoupled decay (Loshchilov and Hutter 2019).
    gradient_clip
        Highest norm of a step's gradient; 0 clips nothing.
    contrastive_weight, temperature
        What the contrastive loss counts (InfoNCE, van den Oord et al. 2018), and how sharp it is.
    classification_weight
        What the cross-entropy over categories counts.
    adversarial_weight
        What the generators' loss against their discriminators counts (adversarial fusion).
    modality_dropout
        Chance that a batch asks with less than all modalities.
    validation_share
        Part of the caption groups that is held out for validation.
    mixed_precision
        Whether a GPU computes in half precision where that is safe.
    """

    seed: int = bounded(0, 0, 2**31 - 1)
    epochs: int = bounded(60, 1, 1000)
    patience: int = bounded(10, 1, 1000)
    batch_size: int = bounded(128, 2, 4096)
    learning_rate: float = bounded(3e-4, 1e-6, 1.0, is_logarithmic=True)
    schedule: Schedule = Schedule.COSINE
    warmup_epochs: int = bounded(2, 0, 100)
    weight_decay: float = bounded(1e-2, 0.0, 1.0)
    gradient_clip: float = bounded(1.0, 0.0, 100.0)
    contrastive_weight: float = bounded(1.0, 0.0, 10.0)
    temperature: float = bounded(0.07, 0.005, 1.0, is_logarithmic=True)
    classification_weight: float = bounded(0.3, 0.0, 10.0)
    adversarial_weight: float = bounded(0.1, 0.0, 10.0)
    modality_dropout: float = bounded(0.9, 0.0, 1.0)
    validation_share: float = bounded(0.15, 0.05, 0.5)
    mixed_precision: bool = True

    def __post_init__(self) -> None:
        check_bounds(self)


def check_bounds(settings: NetworkSettings | TrainerSettings) -> None:
    """Refuse numbers that are out of bounds or no numbers at all.

    Raises
    ------
    FusionError
        Naming the setting, its value and its bounds.
    """
    for one in fields(settings):
        limits = one.metadata.get("bounds")
        value = getattr(settings, one.name)
        if isinstance(limits, Bounds) and not (
            math.isfinite(value) and limits.low <= value <= limits.high
        ):
            raise FusionError(
                f"{one.name} {value:g}", f"use a value from {limits.low:g} to {limits.high:g}"
            )


@dataclass(frozen=True)
class RunPlan:
    """One run of the lab: what is trained, from which features, and how."""

    features: FeatureChoice = field(default_factory=FeatureChoice)
    fusion: FusionKind = FusionKind.TOWERS
    network: NetworkSettings = field(default_factory=NetworkSettings)
    trainer: TrainerSettings = field(default_factory=TrainerSettings)
    name: str = ""


@dataclass(frozen=True)
class TrainingPoint:
    """One epoch of a run.

    Attributes
    ----------
    epoch
        From 1; 0 is the state before the first step.
    training_loss, validation_loss
        Means over the epoch and over the validation split; not a number when not measured.
    validation_score
        What early stopping looks at, the higher the better: recall at 10 from 0 to 1.
    learning_rate
        At the end of the epoch.
    generator_loss, discriminator_loss
        Of adversarial fusion, else ``None``.
    """

    epoch: int
    training_loss: float
    validation_loss: float
    validation_score: float
    learning_rate: float = 0.0
    generator_loss: float | None = None
    discriminator_loss: float | None = None


class RunState(str, Enum):
    """How far a run came."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    FINISHED = "finished"
