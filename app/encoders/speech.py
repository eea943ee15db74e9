"""Speech in a sound to English words: Silero's voice gate, then Whisper tiny.en.

Whisper (Radford et al. 2022) invents words for music, animals and silence, so it only
hears what Silero's detector takes for a voice, and its own doubts count as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.encoders.device import Device, usable_cores
from app.encoders.lazy import Lazy
from app.encoders.progress_bars import quieten_progress_bars
from app.encoders.weights import WeightStore
from app.media.sound import Sound, resample

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.vad import SileroVADModel

WEIGHTS = "lite-speech"
RATE = 16_000
_WINDOW = 512
WINDOW_SECONDS = _WINDOW / RATE
"""Seconds that one probability of a voice stands for."""
_MOST_THREADS = 4


@dataclass(frozen=True)
class VoiceGate:
    """When a sound counts as speech.

    Measured on Tux Paint's recordings (``pytest tests/encoders/test_speech.py -s``): the
    surest window of 66 spoken names has 0.85 or more (but one), that of animals and
    machines 0.84 or less (but three, which Whisper's own doubts sort out).

    Attributes
    ----------
    voice_probability
        A window of 32 ms is voice from this probability on.
    surest_probability
        At least one window must be this sure.
    least_voice_seconds
        Voice needed in all.
    most_no_speech
        Highest probability of no speech by Whisper itself.
    least_log_probability
        Lowest mean log probability of the words.
    most_compression
        Highest compression ratio; more is one word over and over.
    """

    voice_probability: float = 0.5
    surest_probability: float = 0.845
    least_voice_seconds: float = 0.18
    most_no_speech: float = 0.6
    least_log_probability: float = -1.4
    most_compression: float = 2.4

    def hears(self, voice: NDArray[np.float32]) -> bool:
        """Tell from the probability of each window whether there is a voice."""
        seconds = float((voice >= self.voice_probability).sum()) * _WINDOW / RATE
        surest = float(voice.max(initial=0.0))
        return surest >= self.surest_probability and seconds >= self.least_voice_seconds


@dataclass(frozen=True)
class Transcript:
    """What was heard.

    Attributes
    ----------
    text
        The words; empty when there was no speech.
    speech_probability
        Highest probability of a voice in any 32 ms, 0 to 1.
    """

    text: str
    speech_probability: float


class VoiceDetector:
    """Silero's voice detector, which comes with faster-whisper; it loads at its first use."""

    def __init__(self) -> None:
        self._detector = Lazy(_load_detector)

    def listen(self, sound: Sound) -> NDArray[np.float32]:
        """Return the probability of a voice in each 32 ms, ``(m,)`` float32."""
        samples = _level(resample(sound, RATE))
        padded = np.pad(samples, (0, -len(samples) % _WINDOW or _WINDOW))
        probabilities: NDArray[np.float32] = np.asarray(self._detector.get()(padded)).reshape(-1)
        return probabilities


class Transcriber:
    """Whisper tiny.en behind a voice gate.

    Parameters
    ----------
    weights
        Where the weights are.
    device
        Where to run; Whisper runs on CUDA or the CPU.
    gate
        When a sound counts as speech.
    """

    def __init__(self, weights: WeightStore, device: Device, gate: VoiceGate | None = None) -> None:
        self._weights = weights
        self._device = device
        self._gate = gate or VoiceGate()
        self._model = Lazy(self._load_model)
        self._detector = VoiceDetector()

    def transcribe(self, sound: Sound, cancellation: Cancellation | None = None) -> Transcript:
        """Return the words in ``sound``; no words for anything but speech.

        Raises
        ------
        WeightsError
            When Whisper's weights are missing and there is a voice.
        Cancelled
            When asked to stop, between two pieces of half a minute.
        """
        flag = cancellation or Cancellation()
        voice = self._detector.listen(sound)
        probability = float(voice.max(initial=0.0))
        flag.check()
        if not self._gate.hears(voice):
            return Transcript("", probability)
        return Transcript(self._words(_level(resample(sound, RATE)), flag), probability)

    def _words(self, samples: NDArray[np.float32], flag: Cancellation) -> str:
        segments, _ = self._model.get().transcribe(
            samples,
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            vad_filter=True,
            vad_parameters={
                "threshold": self._gate.voice_probability,
                "min_silence_duration_ms": 500,
            },
        )
        heard = []
        for segment in segments:
            flag.check()
            if self._is_trusted(segment):
                heard.append(str(segment.text).strip())
        return " ".join(heard).strip()

    def _is_trusted(self, segment: Any) -> bool:
        gate = self._gate
        return bool(
            segment.no_speech_prob <= gate.most_no_speech
            and segment.avg_logprob >= gate.least_log_probability
            and segment.compression_ratio <= gate.most_compression
            and any(character.isalnum() for character in segment.text)
        )

    def _load_model(self) -> WhisperModel:
        from faster_whisper import WhisperModel

        quieten_progress_bars()
        on_cuda = self._device.name == "cuda"
        return WhisperModel(
            str(self._weights.folder(WEIGHTS)),
            device="cuda" if on_cuda else "cpu",
            compute_type="float16" if on_cuda else "int8",
            cpu_threads=min(_MOST_THREADS, usable_cores()),
            local_files_only=True,
        )


def _load_detector() -> SileroVADModel:
    from faster_whisper.vad import get_vad_model

    return get_vad_model()


def _level(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale so that the largest magnitude is 0.9; silence stays silence."""
    peak = float(np.abs(samples).max(initial=0.0))
    scale = np.float32(0.9 / peak) if peak > 1e-4 else np.float32(1.0)
    levelled: NDArray[np.float32] = samples.astype(np.float32) * scale
    return levelled
