"""The links under a long list: which pages there are. No I/O."""

from collections.abc import Callable, Iterator

from search_web import formats
from search_web.pages import Link, Paging

AROUND = 2


def paging(page: int, pages: int, url_of_page: Callable[[int], str]) -> Paging | None:
    """None where one page holds everything."""
    if pages < 2:
        return None
    return Paging(
        previous=url_of_page(page - 1) if page > 1 else None,
        next=url_of_page(page + 1) if page < pages else None,
        numbers=tuple(_numbers(page, pages, url_of_page)),
    )


def _numbers(page: int, pages: int, url_of_page: Callable[[int], str]) -> Iterator[Link | None]:
    """The first, the last and those around this one; None for each gap."""
    near = range(max(1, page - AROUND), min(pages, page + AROUND) + 1)
    shown = sorted({1, pages, *near})
    for number, before in zip(shown, [0, *shown], strict=False):
        if number - before > 1:
            yield None
        yield Link(formats.number(number), url_of_page(number), current=number == page)
