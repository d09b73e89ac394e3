"""A stream of analysed articles of any length: the analysed ones first, then the same ones recombined.

Analysis costs milliseconds an article, so beyond what was analysed an article takes its title and lead from
one, its body from another and its metadata from a third of the same topic. The vocabulary grows no further.
"""

import random
from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.engines.corpus.analysed import Analysed, read_analysed

_KEPT_OF_A_TOPIC = 200
"""Articles among which bodies and metadata are exchanged: some minutes of work, and little memory."""
_METADATA = ("published", "agency", "province", "province_now", "kind")


def stream_articles(parts: list[Path], count: int) -> Iterator[Analysed]:
    """`count` articles, the same ones each time; the first n are the same for every larger count."""
    return islice(_endless(parts), count)


def _endless(parts: list[Path]) -> Iterator[Analysed]:
    yield from read_analysed(parts)
    round_number = 0
    while parts:
        round_number += 1
        yield from _recombined(read_analysed(parts), round_number)


def _recombined(articles: Iterator[Analysed], round_number: int) -> Iterator[Analysed]:
    """One article for each of `articles`, under a URL of its own."""
    chance = random.Random(round_number)
    kept: dict[tuple[str, ...], deque[Analysed]] = defaultdict(lambda: deque(maxlen=_KEPT_OF_A_TOPIC))
    for first in articles:
        same_topic = kept[first.article.topics]
        same_topic.append(first)
        yield _put_together(first, chance.choice(same_topic), chance.choice(same_topic), round_number)


def _put_together(first: Analysed, second: Analysed, third: Analysed, round_number: int) -> Analysed:
    update = {name: getattr(third.article, name) for name in _METADATA}
    update["url"] = f"{first.article.url}?{round_number}"
    update["body"] = (*first.article.body[:1], *second.article.body[1:])
    terms = {**first.terms, "body": second.terms.get("body", {})}
    return Analysed(first.article.model_copy(update=update), terms)
