"""The pages that the load asks for are there."""

from types import SimpleNamespace
from typing import Any

from benchmarks.web.questions import existing


class TwoPages:
    """An index in which every search has two pages of results."""

    def search(self, query: Any) -> SimpleNamespace:
        assert query.counted == (), "nothing is counted for it"
        return SimpleNamespace(pages=2)


def test_a_page_beyond_the_last_is_not_asked_for() -> None:
    urls = ["/tim?q=hop", "/tim?q=hop&trang=2", "/tim?q=hop&trang=3"]
    index: Any = TwoPages()
    assert existing(urls, index) == urls[:2]
