"""The models in memory: each is loaded once, at its first use."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.modality import Modality
from app.core.notice import Notice, NoticeCode
from app.core.query import Query
from app.core.settings import DeviceChoice, Settings
from app.encoders.device import Device, choose_device
from app.encoders.encoder import EncoderPack
from app.encoders.hub import open_hub_pack
from app.encoders.lite.pack import open_lite_pack
from app.encoders.weights import WeightStore
from app.engine.bounded_cache import BoundedCache
from app.engine.listening import Listener
from app.engine.query_encoder import QueryEncoder
from app.media.picture import Picture
from app.media.sound import Sound
from app.media.words import clean_text

if TYPE_CHECKING:
    from app.encoders.speech import Transcriber


FITTED_KEPT = 4
"""Fusions whose own encoders stay in memory."""


class Models:
    """Encoders and transcriber on the chosen device.

    Parameters
    ----------
    weights
        Where weights are.
    settings
        The pack of encoders, and where the models should run.

    Attributes
    ----------
    weights
        Where weights are.
    """

    def __init__(self, weights: WeightStore, settings: Settings) -> None:
        self.weights = weights
        self._settings = settings
        self._choice = settings.device
        self._lock = threading.RLock()
        self._device: Device | None = None
        self._encoder: QueryEncoder | None = None
        self._transcriber: Transcriber | None = None
        self._fitted: BoundedCache[Path, QueryEncoder] = BoundedCache(FITTED_KEPT)
        self.listener = Listener(lambda: self.transcriber)

    @property
    def device(self) -> Device:
        """Where the models run, and why there."""
        with self._lock:
            if self._device is None:
                self._device = choose_device(self._choice)
            return self._device

    @property
    def encoder(self) -> QueryEncoder:
        """The encoders, with their cache of features."""
        with self._lock:
            if self._encoder is None:
                self._encoder = QueryEncoder(open_pack(self.weights, self._settings, self.device))
            return self._encoder

    def encoder_of(self, folder: Path) -> QueryEncoder:
        """Return the encoders that a fusion was trained with.

        Parameters
        ----------
        folder
            Where what was fitted with it is kept; the pack's own encoders serve when it
            is not there.

        Raises
        ------
        FusionError
            When what is kept there cannot be used.
        """
        if not folder.is_dir():
            return self.encoder
        with self._lock:
            known = self._fitted.get(folder)
            if known is None:
                from app.engine.fitted_pack import open_fitted_pack

                pack = open_fitted_pack(folder, self.encoder.pack, self.weights, self.device)
                known = QueryEncoder(pack)
                self._fitted.put(folder, known)
            return known

    @property
    def transcriber(self) -> Transcriber:
        """The model that turns speech into words."""
        with self._lock:
            if self._transcriber is None:
                from app.encoders.speech import Transcriber

                self._transcriber = Transcriber(self.weights, self.device)
            return self._transcriber

    def choose(self, choice: DeviceChoice) -> None:
        """Move to another device; models load there at their next use.

        Raises
        ------
        DeviceError
            When the device is not there; nothing changes then.
        """
        device = choose_device(choice)
        with self._lock:
            self._choice, self._device = choice, device
            self._encoder = self._transcriber = None
            self._fitted.clear()

    def notices(self, query: Query) -> tuple[Notice, ...]:
        """Return a warning for each reason why another device than the chosen one runs."""
        pack = self.encoder.pack
        used = [
            pack.image.device if query.has(Modality.IMAGE) else self.device,
            pack.text.device if query.has(Modality.TEXT) else self.device,
            pack.audio.device if query.has(Modality.AUDIO) else self.device,
        ]
        reasons = dict.fromkeys((device.name, device.reason) for device in used if device.reason)
        return tuple(Notice(NoticeCode.DEVICE_FALLBACK, name, why) for name, why in reasons)

    def warm_up(self) -> None:
        """Load the encoders now, so that the first query does not wait for them."""
        pack = self.encoder.pack
        pack.text.encode([clean_text("warm")])
        blank = np.full((64, 64, 3), 255, dtype=np.uint8)
        pack.image.encode([Picture(blank, "", "", 64, 64)])
        pack.audio.encode([Sound(np.zeros(44_100, dtype=np.float32), 44_100, 1.0, "", "")])

    def forget(self) -> None:
        """Load everything anew at its next use, because weights changed."""
        with self._lock:
            self._encoder = self._transcriber = None
            self._fitted.clear()

    def close(self) -> None:
        """End the listening thread."""
        self.listener.close()


def open_pack(weights: WeightStore, settings: Settings, device: Device) -> EncoderPack:
    """Return the pack of encoders that the person chose; each loads at its first use.

    Raises
    ------
    WeightsError
        When a model of the hub pack is not on this machine.
    """
    if settings.hub_image_text and settings.hub_audio:
        return open_hub_pack(settings.hub_image_text, settings.hub_audio, device)
    return open_lite_pack(weights, device)


def check_pack(pack: EncoderPack) -> None:
    """Read and hash the files of every model of a pack.

    Raises
    ------
    WeightsError
        When one cannot be read.
    """
    for encoder in (pack.image, pack.text, pack.audio):
        encoder.identity  # noqa: B018 - is computed when it is asked for
