"""What is wrong with a picture, a text or a sound, measured once and judged by thresholds.

Blurred, blank, silent and clipped have the thresholds of :mod:`app.media.quality`, which
also says how they were measured. The others (``tests/media/test_defects.py`` repeats it in
part):

- Mosaic: 22 photographs and plates of scikit-image score 0.01 at most; of 1,033 Tux Paint
  stamps one is called a mosaic (the outline of an L). Made of pixels of 5, 8, 16 or 32 all 22
  score 1; of 13 pixels and saved as JPEG 75, 18 pass the threshold. As JPEG of quality 5 19
  pass, of 10 12, of 30 4 (the soft ones), of 75 none.
- Noise: of the 22, texture (``grass``) scores 9.2 and the rest 4.2 at most. With Gaussian
  noise of 10, 20 and 30 grey levels 1, 20 and 22 pass. Of the stamps 10 pass: heads of coins,
  needles and leaves of trees.
- Invalid characters: of 67,842 captions of the stamps in all languages 4 have any, all of them
  Tamil in an old encoding of its own.
- Mojibake: 75 of those captions are garbled (55 of the Tamil ones, 19 Latvian with a stray
  quotation mark). Captions with letters outside ASCII, read as Latin-1, are found in 98 % of
  3,000 cases, read as Windows-1252 in 92 % of 1,827.
- Markup: none of those captions has any.
- Silent ends: 9 of the stamps' 6,500 sounds (most of them spoken) have half a second.
- Hum: 7 % of these sounds pass, among them a washing machine, a cello and a cymbal. With mains
  hum added to 186 spoken descriptions, at -30 dB of full scale 90 % are found, at -40 dB about
  three quarters, at -50 dB, where speech hides it, under half.
- Low level: 192 of these sounds, 3 %, are quieter, and 4 more are silent; the median is -14 LUFS
  for sounds and -25 LUFS for spoken descriptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Union

import numpy as np
from numpy.typing import NDArray

from app.core.cleaning import CleaningProblem
from app.media.quality import (
    BLANK_DEVIATION,
    BLURRED_LAPLACIAN,
    CLIPPED_SHARE,
    SILENT_RMS,
)
from app.media.quality_picture import (
    grid_share,
    laplacian_variance,
    luminance,
    noise_deviation,
)
from app.media.quality_sound import (
    clipped_share,
    hum_level,
    integrated_loudness,
    longest_silent_end,
    loudness,
)
from app.media.quality_text import garbled_pieces, invalid_characters, markup_pieces

MOSAIC_SHARE = 0.12
"""Share of all steps on a grid, less chance, from which a picture is a mosaic."""

NOISY_DEVIATION = 10.0
"""Grey levels (0 to 255) of noise from which a picture is noisy."""

NOISE_SIDE = 64
"""Pixels of the shorter side below which texture cannot be told from noise."""

SILENT_END_SECONDS = 0.5
"""Seconds of silence at the start or the end from which they are worth cutting."""

HUM_DECIBELS = 15.0
"""By how much mains hum must stand out from its neighbours."""

QUIET_LUFS = -35.0
"""Integrated loudness below which a sound is too quiet: 12 dB under the target of EBU R128."""

ANY = 1.0
"""One invalid character, garbled sequence or piece of markup is a problem."""

_FIELDS = {
    CleaningProblem.BLURRED: "sharpness",
    CleaningProblem.BLANK: "deviation",
    CleaningProblem.MOSAIC: "grid",
    CleaningProblem.NOISY_PICTURE: "noise",
    CleaningProblem.SILENT: "level",
    CleaningProblem.SILENT_ENDS: "silent_end",
    CleaningProblem.CLIPPED: "clipped",
    CleaningProblem.HUM: "hum",
    CleaningProblem.QUIET: "loudness",
    CleaningProblem.INVALID_CHARACTERS: "invalid",
    CleaningProblem.MOJIBAKE: "garbled",
    CleaningProblem.MARKUP: "markup",
}
_NO_DETAIL = 1e9
"""Stands for an infinite variance, because measures must be finite to be kept."""


@dataclass(frozen=True)
class Defect:
    """One problem; ``value`` passes ``threshold`` on the bad side."""

    problem: CleaningProblem
    value: float
    threshold: float


class PictureMeasures(NamedTuple):
    """What is measured of a picture.

    Variance of the Laplacian, standard deviation of luma, share of steps on a grid, and
    standard deviation of the noise (0 for a picture that is too small to tell).
    """

    sharpness: float
    deviation: float
    grid: float
    noise: float


class SoundMeasures(NamedTuple):
    """What is measured of a sound.

    Root mean square (full scale 1), share of clipped samples, seconds of silence at an end,
    decibels of hum, LUFS, and seconds.
    """

    level: float
    clipped: float
    silent_end: float
    hum: float
    loudness: float
    seconds: float


class TextMeasures(NamedTuple):
    """What is counted in a text."""

    invalid: float
    garbled: float
    markup: float


Measures = Union[PictureMeasures, SoundMeasures, TextMeasures]


def measured_value(measures: Measures, problem: CleaningProblem) -> float | None:
    """Return the number by which a problem is judged; ``None`` when it is of another modality."""
    value = measures._asdict().get(_FIELDS.get(problem, ""))
    return None if value is None else float(value)


def measure_picture(
    pixels: NDArray[np.uint8], detail: NDArray[np.uint8] | None = None
) -> PictureMeasures:
    """Measure a picture.

    Parameters
    ----------
    pixels
        (h, w, 3) RGB, the whole picture, reduced as it may be.
    detail
        (h, w, 3) RGB, a part at the picture's own resolution; grid and noise are looked for
        there, because reducing hides them. ``None``: ``pixels`` were not reduced.
    """
    luma = luminance(pixels)
    near = luma if detail is None else luminance(detail)
    has_room = min(near.shape) >= NOISE_SIDE
    return PictureMeasures(
        sharpness=min(laplacian_variance(luma), _NO_DETAIL),
        deviation=float(luma.std()),
        grid=grid_share(near),
        noise=noise_deviation(near) if has_room else 0.0,
    )


def picture_defects(measures: PictureMeasures) -> tuple[Defect, ...]:
    """Judge a picture; of a blank one nothing else is said."""
    if measures.deviation < BLANK_DEVIATION:
        return (Defect(CleaningProblem.BLANK, measures.deviation, BLANK_DEVIATION),)
    found = []
    if measures.sharpness < BLURRED_LAPLACIAN:
        found.append(Defect(CleaningProblem.BLURRED, measures.sharpness, BLURRED_LAPLACIAN))
    if measures.grid >= MOSAIC_SHARE:
        found.append(Defect(CleaningProblem.MOSAIC, measures.grid, MOSAIC_SHARE))
    if measures.noise >= NOISY_DEVIATION:
        found.append(Defect(CleaningProblem.NOISY_PICTURE, measures.noise, NOISY_DEVIATION))
    return tuple(found)


def measure_sound(samples: NDArray[np.float32], rate: int) -> SoundMeasures:
    """Measure a mono sound, (n,) float32 of full scale 1 at ``rate`` samples a second."""
    return SoundMeasures(
        level=loudness(samples),
        clipped=clipped_share(samples),
        silent_end=longest_silent_end(samples, rate),
        hum=hum_level(samples, rate),
        loudness=integrated_loudness(samples, rate),
        seconds=len(samples) / rate,
    )


def sound_defects(measures: SoundMeasures) -> tuple[Defect, ...]:
    """Judge a sound; of a silent one nothing else is said."""
    if measures.level < SILENT_RMS:
        return (Defect(CleaningProblem.SILENT, measures.level, SILENT_RMS),)
    found = []
    if measures.silent_end >= SILENT_END_SECONDS:
        found.append(Defect(CleaningProblem.SILENT_ENDS, measures.silent_end, SILENT_END_SECONDS))
    if measures.clipped > CLIPPED_SHARE:
        found.append(Defect(CleaningProblem.CLIPPED, measures.clipped, CLIPPED_SHARE))
    if measures.hum >= HUM_DECIBELS:
        found.append(Defect(CleaningProblem.HUM, measures.hum, HUM_DECIBELS))
    if measures.loudness < QUIET_LUFS:
        found.append(Defect(CleaningProblem.QUIET, measures.loudness, QUIET_LUFS))
    return tuple(found)


def measure_text(text: str) -> TextMeasures:
    """Count what does not belong into a text."""
    return TextMeasures(invalid_characters(text), garbled_pieces(text), markup_pieces(text))


def text_defects(measures: TextMeasures) -> tuple[Defect, ...]:
    """Judge a text."""
    problems = (
        CleaningProblem.INVALID_CHARACTERS,
        CleaningProblem.MOJIBAKE,
        CleaningProblem.MARKUP,
    )
    return tuple(
        Defect(problem, count, ANY)
        for problem, count in zip(problems, measures, strict=True)
        if count >= ANY
    )
