"""GloVe (Pennington, Socher and Manning, EMNLP 2014) on a catalog's captions.

Word vectors w, context vectors c and biases a, b are fitted to the logarithm of how often
words stand near each other: the sum over pairs of ``f(x) (w . c + a + b - log x)^2`` with
``f(x) = min(1, (x / most)^0.75)``, by AdaGrad. A catalog's captions are few, so every step looks
at all pairs at once: two products with a sparse matrix, repeatable, and no batches to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from app.core.progress import Cancellation
from app.encoders.text.vocabulary import Vocabulary

WINDOW = 8
_MOST = 20.0
"""The count from which a pair weighs 1; 100 in the paper, whose corpora are far larger."""
_POWER = 0.75
_STEP = 0.1

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class GloveFit:
    """What GloVe learnt.

    Attributes
    ----------
    vectors
        (v, d) float32, the sum of word and context vectors as in the paper.
    losses
        The weighted squared error before each step, per pair.
    """

    vectors: NDArray[np.float32]
    losses: tuple[float, ...]


def co_occurrences(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> csr_matrix:
    """Return how often two words stand near each other, ``(v, v)``, symmetric.

    Words at a distance of k count 1/k, up to 8 words apart.
    """
    rows, columns, values = [], [], []
    for tokens in texts:
        numbers = np.array(vocabulary.known(tokens), np.int64)
        for distance in range(1, min(WINDOW, len(numbers) - 1) + 1):
            rows.append(numbers[:-distance])
            columns.append(numbers[distance:])
            values.append(np.full(len(numbers) - distance, 1 / distance))
    shape = (len(vocabulary), len(vocabulary))
    if not rows:
        return csr_matrix(shape, dtype=np.float64)
    places = (np.concatenate(rows), np.concatenate(columns))
    once = csr_matrix((np.concatenate(values), places), shape=shape)
    return csr_matrix(once + once.T)


def learn_glove(
    counts: csr_matrix,
    dimension: int,
    steps: int,
    seed: int,
    cancellation: Cancellation | None = None,
) -> GloveFit:
    """Fit vectors to co-occurrences.

    Parameters
    ----------
    counts
        As :func:`co_occurrences` returns them.
    dimension
        Numbers a word.
    steps
        AdaGrad steps, each over all pairs.
    seed
        Draws the first vectors.
    """
    size = counts.shape[0]
    random = np.random.default_rng(seed)
    blocks = [(random.random((size, dimension + 1)) - 0.5) / dimension for _ in range(2)]
    squares = [np.ones_like(block) for block in blocks]
    pairs, losses = _Pairs(counts), []
    for _ in range(steps):
        (cancellation or Cancellation()).check()
        loss, gradients = pairs.look(blocks[0], blocks[1])
        losses.append(loss)
        for block, square, gradient in zip(blocks, squares, gradients, strict=True):
            _adagrad_step(block, square, gradient)
    vectors = (blocks[0] + blocks[1])[:, :dimension]
    return GloveFit(vectors.astype(np.float32), tuple(losses))


def _adagrad_step(block: Matrix, squares: Matrix, gradient: Matrix) -> None:
    """Step against the gradient, in place, the shorter the more was stepped before."""
    squares += gradient**2
    block -= _STEP * gradient / np.sqrt(squares)


class _Pairs:
    """All pairs of words that stand near each other, with their weights."""

    def __init__(self, counts: csr_matrix) -> None:
        near = counts.tocoo()
        self._shape = counts.shape
        self._rows, self._columns = near.row, near.col
        self._logs = np.log(near.data)
        self._weights = np.minimum(1.0, (near.data / _MOST) ** _POWER)

    def look(self, words: Matrix, contexts: Matrix) -> tuple[float, tuple[Matrix, Matrix]]:
        """Return the loss per pair and the gradients; the last columns are biases."""
        left, right = words[self._rows], contexts[self._columns]
        products = np.einsum("pd,pd->p", left[:, :-1], right[:, :-1])
        errors = products + left[:, -1] + right[:, -1] - self._logs
        pulls = self._weights * errors
        loss = float(pulls @ errors) / max(1, len(errors))
        pull = csr_matrix((pulls, (self._rows, self._columns)), shape=self._shape)
        return loss, (_gradient(pull, contexts), _gradient(csr_matrix(pull.T), words))


def _gradient(pull: csr_matrix, others: Matrix) -> Matrix:
    """Return the gradient of one side's vectors and biases, half the square's derivative."""
    partners = np.concatenate([others[:, :-1], np.ones((len(others), 1))], axis=1)
    gradient: Matrix = pull @ partners
    return gradient
