"""One item of a persona's list, as the list's rows are painted and read aloud."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from app.core.modality import PerModality
from app.core.recommendation import Recommendation
from app.engine.messages import FallbackReason, ListMode, PersonalItem, PersonalList
from app.ui.results.changes import RankChange
from app.ui.results.figures import percentages
from app.ui.results.wording import FULL_STOPS, modality_name, row_in_words

NOTHING = PerModality(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Entry(Recommendation):
    """A recommendation whose bar shows the score's parts.

    Its baseline is what the query brought (nothing, where there is none), so that the bar of
    the results shows query, history and feedback, which sum to the score.

    Attributes
    ----------
    because_of
        Title of the liked item that speaks most for it, or empty.
    explores
        Whether it is here to learn from.
    shares
        What each modality brings, in whole per cent.
    is_blind
        Whether it hides why it is here, so that a vote is fair.
    hides_score
        Whether it shows no score: a blind one must not, and where nothing is known of a
        persona there is none.
    others_like
        Whether it is here because others like it, and nothing else is known.
    """

    because_of: str = ""
    explores: bool = False
    shares: PerModality[int] = field(default_factory=lambda: PerModality(0, 0, 0))
    is_blind: bool = False
    hides_score: bool = False
    others_like: bool = False


def entries_of(found: PersonalList) -> list[Entry]:
    """Return the entries of a list; blind ones give nothing away.

    What ranks a list for somebody unknown is what others like: no history of the persona.
    """
    fallback, is_blind = found.fallback, found.mode is ListMode.BLIND
    is_unknown = fallback is not None and fallback.reason is FallbackReason.NOTHING_KNOWN
    has_scores = any(item.parts.history or item.parts.feedback for item in found.items)
    hides_score = is_blind or is_unknown or not has_scores
    return [
        replace(
            _entry_of(item, is_blind),
            hides_score=hides_score,
            others_like=is_unknown and item.parts.history > 0,
        )
        for item in found.items
    ]


def _entry_of(item: PersonalItem, is_blind: bool) -> Entry:
    one = item.recommendation
    return Entry(
        rank=one.rank,
        item_id=one.item_id,
        title=one.title,
        category=one.category,
        thumbnail=one.thumbnail,
        score=item.parts.total,
        baseline=item.parts.query,
        contributions=NOTHING,
        rank_if_muted=PerModality(None, None, None),
        parts=item.parts,
        because_of="" if is_blind else item.because_of.rstrip(FULL_STOPS),
        explores=item.explores and not is_blind,
        shares=percentages(one.contributions),
        is_blind=is_blind,
    )


def reason(entry: Entry) -> str:
    """Say in a few words why an item is here, or nothing."""
    if entry.explores:
        return QCoreApplication.translate("ForYou", "to learn what you think of it")
    if entry.because_of:
        because = QCoreApplication.translate("ForYou", "because you liked %1")
        return because.replace("%1", entry.because_of)
    if entry.others_like:
        return QCoreApplication.translate("ForYou", "others like it")
    return ""


def entry_in_words(entry: Recommendation, change: RankChange) -> str:
    """Return a row as a screen reader should say it."""
    if not isinstance(entry, Entry):
        return row_in_words(entry, change)
    told = [_unscored(entry) if entry.hides_score else row_in_words(entry, change)]
    if entry.is_blind:
        return told[0]
    shares = [
        f"{modality_name(modality)} {share} %" for modality, share in entry.shares.items() if share
    ]
    if shares and not entry.hides_score:
        told.append(f"{', '.join(shares)}.")
    if reason(entry):
        told.append(f"{reason(entry)}.")
    return " ".join(told)


def _unscored(entry: Entry) -> str:
    said = QCoreApplication.translate("ForYou", "Rank %1: %2.")
    if entry.is_blind:
        said = QCoreApplication.translate("ForYou", "Place %1: %2.")
    return said.replace("%1", str(entry.rank)).replace("%2", entry.title.rstrip(FULL_STOPS))
