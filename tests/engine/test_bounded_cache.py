from __future__ import annotations

import pytest

from app.engine.bounded_cache import BoundedCache


def test_what_was_not_used_for_longest_goes() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(one) for one in "abc"] == [1, None, 3]
    cache.put("c", 4)
    assert [cache.get(one) for one in "ac"] == [1, 4]


def test_sizes_bound_it_but_what_was_put_last_stays() -> None:
    cache: BoundedCache[str, bytes] = BoundedCache(10, len)
    cache.put("a", bytes(4))
    cache.put("b", bytes(4))
    cache.put("a", bytes(6))
    assert len(cache) == 2
    cache.put("c", bytes(1))
    assert [cache.get(one) is not None for one in "abc"] == [True, False, True]
    cache.discard("a")
    cache.put("d", bytes(9))
    assert len(cache) == 2
    cache.put("e", bytes(11))
    assert [cache.get(one) is not None for one in "cde"] == [False, False, True]
    cache.clear()
    cache.put("f", bytes(10))
    cache.put("g", b"")
    assert len(cache) == 2


def test_room_for_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below 1"):
        BoundedCache(0)
