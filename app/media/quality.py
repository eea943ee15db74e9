"""What a person should know about a picture or a sound: thresholds, and how they were chosen.

Cleaning a catalog looks for more than this: see :mod:`app.media.defects`.

How the thresholds were measured (``tests/media/test_quality.py`` repeats it in part):

- Blurred: the sharp photographs of scikit-image score 17 (``retina``) to 5,300; blurred by a
  Gaussian of 3 pixels they score 0.9 to 5.4, of 2 pixels 1 to 18. Of 1,033 Tux Paint stamps,
  drawings with soft gradients, 4 are called blurred.
- Blank: a plain surface with a noise of one grey level has 1; the faintest stamp with a
  visible shape has 4.5.
- Tiny: 25 of the 785 PNG stamps have a side below 32 pixels.
- Silent: -60 dB; digital silence has 0 (some stamps: the giraffe says nothing), speech made by
  espeak-ng a tenth to a fifth of full scale.
- Clipped: that speech, scaled to full scale, has 0 % of its samples in flat runs at the limit;
  amplified into the limit by 6, 12 and 18 dB it has 0.6, 3.9 and 10.5 %.
- Too short: of the 506 sounds of the stamps that are no descriptions, one is shorter (0.19 s).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.notice import Notice, NoticeCode
from app.media.quality_picture import laplacian_variance, luminance
from app.media.quality_sound import clipped_share, loudness

BLANK_DEVIATION = 2.0
"""Standard deviation of luma (0 to 255) below which a picture shows nothing."""

BLURRED_LAPLACIAN = 12.0
"""Variance of the Laplacian of luma below which a picture is out of focus."""

TINY_SIDE = 32
"""Pixels of the shorter side below which a picture has too little detail."""

SILENT_RMS = 1e-3
"""Root mean square (full scale 1, offset removed) below which nothing is heard: -60 dB."""

CLIPPED_SHARE = 1e-3
"""Share of samples in flat runs at the limit from which a sound is distorted."""

TOO_SHORT_SECONDS = 0.2
"""Seconds below which a sound says too little."""


def picture_notices(
    pixels: NDArray[np.uint8], width: int, height: int, source: str
) -> tuple[Notice, ...]:
    """Look at a picture.

    Parameters
    ----------
    pixels
        (h, w, 3) RGB.
    width, height
        Original size in pixels.
    source
        What the notices name.
    """
    found = []
    if min(width, height) < TINY_SIDE:
        message = (
            f"The picture is tiny ({width} x {height} pixels); a larger one is matched better."
        )
        found.append(Notice(NoticeCode.TINY, source, message))
    luma = luminance(pixels)
    if float(luma.std()) < BLANK_DEVIATION:
        message = "The picture is blank: it has the same colour nearly everywhere."
        found.append(Notice(NoticeCode.BLANK, source, message))
    elif laplacian_variance(luma) < BLURRED_LAPLACIAN:
        message = "The picture is blurred; a sharper one is matched better."
        found.append(Notice(NoticeCode.BLURRED, source, message))
    return tuple(found)


def sound_notices(samples: NDArray[np.float32], rate: int, source: str) -> tuple[Notice, ...]:
    """Listen to a mono sound, full scale 1.

    Parameters
    ----------
    samples
        (n,) float32.
    rate
        Samples per second.
    source
        What the notices name.
    """
    found = []
    seconds = len(samples) / rate
    if seconds < TOO_SHORT_SECONDS:
        message = f"The sound is very short ({seconds:.2f} s); a longer one is matched better."
        found.append(Notice(NoticeCode.TOO_SHORT, source, message))
    if loudness(samples) < SILENT_RMS:
        message = "The sound is silent; check the microphone or choose another file."
        found.append(Notice(NoticeCode.SILENT, source, message))
    elif clipped_share(samples) > CLIPPED_SHARE:
        message = "The sound is clipped (recorded too loud); a quieter one is matched better."
        found.append(Notice(NoticeCode.CLIPPED, source, message))
    return tuple(found)
