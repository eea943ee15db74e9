"""What every encoder offers, and the three that make a pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device

if TYPE_CHECKING:
    from app.media.picture import Picture
    from app.media.sound import Sound
    from app.media.words import Words

M_contra = TypeVar("M_contra", contravariant=True)


@dataclass(frozen=True)
class FeaturePart:
    """A named run of columns of a feature vector."""

    name: str
    size: int


class Encoder(Protocol[M_contra]):
    """From clean media of one modality to feature vectors.

    The identity is known before anything heavy is loaded; the model loads at the
    first :meth:`encode`.
    """

    @property
    def identity(self) -> ModelIdentity:
        """Name, digest of weights and recipe, and the processor in use."""

    @property
    def device(self) -> Device:
        """The processor in use, with the reason when it is not the chosen one."""

    @property
    def modality(self) -> Modality:
        """What it encodes."""

    @property
    def dimension(self) -> int:
        """Columns of a feature vector."""

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """The runs of columns, in order; their sizes sum to :attr:`dimension`."""

    def encode(
        self, media: Sequence[M_contra], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return features of shape ``(len(media), dimension)``, float32."""


@dataclass(frozen=True)
class EncoderPack:
    """One encoder for each modality."""

    name: str
    image: Encoder[Picture]
    text: Encoder[Words]
    audio: Encoder[Sound]
