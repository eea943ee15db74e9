"""Which settings count for which fusion; the form hides the others."""

from __future__ import annotations

from app.core.lab import (
    AudioFeature,
    FeatureChoice,
    FusionKind,
    ImageFeature,
    TextFeature,
)

RAW = FeatureChoice(ImageFeature.PIXELS, TextFeature.TOKENS, AudioFeature.FRAMES)
"""What the reference network reads."""

_ALL_NETWORKS = frozenset({"dimension", "hidden", "layers", "dropout"})
_TRAINER = frozenset(
    {
        "seed",
        "epochs",
        "patience",
        "batch_size",
        "learning_rate",
        "schedule",
        "warmup_epochs",
        "weight_decay",
        "gradient_clip",
        "contrastive_weight",
        "temperature",
        "classification_weight",
        "modality_dropout",
        "validation_share",
        "mixed_precision",
    }
)

_RELEVANT = {
    FusionKind.TOWERS: frozenset({"seed", "epochs", "validation_share"}),
    FusionKind.CONCATENATION: _TRAINER | _ALL_NETWORKS | {"batch_norm"},
    FusionKind.PARALLEL_DENSE: _TRAINER | _ALL_NETWORKS | {"batch_norm"},
    FusionKind.ADVERSARIAL: _TRAINER | _ALL_NETWORKS | {"batch_norm", "adversarial_weight"},
    FusionKind.LSTM: _TRAINER | _ALL_NETWORKS,
    FusionKind.TRANSFORMER: _TRAINER | _ALL_NETWORKS | {"heads"},
    FusionKind.REFERENCE: _TRAINER | _ALL_NETWORKS | {"batch_norm"},
}


def counts(kind: FusionKind, setting: str) -> bool:
    """Return whether a field of NetworkSettings or TrainerSettings changes such a fusion."""
    return setting in _RELEVANT[kind]


def takes_raw(kind: FusionKind) -> bool:
    """Return whether the fusion reads raw media, so that its features are not chosen."""
    return kind is FusionKind.REFERENCE
