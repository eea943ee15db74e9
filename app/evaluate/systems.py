"""What is compared: which features, made one by which method."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Union

from app.core.lab import AudioFeature, FeatureChoice, FusionKind, ImageFeature, TextFeature
from app.evaluate.baseline import Baseline

Method = Union[FusionKind, Baseline]

PRETRAINED = FeatureChoice()
CLASSICAL = FeatureChoice(ImageFeature.HOG, TextFeature.BAG_OF_WORDS, AudioFeature.MFCC)
REFERENCE = FeatureChoice(ImageFeature.PIXELS, TextFeature.TOKENS, AudioFeature.FRAMES)
FUSIONS = tuple(kind for kind in FusionKind if kind is not FusionKind.REFERENCE)
"""What takes any features; the reference network takes pixels, tokens and frames alone."""


class Group(str, Enum):
    """Systems that are compared with each other."""

    FUSIONS = "fusions of pretrained features"
    CLASSICAL_FUSIONS = "fusions of classical features"
    BASELINES = "baselines"
    IMAGE_FEATURES = "image features"
    TEXT_FEATURES = "text features"
    AUDIO_FEATURES = "audio features"


@dataclass(frozen=True)
class System:
    """One way from media to a ranked list.

    Attributes
    ----------
    features
        What is made of the media.
    method
        How the modalities become one.
    """

    features: FeatureChoice
    method: Method

    @property
    def name(self) -> str:
        """The system in one line."""
        if self.features == CLASSICAL:
            return f"classical, {self.method.value}"
        return f"{self.features.name}, {self.method.value}"


REFERENCE_NETWORK = System(REFERENCE, FusionKind.REFERENCE)
DEFAULT = System(PRETRAINED, FusionKind.TOWERS)
CLASSICAL_BASELINE = System(CLASSICAL, Baseline.NEIGHBOURS)

Design = tuple[tuple[Group, System], ...]
"""All systems, each in its group."""


def full_design() -> Design:
    """Return everything that is compared; a system may stand in several groups.

    All fusions on pretrained and on classical features, every feature of one modality with
    the others pretrained under the default fusion, the reference network from raw media, and
    the baselines. Token numbers are no
    features of their own: only networks that learn what each means can read them.
    """
    return (
        *((Group.FUSIONS, System(PRETRAINED, kind)) for kind in FUSIONS),
        (Group.BASELINES, REFERENCE_NETWORK),
        *_baselines(),
        *((Group.CLASSICAL_FUSIONS, System(CLASSICAL, kind)) for kind in FUSIONS),
        (Group.CLASSICAL_FUSIONS, CLASSICAL_BASELINE),
        *_single_features(),
    )


def quick_design() -> Design:
    """Return the default fusion, concatenation and the baselines: minutes, not tens of them."""
    fusions = (FusionKind.TOWERS, FusionKind.CONCATENATION)
    return (*((Group.FUSIONS, System(PRETRAINED, kind)) for kind in fusions), *_baselines())


def _baselines() -> Design:
    return (
        *((Group.BASELINES, System(PRETRAINED, one)) for one in Baseline),
        (Group.BASELINES, CLASSICAL_BASELINE),
    )


def _single_features() -> Design:
    towers = FusionKind.TOWERS
    pictures = [FeatureChoice(image=kind) for kind in ImageFeature]
    words = [FeatureChoice(text=kind) for kind in TextFeature if kind is not TextFeature.TOKENS]
    sounds = [FeatureChoice(audio=kind) for kind in AudioFeature]
    return (
        *((Group.IMAGE_FEATURES, System(choice, towers)) for choice in pictures),
        *((Group.TEXT_FEATURES, System(choice, towers)) for choice in words),
        *((Group.AUDIO_FEATURES, System(choice, towers)) for choice in sounds),
    )
