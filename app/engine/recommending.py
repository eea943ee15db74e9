"""Answer queries: open the catalog once, encode once, listen beside, rank every time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.errors import QueryError, WeightsError
from app.core.home import Home
from app.core.modality import PerModality
from app.core.notice import Notice, NoticeCode
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.core.query import Query, check_weights
from app.core.recommendation import Answer
from app.core.settings import Settings
from app.engine.answering import Ranking, answer_query
from app.engine.bounded_cache import BoundedCache
from app.engine.messages import Level, Recommend
from app.engine.models import Models
from app.engine.query_encoder import EncodedModality, QueryEncoder
from app.engine.ranked_catalog import RankedCatalog, load_ranked_catalog
from app.recommend.personal_ranking import PersonalParts
from app.recommend.subsets import fuse_subsets

OPEN_CATALOGS = 4

SendPartial = Callable[["Answer | Level"], None]
Personalise = Callable[[RankedCatalog], PersonalParts]
Encoded = PerModality[EncodedModality]


class Recommending:
    """Answers queries with models and catalogs that stay in memory.

    Parameters
    ----------
    home, settings
        Where catalogs are, and which is the default.
    models
        Encoders and listener.
    """

    def __init__(self, home: Home, settings: Settings, models: Models) -> None:
        self._home = home
        self._settings = settings
        self._models = models
        self._opened: BoundedCache[tuple[str, str], RankedCatalog] = BoundedCache(OPEN_CATALOGS)
        self._lock = threading.Lock()

    def recommend(
        self,
        job: Recommend,
        on_partial: SendPartial,
        report: ReportProgress,
        cancellation: Cancellation,
        personalise: Personalise | None = None,
    ) -> Answer:
        """Rank a catalog for a query; see :meth:`app.engine.engine.Engine.recommend`.

        ``personalise`` gives what a persona adds to each item's score.
        """
        started = time.perf_counter()
        check_job(job)
        ranked = self.catalog(job.catalog, job.fusion, report)
        personal = personalise(ranked) if personalise is not None else None
        opened = (time.perf_counter() - started) * 1000
        run = _QueryRun(job, self._models, ranked, on_partial, report, cancellation, personal)
        answer = run.answer()
        timings = replace(
            answer.timings,
            load=answer.timings.load + opened,
            total=(time.perf_counter() - started) * 1000,
        )
        return replace(answer, timings=timings)

    def catalog(self, name: str, fusion: str, report: ReportProgress) -> RankedCatalog:
        """Return a catalog ready to rank, read anew only when its content has changed.

        Parameters
        ----------
        name, fusion
            Empty names mean those of the settings; without any, the promoted fusion.
        report
            Told when reading takes place.
        """
        if not name:
            name, fusion = self._settings.catalog, fusion or self._settings.fusion
        with self._lock:
            known = self._opened.get((name, fusion))
            confirmed = known.confirmed() if known is not None else None
            if confirmed is not None:
                self._opened.put((name, fusion), confirmed)
                return confirmed
            loaded = load_ranked_catalog(self._home, name, fusion, known, report)
            self._opened.put((name, fusion), loaded)
            return loaded

    def query_vector(
        self, query: Query, ranked: RankedCatalog, cancellation: Cancellation
    ) -> NDArray[np.float32]:
        """Return the fused vector of a query, shape (k,), float32, of unit length.

        Raises
        ------
        QueryError
            When the query is empty or everything in it is muted.
        """
        check_job(Recommend(query))
        encoder = self._models.encoder_of(ranked.encoders)
        encoded = encoder.encode(query, ranked.catalog.feature, cancellation)
        features = encoded.map(lambda one: one.vector)
        vectors = fuse_subsets(ranked.model, features, encoder.sizes, query.weights).vectors
        if len(vectors) < 2:
            raise QueryError("query", "everything that was given is muted; raise a weight above 0")
        whole: NDArray[np.float32] = vectors[-1]
        return whole

    def forget_catalogs(self) -> None:
        """Read every catalog anew at its next use."""
        self._opened.clear()


def check_job(job: Recommend) -> None:
    """Refuse what cannot be answered, before anything is loaded.

    Raises
    ------
    QueryError
        When the query is empty, a weight is out of range or all are 0, or ``top`` is
        below 1.
    """
    if job.query.is_empty:
        raise QueryError("query", "empty; give a picture, words or a sound")
    weights = check_weights(job.query.weights)
    if not any(weight for _, weight in weights.items()):
        raise QueryError("query", "all weights are 0; raise one of them")
    if job.top < 1:
        raise QueryError(f"top {job.top}", "use a whole number of 1 or more")


@dataclass(frozen=True)
class _Heard:
    """What listening gave: words, warnings, and the milliseconds that it took."""

    words: str
    notices: tuple[Notice, ...] = ()
    milliseconds: float = 0.0


@dataclass(frozen=True)
class _QueryRun:
    """One query on its way to an answer."""

    job: Recommend
    models: Models
    ranked: RankedCatalog
    on_partial: SendPartial
    report: ReportProgress
    cancellation: Cancellation
    personal: PersonalParts | None

    @property
    def _encoder(self) -> QueryEncoder:
        return self.models.encoder_of(self.ranked.encoders)

    def answer(self) -> Answer:
        query = self.job.query
        if query.transcript is None and query.sounds and not self.job.transcribe:
            query = replace(query, transcript="")
        encoded = self._encode(query)
        if query.transcript is not None or not query.sounds:
            return self._ranked(query, encoded)
        heard = self._hear(query, encoded)
        query = replace(query, transcript=heard.words)
        if heard.words:
            encoded = replace(encoded, text=_added(encoded.text, self._encode(query).text))
        answer = self._ranked(query, encoded)
        timings = replace(answer.timings, transcribe=heard.milliseconds)
        return replace(answer, timings=timings, notices=answer.notices + heard.notices)

    def _encode(self, query: Query) -> Encoded:
        known = self.ranked.catalog.feature
        return self._encoder.encode(query, known, self.cancellation)

    def _ranked(self, query: Query, encoded: Encoded) -> Answer:
        self.cancellation.check()
        job = self.job
        ranking = Ranking(job.top, job.language, frozenset(job.leave_out), self.personal)
        answer = answer_query(query, encoded, self._encoder.sizes, self.ranked, ranking)
        return replace(answer, notices=answer.notices + self.models.notices(query))

    def _hear(self, query: Query, encoded: Encoded) -> _Heard:
        sounds = dict(zip(encoded.audio.sha256, query.sounds, strict=True))
        listener = self.models.listener
        words = listener.known(sounds)
        if words is not None:
            return _Heard(words)
        self._answer_early(query, encoded)
        self.report(Progress(Stage.TRANSCRIBE, detail=Path(query.sounds[0]).name))
        started = time.perf_counter()
        try:
            words = listener.words_in(sounds, self.cancellation)
        except WeightsError as error:
            return _Heard("", (_cannot_listen(error),))
        return _Heard(words, milliseconds=(time.perf_counter() - started) * 1000)

    def _answer_early(self, query: Query, encoded: Encoded) -> None:
        try:
            early = self._ranked(query, encoded)
        except QueryError:  # all that counts now is muted; the words heard may still count
            return
        self.on_partial(early)


def _added(first: EncodedModality, second: EncodedModality) -> EncodedModality:
    """Return the second encoding of a modality with the time of both."""
    return replace(
        second,
        load_ms=first.load_ms + second.load_ms,
        encode_ms=first.encode_ms + second.encode_ms,
    )


def _cannot_listen(error: WeightsError) -> Notice:
    message = f"Speech was not turned into words: {error}."
    return Notice(NoticeCode.SPEECH_UNAVAILABLE, error.what, message)
