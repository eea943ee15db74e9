"""The For-you desk: lists without a query, and what a persona adds to a query."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.catalog.interactions import like_counts
from app.catalog.personas import PersonaState, find_persona
from app.catalog.sessions import ShownList, continue_session
from app.core.errors import QueryError
from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind, ScoreParts
from app.engine.answering import in_words
from app.engine.collaborating import Collaborating
from app.engine.learning import KnownTaste, Learning, PersonalCatalog
from app.engine.messages import (
    Fallback,
    FallbackReason,
    FitRecommender,
    FittedRecommender,
    ListMode,
    PersonalItem,
    PersonalList,
    RecommendForYou,
)
from app.engine.ranked_catalog import RankedCatalog
from app.engine.service import Channel
from app.engine.workspace import Workspace
from app.recommend.personal import closest_liked
from app.recommend.personal_ranking import (
    BESIDE_A_QUERY,
    PersonalParts,
    PersonalScores,
    draft,
    personal_scores,
    rank_for_a_stranger,
    rank_personally,
)
from app.recommend.ranking import RankedItem


class ForYou:
    """Recommend to a persona.

    Parameters
    ----------
    workspace
        Catalogs and models.
    learning
        What is known of each persona.
    generator
        Draws what to explore and who drafts first; one that differs from start to start
        without it.
    """

    def __init__(
        self,
        workspace: Workspace,
        learning: Learning,
        generator: np.random.Generator | None = None,
    ) -> None:
        self._learning = learning
        self._others = Collaborating(workspace)
        self._generator = np.random.default_rng() if generator is None else generator

    def execute(
        self, job: RecommendForYou | FitRecommender, channel: Channel
    ) -> PersonalList | FittedRecommender:
        """Run one job."""
        if isinstance(job, FitRecommender):
            return self.fit(job, channel.report, channel.cancellation)
        return self.recommend(job, channel.report, channel.cancellation)

    def fit(
        self, job: FitRecommender, report: ReportProgress, cancellation: Cancellation
    ) -> FittedRecommender:
        """Let a recommender learn from all personas what is new.

        Raises
        ------
        CatalogError
            When the catalog cannot be ranked yet.
        InputError
            When the recommender cannot be used here, or too few personas like anything.
        EngineError
            When the process that learns died.
        Cancelled
            When asked to stop; what was known before stays.
        """
        personal = self._learning.catalog(job.catalog, report=report)
        self._others.fit(job.recommender, personal, report, cancellation)
        return FittedRecommender(personal.ranked.catalog.name, job.recommender)

    def recommend_when_fitted(
        self, job: RecommendForYou, report: ReportProgress, cancellation: Cancellation
    ) -> PersonalList:
        """Return a list for which those who rank have learnt first what they can.

        Raises
        ------
        InputError, EngineError, Cancelled
            As :meth:`recommend` and :meth:`fit` do.
        """
        _, teams = self._begin(job, self._learning.catalog(job.catalog, report=report))
        for team in teams:
            if team.can_learn:
                self.fit(FitRecommender(job.catalog, team.kind), report, cancellation)
        return self.recommend(job, report, cancellation)

    def recommend(
        self,
        job: RecommendForYou,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
        personal: PersonalCatalog | None = None,
    ) -> PersonalList:
        """Rank the catalog for a persona at once, and log what is about to be shown.

        Someone without a history gets what most personas like, then what differs most.
        What a persona has seen already does not come again. A recommender that has not
        learnt yet, or has nobody to learn from, is left out, and the list says so; a blind
        vote is not held then. ``personal`` is the catalog where it was opened just now.

        Raises
        ------
        CatalogError
            When the persona is not there (any more), or the catalog cannot be ranked yet.
        InputError
            When the recommender cannot be used here.
        Cancelled
            When asked to stop.
        """
        started = time.perf_counter()
        opened = personal or self._learning.catalog(job.catalog, report=report)
        making, teams = self._begin(job, opened)
        if cancellation is not None:
            cancellation.check()
        found = self._logged(making, teams)
        return replace(found, milliseconds=(time.perf_counter() - started) * 1000)

    def _begin(
        self, job: RecommendForYou, personal: PersonalCatalog
    ) -> tuple[_Making, tuple[_Team, ...]]:
        """Return a list on its way, and who ranks with their scores, the recommender first."""
        if job.top < 1:
            raise QueryError(f"top {job.top}", "use a whole number of 1 or more")
        with personal.ranked.catalog.reading() as connection:
            persona = find_persona(connection, job.persona)
            known = personal.known(connection, persona)
        making = _Making(job, personal, persona, known, self._generator)
        kinds = (job.recommender, job.rival) if job.mode is ListMode.BLIND else (job.recommender,)
        return making, tuple(self._team(making, kind) for kind in kinds)

    def _team(self, making: _Making, kind: RecommenderKind) -> _Team:
        drawn = None
        if making.job.mode is ListMode.SURPRISE:
            drawn = making.taste.bandit.sample(self._generator)
        if making.is_stranger:
            scores = personal_scores(making.taste, None, drawn)
            return _Team(kind, scores, FallbackReason.NOTHING_KNOWN)
        if kind is RecommenderKind.CONTENT:
            return _Team(kind, personal_scores(making.taste, None, drawn))
        others = self._others.scores(kind, making.personal, making.history)
        scores = personal_scores(making.taste, others.scores, drawn)
        return _Team(kind, scores, others.missing, others.can_learn)

    def _logged(self, making: _Making, teams: tuple[_Team, ...]) -> PersonalList:
        """Return the list that the teams make, logged as it will be shown."""
        job = making.job
        fallback = next((team.fallback for team in teams if team.missing is not None), None)
        is_held = fallback is None or job.mode is not ListMode.BLIND
        items, session = _shown(making, teams) if is_held else ((), 0)
        return PersonalList(
            making.personal.ranked.catalog.name,
            making.persona.name,
            job.mode,
            session,
            items,
            0.0,
            teams[0].ranked_by,
            fallback,
            tuple(team.kind for team in teams if team.can_learn),
        )

    def beside_a_query(self, ranked: RankedCatalog, name: str) -> PersonalParts:
        """Return what a persona adds to each item's score for a query.

        Raises
        ------
        CatalogError
            When there is no such persona (any more).
        """
        personal = self._learning.of(ranked)
        with ranked.catalog.reading() as connection:
            taste = personal.taste(connection, find_persona(connection, name))
        share = np.float32(BESIDE_A_QUERY)
        return PersonalParts(share * taste.history, share * taste.feedback)


@dataclass(frozen=True)
class _Team:
    """A recommender that was asked to rank, and what came of it."""

    kind: RecommenderKind
    scores: PersonalScores
    missing: FallbackReason | None = None
    can_learn: bool = False

    @property
    def fallback(self) -> Fallback | None:
        return Fallback(self.kind, self.missing) if self.missing is not None else None

    @property
    def ranked_by(self) -> RecommenderKind:
        if self.missing is None:
            return self.kind
        is_stranger = self.missing is FallbackReason.NOTHING_KNOWN
        return RecommenderKind.POPULARITY if is_stranger else RecommenderKind.CONTENT


class _Making:
    """One list on its way."""

    def __init__(
        self,
        job: RecommendForYou,
        personal: PersonalCatalog,
        persona: PersonaState,
        known: KnownTaste,
        generator: np.random.Generator,
    ) -> None:
        self.job = job
        self.personal = personal
        self.persona = persona
        self.taste = known.taste
        self.history = known.history
        self._generator = generator

    @property
    def is_stranger(self) -> bool:
        """Whether nothing tells what the persona likes, and nothing is tried out."""
        return not self.taste.knows_something and self.job.mode is not ListMode.SURPRISE

    def log(self, shown: ShownList) -> int:
        """Log what is about to be shown; return the session's number."""
        with self.personal.recorder.recording() as connection:
            return continue_session(connection, self.persona, self.job.continues, shown)

    def ranked(self, scores: PersonalScores) -> tuple[RankedItem, ...]:
        """Return the best items that the persona has not seen."""
        if self.is_stranger:
            contexts = self.personal.untaught.contexts
            return rank_for_a_stranger(self._likes(), contexts, self.job.top, self.taste.seen)
        return rank_personally(scores, self.job.top, self.taste.seen)

    def _likes(self) -> NDArray[np.float32]:
        ranked = self.personal.ranked
        with ranked.catalog.reading() as connection:
            counts = like_counts(connection)
        likes = np.zeros(len(ranked.index), dtype=np.float32)
        for item_id, count in counts.items():
            if item_id in ranked.rows:
                likes[ranked.rows[item_id]] = count
        return likes

    def drafted(
        self, scores: PersonalScores, rival: PersonalScores
    ) -> tuple[tuple[RankedItem, ...], tuple[int, ...]]:
        """Return a list for which both pick by turns, and whose pick each item is."""
        teams = [{one.row: one for one in self.ranked(team)} for team in (scores, rival)]
        first, second = (np.array(list(team), dtype=np.int64) for team in teams)
        rows, by = draft(first, second, self.job.top, self._generator)
        picked = [teams[team][int(row)] for row, team in zip(rows, by, strict=True)]
        return tuple(replace(one, rank=place + 1) for place, one in enumerate(picked)), by

    def items(
        self, ranked: tuple[RankedItem, ...], scores: PersonalScores
    ) -> tuple[PersonalItem, ...]:
        """Put the list into words."""
        catalog = self.personal.ranked
        rows = np.array([one.row for one in ranked], dtype=np.int64)
        because = closest_liked(catalog.index.vectors, self.taste.liked, rows)
        usual = self._usual()
        return tuple(
            PersonalItem(
                in_words(one, catalog, self.job.language),
                _parts(one, scores),
                catalog.items[row].title_in(self.job.language) if row >= 0 else "",
                usual is not None and one.row not in usual,
            )
            for one, row in zip(ranked, because.tolist(), strict=True)
        )

    def _usual(self) -> frozenset[int] | None:
        """Return what would be here without exploring; nothing where nothing is explored."""
        if self.job.mode is not ListMode.SURPRISE:
            return None
        usual = rank_personally(personal_scores(self.taste), self.job.top, self.taste.seen)
        return frozenset(one.row for one in usual) if self.taste.knows_something else frozenset()


def _shown(making: _Making, teams: tuple[_Team, ...]) -> tuple[tuple[PersonalItem, ...], int]:
    """Return the list that the teams make, and the session under which it was logged."""
    job, scores = making.job, teams[0].scores
    by: tuple[int, ...] = ()
    rival = None
    if job.mode is ListMode.BLIND:
        ranked, by = making.drafted(scores, teams[1].scores)
        rival = job.rival
    else:
        ranked = making.ranked(scores)
    items = making.items(ranked, scores)
    ids = [one.recommendation.item_id for one in items]
    return items, making.log(ShownList(job.mode.value, teams[0].ranked_by, ids, rival, by))


def _parts(one: RankedItem, scores: PersonalScores) -> ScoreParts:
    """Return the parts of an item's score; all of a stranger's is what others did."""
    feedback = float(scores.feedback[one.row])
    return ScoreParts(history=one.score - feedback, feedback=feedback)
