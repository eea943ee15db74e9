"""The personas' part of the scripted engine: it learns categories by counting.

Names steer it: a persona ``refuse`` fails. Every catalog begins with the persona Ann, who did
nothing yet. One recommender has to learn before it can rank.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Union

from app.core.modality import PerModality
from app.core.persona import InteractionKind
from app.core.recommendation import Answer, Recommendation
from app.core.recommender import RecommenderKind, ScoreParts
from app.engine.messages import (
    CreatePersona,
    Duel,
    ExportInteractions,
    Failure,
    FailureKind,
    Fallback,
    FallbackReason,
    FitRecommender,
    FittedRecommender,
    ForYouJob,
    GetHistory,
    GetMeasures,
    GetProfile,
    History,
    HistoryEntry,
    ImportInteractions,
    Learnt,
    ListMode,
    LiveMeasures,
    Moved,
    PeopleJob,
    Persona,
    PersonalItem,
    PersonalList,
    Personas,
    Profile,
    Rate,
    RecommendForYou,
    RecordInteraction,
    RemovePersona,
    RenamePersona,
    Reply,
    Result,
    UndoInteraction,
)

LIVING = Union[PeopleJob, ForYouJob, FitRecommender]
LEARNS_SLOWLY = RecommenderKind.ALS
STAMPS = Path("/usr/share/tuxpaint/stamps")
CATEGORIES = ("animals/birds", "animals/fish", "food/fruit", "vehicles/trains", "plants")
ITEMS = 30
STEPS = {InteractionKind.LIKE: 1, InteractionKind.DISLIKE: -1, InteractionKind.SKIP: -1}
MIDDLE_RATING = 3
JUDGED = (InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.RATING)
TAUGHT = (*JUDGED, InteractionKind.SKIP)


@dataclass(frozen=True)
class Deed:
    """One interaction of a persona."""

    persona: str
    entry: HistoryEntry
    session: int


class ScriptedPeople:
    """Keeps personas and what they did while the child lives."""

    def __init__(self) -> None:
        found = sorted(STAMPS.glob("food/**/*.png"))[:ITEMS] if STAMPS.is_dir() else []
        self._pictures = [str(path) for path in found] + [""] * (ITEMS - len(found))
        self._personas = ["Ann"]
        self._deeds: list[Deed] = []
        self._number = self._session = 0
        self._blind = 0
        self._has_learnt = False

    def replies(self, number: int, job: LIVING) -> list[Reply]:
        """Return all that is said to a job."""
        if "refuse" in vars(job).values():
            why = "is taken; choose another name"
            return [Failure(number, FailureKind.INPUT, "refuse", why)]
        if isinstance(job, RecommendForYou):
            return [Result(number, self._list(job))]
        if isinstance(job, FitRecommender):
            self._has_learnt = True
            return [Result(number, FittedRecommender(job.catalog, job.recommender))]
        if isinstance(job, (RecordInteraction, UndoInteraction)):
            return [Result(number, self._learn(job))]
        if isinstance(job, GetHistory):
            return [Result(number, self._history(job))]
        if isinstance(job, GetProfile):
            return [Result(number, self._profile(job.catalog, job.persona))]
        if isinstance(job, GetMeasures):
            return [Result(number, self._measures(job))]
        if isinstance(job, (ExportInteractions, ImportInteractions)):
            return [Result(number, self._move(job))]
        return [Result(number, self._change(job))]

    def personalised(self, answer: Answer, persona: str) -> Answer:
        """Return an answer in which a persona's likes count."""
        likes = self._tastes(persona)
        results = []
        for one in answer.results:
            parts = ScoreParts(one.score, 0.02, 0.5 * likes[one.item_id])
            results.append(replace(one, score=parts.total, parts=parts))
        results.sort(key=lambda one: -one.score)
        ranked = [replace(one, rank=rank) for rank, one in enumerate(results, start=1)]
        return replace(answer, results=tuple(ranked))

    # --- personas ---------------------------------------------------------------------

    def _change(self, job: LIVING) -> Personas:
        if isinstance(job, CreatePersona):
            self._personas.append(job.name)
        if isinstance(job, RemovePersona):
            self._personas.remove(job.name)
            self._deeds = [deed for deed in self._deeds if deed.persona != job.name]
        if isinstance(job, RenamePersona):
            self._personas[self._personas.index(job.name)] = job.new_name
            self._deeds = [
                replace(deed, persona=job.new_name) if deed.persona == job.name else deed
                for deed in self._deeds
            ]
        counts = Counter(deed.persona for deed in self._deeds)
        listed = (Persona(name, counts[name], "2026-11-24T12:00:00") for name in self._personas)
        return Personas(str(vars(job)["catalog"]), tuple(sorted(listed, key=lambda one: one.name)))

    def _move(self, job: ExportInteractions | ImportInteractions) -> Moved:
        if isinstance(job, ExportInteractions):
            lines = [f"{deed.entry.item_id},{deed.entry.kind.value}" for deed in self._deeds]
            Path(job.path).write_text("\n".join(lines), "utf-8")
            return Moved(job.path, len(lines))
        lines = Path(job.path).read_text("utf-8").splitlines()
        for line in lines:
            item_id, kind = line.split(",")
            self._keep("Ann", item_id, InteractionKind(kind), 0)
        return Moved(job.path, len(lines))

    # --- interactions -----------------------------------------------------------------

    def _keep(
        self, persona: str, item_id: str, kind: InteractionKind, session: int, stars: float = 0.0
    ) -> int:
        self._number += 1
        number = int(item_id.rsplit("-", maxsplit=1)[-1]) if "-" in item_id else 0
        category = CATEGORIES[number % len(CATEGORIES)]
        entry = HistoryEntry(
            self._number,
            item_id,
            title_of(item_id),
            category,
            self._pictures[number % ITEMS],
            kind,
            f"2026-11-24T12:00:{self._number % 60:02}",
            stars,
        )
        self._deeds.append(Deed(persona, entry, session))
        return self._number

    def _learn(self, job: RecordInteraction | UndoInteraction) -> Learnt:
        before = self._profile(job.catalog, job.persona)
        if isinstance(job, RecordInteraction):
            number = self._keep(job.persona, job.item_id, job.kind, job.session, job.rating)
        else:
            number = job.number
            self._deeds = [deed for deed in self._deeds if deed.entry.number != number]
        ranked = self._list(job.then) if job.then is not None else None
        return Learnt(number, before, self._profile(job.catalog, job.persona), ranked)

    def _history(self, job: GetHistory) -> History:
        mine = [deed.entry for deed in self._deeds if deed.persona == job.persona]
        found = [
            entry
            for entry in reversed(mine)
            if (not job.kinds or entry.kind in job.kinds) and job.text in entry.title
        ]
        return History(job.catalog, job.persona, tuple(found), len(mine), len(found))

    def _tastes(self, persona: str) -> Counter[str]:
        tastes: Counter[str] = Counter()
        for deed in self._deeds:
            kind = deed.entry.kind
            if deed.persona == persona and kind in TAUGHT:
                step = STEPS.get(kind, round(deed.entry.rating) - MIDDLE_RATING)
                tastes[deed.entry.category] += step
                tastes[deed.entry.item_id] += step
        return tastes

    def _profile(self, catalog: str, persona: str) -> Profile:
        tastes = self._tastes(persona)
        count = sum(deed.persona == persona for deed in self._deeds)
        shares = PerModality(0.2, 0.18, 0.62) if count else PerModality(0.0, 0.0, 0.0)
        values = [(name, 0.3 * tastes[name]) for name in CATEGORIES]
        up = tuple(sorted((one for one in values if one[1] > 0), key=lambda one: -one[1]))
        down = tuple(sorted((one for one in values if one[1] < 0), key=lambda one: one[1]))
        return Profile(catalog, persona, shares, up, down, 1 / (1 + count), count)

    # --- lists ------------------------------------------------------------------------

    def _list(self, job: RecommendForYou) -> PersonalList:
        if not job.continues:
            self._session += 1
        self._blind += job.mode is ListMode.BLIND
        tastes = self._tastes(job.persona)
        judged = {
            deed.entry.item_id
            for deed in self._deeds
            if deed.persona == job.persona and deed.entry.kind in TAUGHT
        }
        items = [
            self._item(number, tastes, job.mode)
            for number in range(ITEMS)
            if item_id_of(number) not in judged
        ]
        items.sort(key=lambda one: -one.parts.total)
        ranked = [
            replace(one, recommendation=replace(one.recommendation, rank=rank))
            for rank, one in enumerate(items[: job.top], start=1)
        ]
        found = PersonalList(
            job.catalog,
            job.persona,
            job.mode,
            job.continues or self._session,
            tuple(ranked),
            7.0,
            job.recommender,
        )
        if not tastes and job.mode is ListMode.FOR_YOU:
            return replace(found, fallback=Fallback(job.recommender, FallbackReason.NOTHING_KNOWN))
        if self._has_learnt or job.recommender is not LEARNS_SLOWLY:
            return found
        missing = Fallback(job.recommender, FallbackReason.STILL_LEARNING)
        kept = () if job.mode is ListMode.BLIND else found.items
        return replace(
            found,
            items=kept,
            ranked_by=RecommenderKind.CONTENT,
            fallback=missing,
            to_fit=(job.recommender,),
        )

    def _item(self, number: int, tastes: Counter[str], mode: ListMode) -> PersonalItem:
        category = CATEGORIES[number % len(CATEGORIES)]
        parts = ScoreParts(0.0, round(0.4 - 0.01 * number, 4), 0.1 * tastes[category])
        liked = [name for name, taste in tastes.items() if taste > 0 and name.startswith("item-")]
        one = Recommendation(
            0,
            item_id_of(number),
            title_of(item_id_of(number)),
            category,
            self._pictures[number],
            parts.total,
            0.0,
            PerModality(0.1, 0.08, 0.02 * (number % 4)),
            PerModality(None, None, None),
        )
        because = title_of(liked[0]) if liked else ""
        return PersonalItem(one, parts, because, mode is ListMode.SURPRISE)

    def _measures(self, job: GetMeasures) -> LiveMeasures:
        mine = [deed for deed in self._deeds if deed.persona == job.persona and deed.session]
        judged = [deed for deed in mine if deed.entry.kind in JUDGED]
        liked = sum(deed.entry.kind is InteractionKind.LIKE for deed in judged)
        opened = sum(deed.entry.kind is InteractionKind.VIEW for deed in mine)
        shown = 24 * self._session
        duel = Duel(
            RecommenderKind.MULTIMODAL_AUTOENCODER,
            RecommenderKind.CONTENT,
            self._blind,
            1,
            2,
            rate(self._blind, self._blind + 1),
            self._blind > 2,
        )
        return LiveMeasures(
            job.catalog,
            job.persona,
            self._session,
            rate(opened, shown),
            rate(len(mine), shown),
            rate(liked, len(judged)),
            (duel,) if self._blind else (),
        )


def item_id_of(number: int) -> str:
    """Return the identifier of an item of the lists."""
    return f"item-{number:02}"


def title_of(item_id: str) -> str:
    """Return an item's title."""
    return f"thing {item_id.rsplit('-', maxsplit=1)[-1]}"


def rate(successes: int, trials: int) -> Rate:
    """Return a share with a made-up interval."""
    share = successes / trials if trials else 0.0
    return Rate(successes, trials, share, max(0.0, share - 0.1), min(1.0, share + 0.1))
