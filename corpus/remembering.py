"""Answers about short texts that come again and again, kept in bounded memory whoever sends the texts."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., object])

LONGEST_CHARS = 500
"""Labels, names of classes and addresses are shorter. Longer texts seldom come twice, and a few thousand
lines of a hostile page would fill the memory."""


def remembered(entries: int) -> Callable[[F], F]:
    """A decorator for pure functions whose first argument is a text: `functools.lru_cache(entries)`, but for
    long texts, which are worked out each time."""

    def remember(work_out: F) -> F:
        kept = lru_cache(entries)(work_out)

        @wraps(work_out)
        def ask(text: str, *others: Hashable) -> Any:
            return kept(text, *others) if len(text) <= LONGEST_CHARS else work_out(text, *others)

        return cast(F, ask)

    return remember
