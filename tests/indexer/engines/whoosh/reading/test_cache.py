"""What is kept stays within its bytes, and the same key is not made twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.reading import cache as cache_module
from indexer.engines.whoosh.reading.cache import ENTRY_BYTES, Cache
from indexer.engines.whoosh.reading.memory import give_back


class Entry:
    def __init__(self, nbytes: int) -> None:
        self.nbytes = nbytes


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3000))), st.integers(0, 6000))
def test_it_never_keeps_more_than_its_bytes(uses: list[tuple[int, int]], limit: int) -> None:
    cache = Cache(limit)
    for key, size in uses:
        cache.get(key, lambda size=size: Entry(size))  # type: ignore[misc]
        assert 0 <= cache.nbytes <= limit


def test_what_was_used_last_stays() -> None:
    cache = Cache(3 * (ENTRY_BYTES + 100))
    made: list[str] = []

    def use(key: str) -> None:
        cache.get(key, lambda: made.append(key) or Entry(100))  # type: ignore[func-returns-value]

    for key in "abcadabcd":
        use(key)
    assert "".join(made).startswith("abcd")
    assert cache.keys()[-1] == "d"
    assert len(cache) == 3


def test_the_newer_half_stays() -> None:
    cache = Cache(10 * (ENTRY_BYTES + 100))
    for key in range(200):
        cache.get(key, lambda: Entry(100))
        assert set(range(max(0, key - 4), key + 1)) <= set(cache.keys())


def test_entries_used_in_turn_that_do_not_fit_are_not_all_made_again() -> None:
    cache = Cache(90 * (ENTRY_BYTES + 100))
    made: list[int] = []
    for turn in range(20):
        for key in range(100):
            cache.get((key,), lambda key=key: made.append(key) or Entry(100))  # type: ignore[misc,func-returns-value]
        if turn == 9:
            made.clear()
    assert len(made) < 10 * 100 // 2


def test_memory_is_given_back_after_much_came_and_went(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(cache_module, "_GIVE_BACK_BYTES", 3 * (ENTRY_BYTES + 100))
    cache = Cache(2 * (ENTRY_BYTES + 100), lambda: calls.append(1))
    for key in range(3):
        cache.get(key, lambda: Entry(100))
    assert len(calls) == 1  # three came, one went
    for _ in range(10):
        cache.get(2, lambda: Entry(100))
    assert len(calls) == 1  # nothing comes or goes
    for key in range(3, 5):
        cache.get(key, lambda: Entry(100))
    assert len(calls) == 2  # two came, two went
    give_back()


def test_an_entry_that_grew_is_weighed_again() -> None:
    cache = Cache(10_000)
    entry = cache.get("a", lambda: Entry(0))
    entry.nbytes = 20_000
    cache.get("a", lambda: Entry(0))
    assert len(cache) == 0
    assert cache.nbytes == 0


def test_threads_share_it() -> None:
    cache = Cache(50 * (ENTRY_BYTES + 10))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: cache.get(n % 80, lambda: Entry(10)).nbytes, range(4000)))
    assert found == [10] * 4000
    assert cache.nbytes == len(cache) * (ENTRY_BYTES + 10)
