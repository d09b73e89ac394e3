"""The units that a text names: `huyện An Minh`, `tỉnh Kiên Giang`, provinces also without a type. Pure."""

import re
from functools import cache, lru_cache

from corpus.article import Statement
from corpus.enrich.article_text import ArticleText
from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.patterns import at_word
from corpus.gazetteer import gazetteer

_SYLLABLE = rf"[{UPPER}][{LOWER}]+"
_TYPED = re.compile(
    r"[TtHhQqXxPpĐđ](?<!\w.)(?P<rest>ỉnh|hành phố|hị xã|uyện|uận|ã|hường|hị trấn|ặc khu|P\.?|p\.?|X\.?)\s?"
    rf"(?P<name>{_SYLLABLE}(?:\s{_SYLLABLE}){{0,3}}|\d{{1,2}}(?![\w/.-]))"
)
_MOST = 12
_SPELLED = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"}


def find_places(text: ArticleText) -> tuple[Statement, ...]:
    """The units, each once, in order, at most twelve; a bare province where no type stands."""
    found: dict[str, Statement] = {}
    typed = [(match.start(), *_unit(match)) for match in _TYPED.finditer(text.text)]
    bare = [(match.start(), match.group(), match.end()) for match in province_names().finditer(text.text)]
    said = {re.sub(r"^(?:tỉnh|thành phố) ", "", name) for _, name, _ in typed if name}
    for start, name, end in sorted([*typed, *(row for row in bare if row[1] not in said)]):
        if name and name not in found and len(found) < _MOST:
            found[name] = Statement(text=name, evidence=text.evidence(start, end))
    return tuple(found.values())


def _unit(match: re.Match[str]) -> tuple[str | None, int]:
    """The longest name behind the type that is a unit's; a person's name may follow it."""
    kind = match.group()[0].lower() + match["rest"].lower()
    words = match["name"].split()
    for size in range(len(words), 0, -1):
        name = f"{_SPELLED.get(kind, kind)} {' '.join(words[:size])}"
        if _is_unit(name):
            return name, match.start("name") + len(" ".join(words[:size]))
    return None, match.end()


@lru_cache(maxsize=8192)
def _is_unit(name: str) -> bool:
    return bool(gazetteer().resolve(name))


@cache
def province_names() -> re.Pattern[str]:
    """The name of any province of any period, without a type."""
    names = sorted({unit.name for unit in gazetteer().provinces}, key=len, reverse=True)
    return re.compile(rf"(?:{at_word(map(re.escape, names))})(?!\w)")
