"""Sentiment of a text by VADER's word list and rules (Hutto and Gilbert, ICWSM 2014)."""

from __future__ import annotations

from enum import Enum

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from app.encoders.labels.guess import LabelGuess

GIVER = "vaderSentiment"
_TURNING_POINT = 0.05
"""From this compound score on a text is positive or, below 0, negative: VADER's own rule."""


class Sentiment(str, Enum):
    """How a text speaks of its thing."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class SentimentLabeller:
    """Labels texts; the word list is English and is read once."""

    def __init__(self) -> None:
        self._analyzer = SentimentIntensityAnalyzer()

    def label(self, text: str) -> LabelGuess:
        """Return the sentiment of a text.

        The confidence of positive and negative is ``0.5 + |compound| / 2``, so a faint word gives
        little more than a half. That of neutral is VADER's share of neutral words, less the
        compound score: 1 when no word of the list is in the text.
        """
        scores = self._analyzer.polarity_scores(text)
        compound = scores["compound"]
        if abs(compound) < _TURNING_POINT:
            share = scores["neu"] if scores["pos"] or scores["neg"] else 1.0
            return LabelGuess(Sentiment.NEUTRAL.value, max(0.0, share - abs(compound)))
        label = Sentiment.POSITIVE if compound > 0 else Sentiment.NEGATIVE
        return LabelGuess(label.value, 0.5 + abs(compound) / 2)
