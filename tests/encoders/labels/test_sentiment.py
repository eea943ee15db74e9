from __future__ import annotations

import pytest

from app.encoders.labels.sentiment import Sentiment, text_sentiment


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
    guess = text_sentiment(text)
    assert guess.label == label.value
    assert 0.5 < guess.confidence <= 1


def test_negation_turns_and_emphasis_adds() -> None:
    assert text_sentiment("This is not good.").label == Sentiment.NEGATIVE.value
    plain, loud = text_sentiment("This is good."), text_sentiment("This is VERY good!!!")
    assert loud.confidence > plain.confidence
