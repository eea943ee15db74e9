"""Measures of a picture, each one number; :mod:`app.media.defects` has their thresholds."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

SHORTEST_PERIOD = 4
LONGEST_PERIOD = 64
"""Pixels between two lines of a grid that is looked for."""

_FEWEST_LINES = 4
_FLAT = 0.5
"""Mean grey levels between neighbouring columns below which nothing is to be seen there."""

_NOISE_BLOCK = 16
_NOISE_QUANTILE = 0.2
_BLACK, _WHITE = 12.0, 243.0


def luminance(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return ITU-R BT.601 luma, (h, w) float32 from 0 to 255, of (h, w, 3) RGB."""
    factors = np.array([0.299, 0.587, 0.114], np.float32)
    luma: NDArray[np.float32] = pixels.astype(np.float32) @ factors
    return luma


def laplacian_variance(luma: NDArray[np.float32]) -> float:
    """Return the variance of the 4-neighbour Laplacian of (h, w) luma.

    The focus measure of Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy"
    (ICPR 2000). Infinite for a picture of fewer than 3 x 3 pixels, which has no inner pixel.
    """
    if min(luma.shape) < 3:
        return float("inf")
    inner = luma[1:-1, 1:-1]
    around = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:]
    return float((around - 4 * inner).var())


def noise_deviation(luma: NDArray[np.float32]) -> float:
    """Return the standard deviation of the noise in (h, w) luma, in grey levels.

    Immerkaer, "Fast noise variance estimation" (CVIU 1996): the mask leaves out edges and
    slopes, so what it answers to is noise, or fine texture. It is taken for blocks of 16
    pixels, and the answer is that of the calmest fifth of the blocks, where there is least
    texture; blocks that are nearly black or white are passed over, because noise is cut off
    there. 0 when no block is left.
    """
    if min(luma.shape) < _NOISE_BLOCK + 2:
        return 0.0
    rows = luma[:-2] - 2 * luma[1:-1] + luma[2:]
    answer = np.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:])
    brightness = _block_means(luma[1:-1, 1:-1])
    sigma = math.sqrt(math.pi / 2) / 6 * _block_means(answer)
    inside = sigma[(brightness > _BLACK) & (brightness < _WHITE)]
    return float(np.quantile(inside, _NOISE_QUANTILE)) if inside.size else 0.0


def _block_means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = (size // _NOISE_BLOCK for size in values.shape)
    cut = values[: height * _NOISE_BLOCK, : width * _NOISE_BLOCK]
    blocks = cut.reshape(height, _NOISE_BLOCK, width, _NOISE_BLOCK)
    means: NDArray[np.float32] = blocks.mean(axis=(1, 3), dtype=np.float32)
    return means


def grid_share(luma: NDArray[np.float32]) -> float:
    """Return how far the steps of (h, w) luma lie on a grid: 0 not at all, 1 all of them.

    The steps from one column to the next are summed over the rows. For each period of 4 to
    64 pixels the lines are where most steps fall; of each period in which there is anything
    to be seen, the share that lies on its line is taken. The answer is the lower quartile of
    these shares less the median share at the best other place in the period: one straight
    edge makes no grid. A picture has what is smaller of its columns and its rows.

    After the blocking measures of Wang, Bovik and Evans (ICIP 2000), for any grid: pixels
    made large by a whole number, or the 8 pixels of a JPEG of low quality.
    """
    across = _best_share(np.abs(np.diff(luma, axis=1)).mean(axis=0))
    down = _best_share(np.abs(np.diff(luma, axis=0)).mean(axis=1))
    return max(min(across, down), 0.0)


def _best_share(steps: NDArray[np.float32]) -> float:
    longest = min(LONGEST_PERIOD, len(steps) // _FEWEST_LINES)
    periods = range(SHORTEST_PERIOD, longest + 1)
    return max((_share_on_lines(steps, period) for period in periods), default=0.0)


def _share_on_lines(steps: NDArray[np.float32], period: int) -> float:
    """Compare windows of one period, each with a line in its middle."""
    folded = np.bincount(np.arange(len(steps)) % period, weights=steps, minlength=period)
    middle = period // 2
    begin = (int(folded.argmax()) - middle) % period
    count = (len(steps) - begin) // period
    windows = steps[begin : begin + count * period].reshape(count, period)
    total = windows.sum(axis=1)
    seen = total > _FLAT
    if np.count_nonzero(seen) < _FEWEST_LINES:
        return 0.0
    shares = windows[seen] / total[seen, None]
    beside = np.delete(np.median(shares, axis=0), middle)
    return float(np.quantile(shares[:, middle], 0.25) - beside.max())
