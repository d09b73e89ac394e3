"""Texts to analyse: paragraphs of portal news as written, the same mistreated, and noise. All from seeds."""

import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from benchmarks.engines.corpus.articles import sample_articles
from corpus.article import Article
from indexer.analysis.analyzer import zones_of
from indexer.analysis.fold import fold

_NOISE_SEED = 13
_LONGEST_NOISE = 60
_NOISE = (
    *("hội", "nghị", "sơ", "kết", "Ủy", "ban", "nhân", "dân", "Nguyễn", "Văn", "học", "sinh", "của", "ha"),
    *("UBND", "74", "2018", "28/6", "1.5", "1_2", "a.b@c.vn", "http://a.vn/b_c", "Tp.", "TP.", "ThS.", "Đ."),
    *'"(),._->@/+=“…–\n\t',
    *("...", "->", "==>", ">>", "://"),
    *"\u00a0\u200b\u0301\u0323\u0302\x00\x1c😀İΣǄ½٣中",
)


def paragraphs(articles: Iterable[Article]) -> Iterator[str]:
    """Every text that the chain analyses, in its order."""
    for article in articles:
        for texts in zones_of(article).values():
            yield from texts


def compared_texts(count: int) -> Iterator[str]:
    """`count` texts: as written, then each in one of five other ways, then noise; a quarter is noise."""
    written = paragraphs(sample_articles(count))
    noise = noisy_texts()
    ways = list(MISTREATMENTS.values())
    for at, text in enumerate(islice(written, count)):
        part = (text, ways[at // 4 % len(ways)](text), ways[(at // 4 + 1) % len(ways)](text), next(noise))
        yield part[at % len(part)]


def noisy_texts() -> Iterator[str]:
    """Endless strings of Vietnamese, marks and stray code points; some are one syllable many times."""
    chance = random.Random(_NOISE_SEED)
    while True:
        pieces = chance.choices(_NOISE, k=chance.randrange(_LONGEST_NOISE))
        yield "".join(piece + chance.choice(("", " ", " ", "  ")) for piece in pieces)
        few = chance.choices(_NOISE, k=2)
        yield " ".join(chance.choices(few, k=chance.randrange(_LONGEST_NOISE)))
        yield "".join(chr(_any_character(chance)) for _ in range(chance.randrange(_LONGEST_NOISE)))


def _any_character(chance: random.Random) -> int:
    """Any code point that UTF-8 can hold, plane 0 more often."""
    return chance.randrange(0xD800) if chance.random() < 0.8 else chance.randrange(0xE000, 0x110000)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _bare(text: str) -> str:
    return " ".join(fold(part) for part in text.split())


MISTREATMENTS: dict[str, Callable[[str], str]] = {
    "decomposed": _decomposed,
    "capitals": str.upper,
    "small letters": str.lower,
    "bare": _bare,
    "title case": str.title,
}
