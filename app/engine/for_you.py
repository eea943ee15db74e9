"""The For-you desk: lists without a query, and what a persona adds to a query."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.catalog.interactions import like_counts
from app.catalog.personas import PersonaState, find_persona
from app.catalog.sessions import ShownList, open_session
from app.core.errors import QueryError
from app.core.progress import Cancellation, ReportProgress
from app.core.recommender import RecommenderKind, ScoreParts
from app.engine.answering import in_words
from app.engine.collaborating import Collaborating
from app.engine.learning import KnownTaste, Learning, PersonalCatalog
from app.engine.messages import ListMode, PersonalItem, PersonalList, RecommendForYou
from app.engine.ranked_catalog import RankedCatalog
from app.engine.service import Channel
from app.engine.workspace import Workspace
from app.recommend.personal import closest_liked
from app.recommend.personal_ranking import (
    PersonalParts,
    PersonalScores,
    draft,
    personal_scores,
    rank_for_a_stranger,
    rank_personally,
)
from app.recommend.ranking import RankedItem

BESIDE_A_QUERY = 0.3
"""How much history and feedback count beside what is asked for now."""


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

    def execute(self, job: RecommendForYou, channel: Channel) -> PersonalList:
        """Run one job."""
        return self.recommend(job, channel.report, channel.cancellation)

    def recommend(
        self, job: RecommendForYou, report: ReportProgress, cancellation: Cancellation
    ) -> PersonalList:
        """Rank the catalog for a persona, and log what is about to be shown.

        Someone without a history gets what most personas like, then what differs most.
        What a persona has seen already does not come again.

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
        if job.top < 1:
            raise QueryError(f"top {job.top}", "use a whole number of 1 or more")
        personal = self._learning.catalog(job.catalog, report=report)
        with personal.ranked.catalog.reading() as connection:
            persona = find_persona(connection, job.persona)
            known = personal.known(connection, persona)
        making = _Making(job, personal, persona, known, self._generator)
        scores = self._scores(making, job.recommender, report, cancellation)
        cancellation.check()
        if job.mode is ListMode.BLIND:
            rival = self._scores(making, job.rival, report, cancellation)
            ranked, by = making.drafted(scores, rival)
        else:
            ranked, by = making.ranked(scores), ()
        items = making.items(ranked, scores)
        session = self._log(making, [one.recommendation.item_id for one in items], by)
        return PersonalList(
            personal.ranked.catalog.name,
            persona.name,
            job.mode,
            session,
            items,
            (time.perf_counter() - started) * 1000,
        )

    def _scores(
        self,
        making: _Making,
        kind: RecommenderKind,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> PersonalScores:
        others = None
        if kind is not RecommenderKind.CONTENT:
            others = self._others.scores(
                kind, making.personal, making.history, report, cancellation
            )
        drawn = None
        if making.job.mode is ListMode.SURPRISE:
            drawn = making.taste.bandit.sample(self._generator)
        return personal_scores(making.taste, others, drawn)

    @staticmethod
    def _log(making: _Making, item_ids: Sequence[str], by: tuple[int, ...]) -> int:
        job = making.job
        rival = job.rival if job.mode is ListMode.BLIND else None
        shown = ShownList(job.mode.value, job.recommender, item_ids, rival, by)
        with making.personal.recorder.recording() as connection:
            return open_session(connection, making.persona, shown)

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

    def ranked(self, scores: PersonalScores) -> tuple[RankedItem, ...]:
        """Return the best items that the persona has not seen."""
        is_stranger = not self.taste.knows_something and self.job.mode is not ListMode.SURPRISE
        if is_stranger:
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


def _parts(one: RankedItem, scores: PersonalScores) -> ScoreParts:
    """Return the parts of an item's score; all of a stranger's is what others did."""
    feedback = float(scores.feedback[one.row])
    return ScoreParts(history=one.score - feedback, feedback=feedback)
