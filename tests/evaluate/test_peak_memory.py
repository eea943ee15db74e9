from __future__ import annotations

import sys

import numpy as np
import pytest

from app.evaluate.peak_memory import PeakMemory

BYTES = 200 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forgets a peak")


def test_a_phase_has_the_peak_of_its_own_and_not_of_the_one_before() -> None:
    before = PeakMemory()
    started = before.mib()
    np.ones(BYTES, dtype=np.uint8)
    first = before.mib()
    after = PeakMemory()
    np.ones(BYTES // 4, dtype=np.uint8)
    second = after.mib()
    assert started is not None and first is not None and second is not None
    assert first - started == pytest.approx(200, abs=20)
    assert second - started == pytest.approx(50, abs=20)
