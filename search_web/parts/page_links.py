"""The links under a long list: which pages there are. No I/O."""

from collections.abc import Callable, Iterator

from search_web import formats
from search_web.pages.objects import Link, Paging


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
    """The first, the last and the neighbours of this one; None for what is left out between."""
    before = 0
    for number in sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)}):
        if number > before + 2:
            yield None
        elif number == before + 2:
            yield _number(before + 1, page, url_of_page)
        yield _number(number, page, url_of_page)
        before = number


def _number(number: int, page: int, url_of_page: Callable[[int], str]) -> Link:
    return Link(formats.number(number), url_of_page(number), current=number == page)
