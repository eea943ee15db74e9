from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.core.modality import MODALITIES
from app.core.recommender import RecommenderKind, ScoreParts
from app.engine.messages import Fallback, FallbackReason, ListMode, PersonalItem, PersonalList
from app.ui.for_you.card_painter import CardPainter
from app.ui.for_you.entry import Entry, entries_of, entry_in_words, reason
from app.ui.learning import OFFER_REACTIONS
from app.ui.results.bars import BarScale
from app.ui.results.changes import UNCHANGED, RankChange
from app.ui.results.figures import Figures
from app.ui.results.row_painter import Row
from app.ui.results.score_part import ScorePart, part_colour
from app.ui.results.style import RowStyle
from app.ui.theme import LIGHT
from tests.ui.results.samples import recommendation

ITEM = PersonalItem(
    recommendation(rank=2, contributions=(0.1, 0.2, 0.1)),
    ScoreParts(0.0, 0.404, 0.208),
    "A goose.",
)


def listed(*items: PersonalItem, is_blind: bool = False, is_known: bool = True) -> list[Entry]:
    """Return the entries of a list."""
    mode = ListMode.BLIND if is_blind else ListMode.FOR_YOU
    nothing = Fallback(RecommenderKind.ALS, FallbackReason.NOTHING_KNOWN)
    fallback = None if is_known else nothing
    return entries_of(PersonalList("tuxpaint", "Ann", mode, 1, items, 1.0, fallback=fallback))


def one_entry(item: PersonalItem, is_blind: bool = False) -> Entry:
    """Return the entry of the only item of a list."""
    return listed(item, is_blind=is_blind)[0]


def painted(entry: Entry) -> tuple[CardPainter, QImage]:
    style = RowStyle(LIGHT, QFont(), 1.0)
    scale = BarScale.fitting([entry])
    painter = CardPainter(style, scale, MODALITIES, reactions=OFFER_REACTIONS)
    image = QImage(560, painter.height, QImage.Format.Format_RGB32)
    image.fill(style.surface)
    canvas = QPainter(image)
    painter.paint(canvas, QRectF(image.rect()), Row(entry), QPixmap())
    canvas.end()
    return painter, image


def widths(painter: CardPainter, image: QImage) -> dict[ScorePart, int]:
    """Return how many pixels of the bar have the colour of each part."""
    bar = painter.geometry(QRectF(image.rect())).bar
    y = round(bar.top() + 2)
    line = [image.pixelColor(x, y) for x in range(image.width())]
    return {part: line.count(QColor(part_colour(part, LIGHT))) for part in ScorePart}


def test_the_bar_is_history_and_feedback_and_they_sum_to_the_score(qapp: QApplication) -> None:
    entry = one_entry(ITEM)
    figures = Figures.of(entry)
    assert (figures.query, figures.history, figures.feedback, figures.score) == (0, 40, 21, 61)
    painter, image = painted(entry)
    found = widths(painter, image)
    assert found[ScorePart.QUERY] < 4
    whole = painter.geometry(QRectF(image.rect())).bar.width() / 0.75
    assert abs(found[ScorePart.HISTORY] - 0.404 * whole) < 12
    assert abs(found[ScorePart.FEEDBACK] - 0.208 * whole) < 12


def test_a_card_is_read_with_parts_shares_and_reason(qapp: QApplication) -> None:
    said = entry_in_words(one_entry(ITEM), RankChange(3))
    assert said == (
        "Rank 2: A duck. Score 0.61. History 0.40, Feedback 0.21. up by 3. "
        "Picture 25 %, Words 50 %, Sound 25 %. because you liked A goose."
    )
    explored = one_entry(replace(ITEM, explores=True))
    assert entry_in_words(explored, UNCHANGED).endswith("to learn what you think of it.")


def test_a_blind_card_gives_nothing_away(qapp: QApplication) -> None:
    entry = one_entry(replace(ITEM, explores=True), is_blind=True)
    assert entry_in_words(entry, UNCHANGED) == "Place 2: A duck."
    painter, image = painted(entry)
    found = widths(painter, image)
    assert found[ScorePart.HISTORY] == found[ScorePart.FEEDBACK] == 0
    other = one_entry(replace(ITEM, parts=ScoreParts(0.0, 0.1, 0.9), because_of="x"), is_blind=True)
    assert painted(other)[1] == image, "whatever the score, the card looks the same"


def test_a_card_shows_no_score_where_no_card_of_the_list_has_one(qapp: QApplication) -> None:
    nothing = replace(ITEM, parts=ScoreParts(), because_of="")
    for entry in listed(nothing, nothing):
        painter, image = painted(entry)
        bar = painter.geometry(QRectF(image.rect())).bar
        ground = QColor(LIGHT.surface)
        y, left = round(bar.center().y()), round(bar.left())
        icons = round(painter.row_parts(QRectF(image.rect()), Row(entry)).reactions.left())
        assert all(image.pixelColor(x, y) == ground for x in range(left + 200, icons))
    scored = listed(ITEM, nothing)
    assert [one.hides_score for one in scored] == [False, False], "cards of one list look alike"


def test_what_others_like_is_no_history_of_somebody_unknown(qapp: QApplication) -> None:
    liked = replace(ITEM, parts=ScoreParts(0.0, 1.0, 0.0), because_of="")
    other = replace(ITEM, parts=ScoreParts(), because_of="")
    entries = listed(liked, other, is_known=False)
    assert [one.hides_score for one in entries] == [True, True]
    assert [reason(one) for one in entries] == ["others like it", ""]
    assert entry_in_words(entries[0], UNCHANGED) == "Rank 2: A duck. others like it."
