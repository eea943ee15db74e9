"""How a voice sounds: excited, tense, calm or flat, by its prosody.

This looks at the melody and pace of a voice, not at what a person feels, and it knows neither the
person's usual voice nor the words. Two questions are asked, as in the circumplex of Russell
(1980) for arousal: is the voice active (fast, bright, with few pauses), and does its pitch move?

=============  ===========  =======
pitch           active       quiet
=============  ===========  =======
moves           excited      calm
stays           tense        flat
=============  ===========  =======

The thresholds were read off 126 spoken descriptions of Tux Paint stamps in ten languages (rate:
quartiles 3.1, 3.8, 4.5 syllables a second; effort: -10.8, -8.3, -5.8 dB; pitch range: 3.0, 4.5, 6.9
semitones) and espeak-ng at several speeds and pitch ranges (0.4 semitones when told to stay on one
tone, 3 as it is, 5 when told to vary). No corpus with labels of people was at hand: whether
listeners agree was not measured.
"""

from __future__ import annotations

import math
from enum import Enum

from app.encoders.labels.guess import LabelGuess
from app.encoders.labels.prosody import Prosody

GIVER = "prosody rules"
_USUAL_RATE = 4.5
_RATE_SPREAD = 1.0
"""Syllables a second."""
_USUAL_EFFORT = -7.0
_EFFORT_SPREAD = 8.0
"""Decibels; twice the spread of a recording's own colour, so that pace counts more."""
_USUAL_PAUSES = 0.1
_PAUSES_SPREAD = 0.2
_MOVING = 2.5
_RANGE_SPREAD = 0.7
"""Semitones."""


class VocalAffect(str, Enum):
    """How a voice sounds."""

    EXCITED = "excited"
    TENSE = "tense"
    CALM = "calm"
    FLAT = "flat"


def vocal_affect(prosody: Prosody) -> LabelGuess:
    """Return how a voice sounds.

    The confidence is the product of two chances, that the voice is on this side of each question:
    0.25 on both thresholds, near 1 far away from them.
    """
    activity = (
        (prosody.rate - _USUAL_RATE) / _RATE_SPREAD
        + (prosody.effort - _USUAL_EFFORT) / _EFFORT_SPREAD
        - (prosody.pauses - _USUAL_PAUSES) / _PAUSES_SPREAD
    )
    movement = (prosody.pitch_range - _MOVING) / _RANGE_SPREAD
    if movement >= 0:
        affect = VocalAffect.EXCITED if activity >= 0 else VocalAffect.CALM
    else:
        affect = VocalAffect.TENSE if activity >= 0 else VocalAffect.FLAT
    return LabelGuess(affect.value, _chance(activity) * _chance(movement))


def _chance(distance: float) -> float:
    return 1 / (1 + math.exp(-min(abs(distance), 50.0)))
