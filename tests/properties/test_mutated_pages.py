"""Damaged pages: whatever is cut, dropped, swapped or flipped, a page is read to its end and says what it is.

Set TRATIN_MUTATED_PAGES for a longer run (10000 before a release), where no page may take over two seconds.
"""

import os
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from corpus.text import clean
from crawler.platforms import Reading, parse_page
from crawler.platforms.reading import PageClass

PAGES = int(os.environ.get("TRATIN_MUTATED_PAGES", "300"))
LONG_RUN = PAGES > 1000
MAX_SECONDS = 2.0
"""Of processor time, for pages of ordinary size."""
MAX_GROWN_MB = 200
"""Of the process in a long run, its caches among it; they are bounded, so it does not depend on the pages."""
MAX_GROWTH = 4
SEEDS = sorted(Path(__file__).parents[1].glob("crawler/platforms/golden/*.html"))
_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"\w+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*')")

Mutation = Callable[[bytes, Random], bytes]


def truncated(page: bytes, random: Random) -> bytes:
    return page[: random.randrange(len(page) + 1)]


def without_tags(page: bytes, random: Random) -> bytes:
    return _TAG.sub(lambda tag: b"" if random.random() < 0.1 else tag[0], page)


def with_swapped_attributes(page: bytes, random: Random) -> bytes:
    attributes = _ATTRIBUTE.findall(page)
    random.shuffle(attributes)
    rest = iter(attributes)
    return _ATTRIBUTE.sub(lambda _: next(rest), page)


def with_flipped_bytes(page: bytes, random: Random) -> bytes:
    damaged = bytearray(page)
    for _ in range(1 + len(page) // random.choice((20, 200, 2000))):
        if damaged:
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def with_a_part_elsewhere(page: bytes, random: Random) -> bytes:
    start, end = sorted(random.choices(range(len(page) + 1), k=2))
    place = random.randrange(len(page) + 1)
    return page[:place] + page[start:end] * random.randint(1, 3) + page[place:]


def in_another_encoding(page: bytes, random: Random) -> bytes:
    name = random.choice(("utf-16", "utf-16-be", "utf-32", "cp1258", "cp1252", "utf-7", "latin-1"))
    return page.decode("utf-8", "replace").encode(name, "xmlcharrefreplace" if name[0] in "cl" else "replace")


def nested(page: bytes, random: Random) -> bytes:
    opening = random.choice(
        (b"<div>", b"<table><tr><td>", b"<b>", b"<!--", b"<![CDATA[", b"<script>", b"<svg>")
    )
    place = random.randrange(len(page) + 1)
    return page[:place] + opening * random.choice((1, 30, 600)) + page[place:]


MUTATIONS: tuple[Mutation, ...] = (
    truncated,
    without_tags,
    with_swapped_attributes,
    with_flipped_bytes,
    with_a_part_elsewhere,
    in_another_encoding,
    nested,
)


def mutated(number: int) -> bytes:
    """Mutated page `number`: always the same one, so that a failure can be seen again."""
    random = Random(number)
    page = original = SEEDS[number % len(SEEDS)].read_bytes()
    for mutation in random.choices(MUTATIONS, k=random.randint(1, 4)):
        page = mutation(page, random)[: MAX_GROWTH * len(original)]
    return page


def check(reading: Reading) -> None:
    assert reading.page_class in get_args(PageClass)
    article = reading.article
    if article is not None:
        assert article.title == clean(article.title) != ""
        assert all(paragraph == clean(paragraph) for paragraph in article.body)
    for found in reading.discovered:
        assert found.url.startswith(("http://", "https://"))
        assert found.canonical_url


@pytest.mark.timeout(3600 if LONG_RUN else 120)
@pytest.mark.parametrize("share", range(10))
def test_damaged_pages_are_read_to_an_end(share: int) -> None:
    before = peak_mb()
    for number in range(share, PAGES, 10):
        page = mutated(number)
        started = time.process_time()
        reading = parse_page(page, "https://vinhan.example.vn/tin-tuc/hoi-nghi-12.html", 200, {})
        assert not LONG_RUN or time.process_time() - started < MAX_SECONDS, number
        check(reading)
    assert peak_mb() - before < MAX_GROWN_MB


def peak_mb() -> int:
    """The most memory that this process has held so far; Linux counts in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_mutations_change_pages_and_can_be_repeated() -> None:
    pages = [mutated(number) for number in range(60)]
    assert pages == [mutated(number) for number in range(60)]
    assert sum(page in [seed.read_bytes() for seed in SEEDS] for page in pages) < 10
