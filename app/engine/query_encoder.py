"""From a query's media to one feature vector a modality, computing nothing twice.

A file is known again by path, size and time of change, so a slider that moves costs one
``stat`` a file. What the file holds is known by its sha256: features that the catalog
has already, or that were computed for another path, are taken from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.core.modality import Modality, PerModality
from app.core.notice import Notice
from app.core.progress import Cancellation
from app.core.query import Query
from app.core.recommendation import ModelIdentity
from app.encoders.encoder import Encoder, EncoderPack
from app.engine.bounded_cache import BoundedCache
from app.media.picture import Picture, load_picture
from app.media.sound import Sound, load_sound
from app.media.words import clean_text

CACHED_MEDIA = 1024

Vector = NDArray[np.float32]
KnownFeature = Callable[[str, str], "Vector | None"]
"""Looks up a feature by media sha256 and encoder digest."""


class Medium(Protocol):
    """What pictures, words and sounds have in common."""

    @property
    def sha256(self) -> str:
        """Of the content."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know about it."""


M = TypeVar("M", bound=Medium)
SourceKey = tuple[Modality, str, int, int, int]


@dataclass(frozen=True)
class _Seen:
    """What is remembered of a medium that was opened once."""

    sha256: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class EncodedModality:
    """One modality of a query.

    Attributes
    ----------
    vector
        The mean of the features of all its media, shape (d,), or ``None`` without media.
    identity
        The encoder, or ``None`` without media.
    sha256
        Of each medium, in the order given.
    notices
        Warnings about the media.
    load_ms, encode_ms
        Time spent opening, and encoding, in milliseconds.
    """

    vector: Vector | None = None
    identity: ModelIdentity | None = None
    sha256: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    load_ms: float = 0.0
    encode_ms: float = 0.0


@dataclass
class _Opened(Generic[M]):
    """The media of one modality while they are being encoded."""

    sha256: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    vectors: dict[str, Vector] = field(default_factory=dict)
    to_encode: dict[str, M] = field(default_factory=dict)


class QueryEncoder:
    """Encodes queries with one pack of encoders.

    Parameters
    ----------
    pack
        The encoders.
    """

    def __init__(self, pack: EncoderPack) -> None:
        self.pack = pack
        self._seen: BoundedCache[SourceKey, _Seen] = BoundedCache(CACHED_MEDIA)
        self._features: BoundedCache[tuple[str, str], Vector] = BoundedCache(CACHED_MEDIA)

    @property
    def sizes(self) -> PerModality[int]:
        """Length of a feature vector of each modality."""
        return PerModality(
            self.pack.image.dimension, self.pack.text.dimension, self.pack.audio.dimension
        )

    def encode(
        self, query: Query, known: KnownFeature, cancellation: Cancellation
    ) -> PerModality[EncodedModality]:
        """Encode all that the query gives; what was heard counts as text.

        Parameters
        ----------
        query
            The query; weights do not matter here.
        known
            Looks up features that are stored already.
        cancellation
            Looked at between media.

        Raises
        ------
        MediaError
            When a medium cannot be used; it names the file.
        """
        texts = (*query.texts, *((query.transcript,) if query.transcript else ()))
        pack = self.pack
        return PerModality(
            self._encode(query.images, _open_picture, pack.image, known, cancellation),
            self._encode(texts, clean_text, pack.text, known, cancellation),
            self._encode(query.sounds, _open_sound, pack.audio, known, cancellation),
        )

    def _encode(
        self,
        sources: Sequence[str],
        open_medium: Callable[[str], M],
        encoder: Encoder[M],
        known: KnownFeature,
        cancellation: Cancellation,
    ) -> EncodedModality:
        if not sources:
            return EncodedModality()
        started = time.perf_counter()
        opened = self._open(sources, open_medium, encoder, known, cancellation)
        loaded = time.perf_counter()
        self._compute(opened, encoder, cancellation)
        done = time.perf_counter()
        return EncodedModality(
            vector=np.mean([opened.vectors[sha256] for sha256 in opened.sha256], axis=0),
            identity=encoder.identity,
            sha256=tuple(opened.sha256),
            notices=tuple(dict.fromkeys(opened.notices)),
            load_ms=(loaded - started) * 1000,
            encode_ms=(done - loaded) * 1000,
        )

    def _open(
        self,
        sources: Sequence[str],
        open_medium: Callable[[str], M],
        encoder: Encoder[M],
        known: KnownFeature,
        cancellation: Cancellation,
    ) -> _Opened[M]:
        """Open what was not seen before, and look up the features of all."""
        opened: _Opened[M] = _Opened()
        for source in sources:
            cancellation.check()
            key = _key_of(encoder.modality, source)
            seen, medium = self._seen.get(key), None
            if seen is None:
                medium = open_medium(source)
                seen = _Seen(medium.sha256, medium.notices)
                self._seen.put(key, seen)
            opened.sha256.append(seen.sha256)
            opened.notices.extend(seen.notices)
            vector = self._look_up(seen.sha256, encoder.identity.digest, known)
            if vector is None:
                opened.to_encode[seen.sha256] = medium or open_medium(source)
            else:
                opened.vectors[seen.sha256] = vector
        return opened

    def _look_up(self, sha256: str, digest: str, known: KnownFeature) -> Vector | None:
        vector = self._features.get((sha256, digest))
        if vector is None:
            vector = known(sha256, digest)
            if vector is not None:
                self._features.put((sha256, digest), vector)
        return vector

    def _compute(self, opened: _Opened[M], encoder: Encoder[M], cancellation: Cancellation) -> None:
        if not opened.to_encode:
            return
        vectors = encoder.encode(list(opened.to_encode.values()), cancellation)
        for sha256, vector in zip(opened.to_encode, vectors, strict=True):
            opened.vectors[sha256] = vector
            self._features.put((sha256, encoder.identity.digest), vector)


def _key_of(modality: Modality, source: str) -> SourceKey:
    """Identify a source without reading it; what cannot be found is not known."""
    if modality is Modality.TEXT:
        return (modality, source, 0, 0, 0)
    try:
        status = Path(source).stat()
    except (OSError, ValueError):
        return (modality, source, -1, -1, -1)
    return (modality, source, status.st_ino, status.st_size, status.st_mtime_ns)


def _open_picture(path: str) -> Picture:
    return load_picture(Path(path))


def _open_sound(path: str) -> Sound:
    return load_sound(Path(path))
