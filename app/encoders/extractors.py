"""Which extractor makes which kind of features."""

from __future__ import annotations

from app.core.errors import FusionError
from app.core.lab import AudioFeature, ImageFeature
from app.encoders.device import CPU, Device
from app.encoders.extractor import Extractor, FeatureKind, Vector
from app.encoders.fitted_arrays import name_of
from app.encoders.text.kinds import text_extractor
from app.encoders.weights import WeightStore
from app.media.picture import Picture
from app.media.sound import Sound


def image_extractor(
    kind: ImageFeature, weights: WeightStore, device: Device = CPU
) -> Extractor[Picture, Vector]:
    """Return the extractor of that kind; nothing heavy is loaded yet.

    Parameters
    ----------
    weights
        Where the weights of the image network are.
    device
        Where networks run.

    Raises
    ------
    FusionError
        For ``PRETRAINED``, which is the pack's own encoder and is not fitted.
    """
    if kind is ImageFeature.HOG:
        from app.encoders.image.hog import HogExtractor

        return HogExtractor()
    if kind is ImageFeature.SIFT:
        from app.encoders.image.sift import SiftExtractor

        return SiftExtractor()
    if kind is ImageFeature.PIXELS:
        from app.encoders.image.pixels import PixelsExtractor

        return PixelsExtractor()
    if kind is ImageFeature.CNN_LAYERS:
        from app.encoders.image.layers import LayersExtractor

        return LayersExtractor(weights, device)
    if kind is ImageFeature.CNN_DENSE:
        from app.encoders.image.dense import DenseLayersExtractor

        return DenseLayersExtractor(weights, device)
    raise _not_fitted(kind)


def audio_extractor(kind: AudioFeature, device: Device = CPU) -> Extractor[Sound, Vector]:
    """Return the extractor of that kind; nothing heavy is loaded yet.

    Parameters
    ----------
    device
        Where networks run.

    Raises
    ------
    FusionError
        For ``PRETRAINED``, which is the pack's own encoder and is not fitted.
    """
    if kind is AudioFeature.MFCC:
        from app.encoders.audio.mfcc import MfccExtractor

        return MfccExtractor()
    if kind is AudioFeature.MEL:
        from app.encoders.audio.mel import MelExtractor

        return MelExtractor()
    if kind is AudioFeature.CEPSTRAL_DISTANCE:
        from app.encoders.audio.cepstral import CepstralDistanceExtractor

        return CepstralDistanceExtractor()
    if kind is AudioFeature.FRAMES:
        from app.encoders.audio.frames import FramesExtractor

        return FramesExtractor()
    if kind in (AudioFeature.CNN, AudioFeature.LSTM):
        from app.encoders.audio.learnt_sounds import LearntSoundExtractor

        return LearntSoundExtractor(kind, device)
    raise _not_fitted(kind)


def _not_fitted(kind: FeatureKind) -> FusionError:
    return FusionError(
        name_of(kind), "come from the encoder pack and are not fitted; use the pack's encoder"
    )


__all__ = ["audio_extractor", "image_extractor", "text_extractor"]
