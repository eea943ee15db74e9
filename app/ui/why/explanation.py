"""An item's standing in plain words and in written sums."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.modality import Modality
from app.core.recommendation import Answer, Recommendation
from app.ui.results.figures import MINUS, Figures, asked_modalities, hundredths, percentages
from app.ui.results.score_part import ScorePart, part_name
from app.ui.results.wording import modality_name, parts_in_words
from app.ui.translation import sentences

_MOSTLY = 60
_SOME = 10


@dataclass(frozen=True)
class IfMuted:
    """What happens to an item's rank when one modality is muted.

    Attributes
    ----------
    modality
        The modality that is left out.
    rank
        The rank then.
    places
        Places gained (above 0) or lost (below 0).
    """

    modality: Modality
    rank: int
    places: int


def the_name(modality: Modality) -> str:
    """Return ``modality`` with its article, as it stands within a sentence."""
    names = {
        Modality.IMAGE: QCoreApplication.translate("Why", "the picture"),
        Modality.TEXT: QCoreApplication.translate("Why", "the words"),
        Modality.AUDIO: QCoreApplication.translate("Why", "the sound"),
    }
    return names[modality]


def if_muted(recommendation: Recommendation) -> tuple[IfMuted, ...]:
    """Return what muting each modality would do, where the answer says so."""
    return tuple(
        IfMuted(modality, rank, recommendation.rank - rank)
        for modality, rank in recommendation.rank_if_muted.items()
        if rank is not None
    )


def written_sum(recommendation: Recommendation, asked: tuple[Modality, ...]) -> str:
    """Write for example ``0.21 + 0.55 + 0.07 = 0.83``; a baseline other than 0 comes first.

    The sum is the score or, where a persona counts, the query's part of it.
    """
    figures = Figures.of(recommendation)
    parts = [figures.contributions[modality] for modality in asked]
    if figures.baseline or not parts:
        parts.insert(0, figures.baseline)
    written = hundredths(parts[0])
    for part in parts[1:]:
        written += f" {MINUS if part < 0 else '+'} {hundredths(abs(part))}"
    return f"{written} = {hundredths(figures.query)}"


def named_sum(recommendation: Recommendation, asked: tuple[Modality, ...]) -> str:
    """Name what :func:`written_sum` adds up, and give the baseline."""
    figures = Figures.of(recommendation)
    baseline = QCoreApplication.translate("Why", "baseline")
    names = [modality_name(modality).lower() for modality in asked]
    if figures.baseline or not names:
        names.insert(0, baseline)
    total = QCoreApplication.translate("Why", "score")
    if recommendation.parts is not None:
        total = part_name(ScorePart.QUERY).lower()
    named = f"{' + '.join(names)} = {total}"
    return named if figures.baseline else f"{named} ({baseline} {hundredths(0)})"


def sentence(recommendation: Recommendation, asked: tuple[Modality, ...]) -> str:
    """Say in plain words which modality brought the item where it is."""
    said = [_main_sentence(recommendation, asked)]
    figures = Figures.of(recommendation)
    for modality in asked:
        if figures.contributions[modality] < 0:
            against = QCoreApplication.translate("Why", "Against it: %1 (%2).")
            number = hundredths(figures.contributions[modality])
            said.append(_filled(against, the_name(modality), number))
    return sentences(*said)


def _main_sentence(recommendation: Recommendation, asked: tuple[Modality, ...]) -> str:
    percent = percentages(recommendation.contributions)
    best = sorted(asked, key=lambda modality: -percent[modality])
    if not best or percent[best[0]] == 0:
        return QCoreApplication.translate("Why", "Nothing you asked with speaks for this item.")
    if len(asked) == 1:
        only = QCoreApplication.translate("Why", "%1 brought it here: you asked with nothing else.")
        return _filled(only, _capital(the_name(best[0])))
    first, second = best[0], best[1]
    names = the_name(first), str(percent[first]), the_name(second), str(percent[second])
    if percent[first] >= _MOSTLY and percent[second] >= _SOME:
        pattern = QCoreApplication.translate("Why", "Mostly %1: %2 %, with help from %3 (%4 %).")
    elif percent[first] >= _MOSTLY:
        pattern = QCoreApplication.translate("Why", "Mostly %1: %2 %.")
    else:
        pattern = QCoreApplication.translate("Why", "Above all %1 (%2 %) and %3 (%4 %).")
    return _filled(pattern, *names)


def muted_in_words(outcome: IfMuted) -> str:
    """Say for example ``without the picture: rank 14 (−11)``."""
    pattern = QCoreApplication.translate("Why", "without %1: rank %2 (%3)")
    change = QCoreApplication.translate("Why", "no change")
    if outcome.places:
        sign = MINUS if outcome.places < 0 else "+"
        change = f"{sign}{abs(outcome.places)}"
    return _filled(pattern, the_name(outcome.modality), str(outcome.rank), change)


def as_text(recommendation: Recommendation, answer: Answer) -> str:
    """Return the whole explanation as lines of text, for the clipboard."""
    asked = asked_modalities(answer.query)
    head = QCoreApplication.translate("Why", "%1: rank %2 of %3 in “%4”")
    lines = [
        _filled(
            head,
            recommendation.title,
            str(recommendation.rank),
            str(answer.catalog_items),
            answer.catalog,
        ),
        sentence(recommendation, asked),
        parts_in_words(recommendation),
        f"{named_sum(recommendation, asked)}: {written_sum(recommendation, asked)}",
        *(_capital(muted_in_words(outcome)) for outcome in if_muted(recommendation)),
    ]
    return "\n".join(line for line in lines if line)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(pattern: str, *values: str) -> str:
    """Fill ``%1``, ``%2`` and so on in one pass, so that values may hold such marks."""
    pieces = pattern.split("%")
    filled = pieces[0]
    for piece in pieces[1:]:
        place = piece[:1]
        known = place.isdigit() and 0 < int(place) <= len(values)
        filled += values[int(place) - 1] + piece[1:] if known else f"%{piece}"
    return filled
