from __future__ import annotations

import pytest

from app.encoders.labels.sentiment import Sentiment, SentimentLabeller


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("What a lovely, happy day, I love it!", Sentiment.POSITIVE),
        ("A terrible, ugly monster that kills people.", Sentiment.NEGATIVE),
        ("A chair beside a wooden table.", Sentiment.NEUTRAL),
        ("", Sentiment.NEUTRAL),
    ],
)
def test_the_words_decide(text: str, label: Sentiment) -> None:
    guess = SentimentLabeller().label(text)
    assert guess.label == label.value
    assert 0.5 < guess.confidence <= 1


def test_negation_turns_and_emphasis_adds() -> None:
    texts = ("This is not good.", "This is good.", "This is VERY good!!!")
    negated, plain, loud = (SentimentLabeller().label(text) for text in texts)
    assert negated.label == Sentiment.NEGATIVE.value
    assert loud.confidence > plain.confidence
