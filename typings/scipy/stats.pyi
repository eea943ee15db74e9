from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

class ConfidenceInterval:
    low: float
    high: float

class BinomTestResult:
    pvalue: float

    def proportion_ci(
        self, confidence_level: float = 0.95, method: str = "exact"
    ) -> ConfidenceInterval: ...

def binomtest(
    k: int, n: int, p: float = 0.5, *, alternative: str = "two-sided"
) -> BinomTestResult: ...

class BootstrapResult:
    confidence_interval: ConfidenceInterval

def bootstrap(
    data: tuple[NDArray[np.float64], ...],
    statistic: Callable[..., Any],
    *,
    n_resamples: int = ...,
    method: str = ...,
    rng: np.random.Generator | None = ...,
) -> BootstrapResult: ...

class TtestResult:
    pvalue: float

def ttest_1samp(a: NDArray[np.float64], popmean: float) -> TtestResult: ...

class StudentT:
    def ppf(self, q: float, df: float) -> float: ...

t: StudentT
