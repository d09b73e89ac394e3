"""Words without which a pattern cannot be found: looking for them first spares most searches.

A search for a word runs as fast as memory is read, a pattern some fifty times slower, and nearly every mark
of nearly every platform is absent. Reads the simple patterns that marks are written in; where it cannot tell,
it names nothing, and the pattern is searched for.
"""

import re
from functools import lru_cache

MIN_CHARS = 3
_TOKEN = re.compile(
    r"\\(?P<escaped>\W)|(?P<kind>\\\w|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$])|(?P<open>\()|(?P<close>\))"
    r"|(?P<bar>\|)|(?P<repeat>(?P<drops>[?*]|\{\d*,?\d*\})\??|\+\??)|(?P<plain>.)",
    re.DOTALL,
)


@lru_cache(maxsize=1024)
def required_words(pattern: str) -> tuple[str, ...]:
    """Lower-case words of which every match has at least one, one of each alternative; () if unknown."""
    words = [_longest(alternative) for alternative in _alternatives(pattern)]
    known = all(len(word) >= MIN_CHARS and word.isascii() for word in words)
    return tuple(words) if known else ()


def may_match(pattern: str, lower_text: str) -> bool:
    """Whether a text, given in lower case and ASCII only, can hold a match of the pattern at all."""
    words = required_words(pattern)
    return not words or any(word in lower_text for word in words)


def _alternatives(pattern: str) -> list[list[str]]:
    """Per alternative of the whole pattern its runs of plain characters; groups are passed over."""
    found: list[list[str]] = [[""]]
    depth = 0
    for token in _TOKEN.finditer(pattern):
        runs = found[-1]
        if token["open"] or token["close"]:
            depth += 1 if token["open"] else -1
            runs.append("")
        elif depth == 0 and token["bar"]:
            found.append([""])
        elif depth == 0 and (token["plain"] or token["escaped"]):
            runs[-1] += (token["plain"] or token["escaped"]).lower()
        elif depth == 0:
            if token["drops"]:
                runs[-1] = runs[-1][:-1]
            runs.append("")
    return found


def _longest(runs: list[str]) -> str:
    return max(reversed(runs), key=len)
