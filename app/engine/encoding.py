"""Encode what of a catalog has no features yet, in batches that are committed as they go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.catalog.catalog import Catalog
from app.catalog.features import PendingMedium
from app.core.errors import MediaError
from app.core.modality import Modality, PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.encoders.encoder import Encoder, EncoderPack
from app.engine.messages import SkippedFile
from app.media.picture import load_picture
from app.media.sound import load_sound
from app.media.words import clean_text

BATCH = PerModality(image=16, text=64, audio=4)
"""Media in one batch; a kill loses one batch at most."""

EXPECTED_COST = PerModality(image=1.0, text=0.15, audio=6.0)
"""Time of one medium relative to a picture's, until there is something measured."""

NAMES = PerModality("pictures", "texts", "sounds")

M = TypeVar("M")


@dataclass
class TimeLeft:
    """Estimates the time left of work whose units take unequal time.

    The first batch of each modality also loads a model, so it is not measured.

    Attributes
    ----------
    waiting
        Units not done yet.
    spent
        Seconds spent on the units measured.
    done
        Units measured.
    loaded
        Modalities whose first batch is over.
    """

    waiting: dict[Modality, int]
    spent: dict[Modality, float] = field(default_factory=lambda: dict.fromkeys(Modality, 0.0))
    done: dict[Modality, int] = field(default_factory=lambda: dict.fromkeys(Modality, 0))
    loaded: set[Modality] = field(default_factory=set)

    def add(self, modality: Modality, count: int, seconds: float) -> None:
        """Record ``count`` units that took ``seconds``."""
        self.waiting[modality] -= count
        if modality in self.loaded:
            self.done[modality] += count
            self.spent[modality] += seconds
        self.loaded.add(modality)

    @property
    def seconds(self) -> float | None:
        """Seconds left, or ``None`` before anything was measured."""
        cost_done = sum(EXPECTED_COST[one] * count for one, count in self.done.items())
        if not cost_done:
            return None
        seconds_per_cost = sum(self.spent.values()) / cost_done
        return sum(
            count * self._seconds_each(one, seconds_per_cost) for one, count in self.waiting.items()
        )

    def _seconds_each(self, modality: Modality, seconds_per_cost: float) -> float:
        if self.done[modality]:
            return self.spent[modality] / self.done[modality]
        return EXPECTED_COST[modality] * seconds_per_cost


class CatalogEncoding:
    """One run over all media of a catalog that the encoders have not seen.

    Parameters
    ----------
    catalog
        Open for writing.
    pack
        The encoders.
    report, cancellation
        Progress out, cancel in; what was committed stays.
    """

    def __init__(
        self,
        catalog: Catalog,
        pack: EncoderPack,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        self._catalog = catalog
        self._pack = pack
        self._report = report
        self._cancellation = cancellation
        self._skipped: list[SkippedFile] = []
        self._total = 0
        self._left = TimeLeft({})

    def run(self) -> tuple[SkippedFile, ...]:
        """Encode everything that is missing; return the files that cannot be used.

        Raises
        ------
        Cancelled
            When asked to stop.
        """
        pack = self._pack
        pending = PerModality(
            self._catalog.missing_features(Modality.IMAGE, pack.image.identity.digest),
            self._catalog.missing_features(Modality.TEXT, pack.text.identity.digest),
            self._catalog.missing_features(Modality.AUDIO, pack.audio.identity.digest),
        )
        self._left = TimeLeft({modality: len(media) for modality, media in pending.items()})
        self._total = sum(len(media) for _, media in pending.items())
        self._encode(pending.text, pack.text, clean_text)
        self._encode(pending.image, pack.image, lambda path: load_picture(Path(path)))
        self._encode(pending.audio, pack.audio, lambda path: load_sound(Path(path)))
        return tuple(self._skipped)

    def _encode(
        self,
        pending: Sequence[PendingMedium],
        encoder: Encoder[M],
        open_medium: Callable[[str], M],
    ) -> None:
        modality = encoder.modality
        for batch in _batches(pending, BATCH[modality]):
            self._cancellation.check()
            self._tell(modality)
            started = time.perf_counter()
            opened = self._open(batch, open_medium)
            if opened:
                vectors = encoder.encode(list(opened.values()), self._cancellation)
                stored = dict(zip(opened, vectors, strict=True))
                self._catalog.put_features(modality, encoder.identity.digest, stored)
            self._left.add(modality, len(batch), time.perf_counter() - started)
        if pending:
            self._tell(modality)

    def _open(
        self, batch: Sequence[PendingMedium], open_medium: Callable[[str], M]
    ) -> dict[str, M]:
        opened = {}
        for medium in batch:
            try:
                opened[medium.sha256] = open_medium(medium.path_or_text)
            except MediaError as error:
                self._skipped.append(SkippedFile(error.what, error.why))
        return opened

    def _tell(self, modality: Modality) -> None:
        done = self._total - sum(self._left.waiting.values())
        self._report(Progress(Stage.ENCODE, done, self._total, NAMES[modality], self._left.seconds))


def _batches(pending: Sequence[PendingMedium], size: int) -> Iterator[Sequence[PendingMedium]]:
    for start in range(0, len(pending), size):
        yield pending[start : start + size]
