"""Open the lite pack."""

from __future__ import annotations

from app.encoders.device import Device
from app.encoders.encoder import EncoderPack
from app.encoders.lite.audio import LiteAudioEncoder
from app.encoders.lite.image import LiteImageEncoder
from app.encoders.lite.text import LiteTextEncoder
from app.encoders.weights import WeightStore

LITE_WEIGHTS = ("lite-image", "lite-text", "lite-audio")
"""What the pack needs; speech comes on top."""


def open_lite_pack(weights: WeightStore, device: Device) -> EncoderPack:
    """Return the three encoders at once; each loads at its first use."""
    text = LiteTextEncoder(weights, device)
    return EncoderPack(
        name="lite",
        image=LiteImageEncoder(weights, text, device),
        text=text,
        audio=LiteAudioEncoder(weights, device),
    )
