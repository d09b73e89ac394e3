"""What attached files say, for a hit that nothing else explains: where to look, and the passage.

Files are long and most of them are not looked into, so syllables are found in a coarsely folded copy first;
only the paragraphs that have them are read as the query reads texts.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from corpus.article import Article
from indexer.engines.stored import StoredFile
from indexer.marking import Marker
from indexer.settings import SnippetSettings
from indexer.snippets import cut_one
from indexer.types import FileSnippet

_CANDIDATES = 8
"""Paragraphs that are read closely: the passage shown is nearly always in the first."""
_OCCURRENCES = 300
"""Of one syllable that are looked at; the commonest stand everywhere."""
_PARAGRAPH_CHARS = 800
"""A longer paragraph is looked at in parts: tables without line ends, text of a scan."""
_OPEN_I = re.compile(r"^(h|k|l|m|s|t|qu)i$")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def with_short_files(article: Article, most_chars: int) -> Article:
    """The article with at most so much of what its files say, the first files first; cut between words."""
    if sum(len(file.text) for file in article.attachments) <= most_chars:
        return article
    attachments = []
    for file in article.attachments:
        text = file.text
        if len(text) > most_chars:
            text = text[:most_chars].rpartition(" ")[0]
        most_chars -= len(text)
        attachments.append(file if text is file.text else file.model_copy(update={"text": text}))
    return article.model_copy(update={"attachments": tuple(attachments)})


def cut_from_files(
    files: Sequence[StoredFile], unmet: Sequence[frozenset[str]], marker: Marker, settings: SnippetSettings
) -> FileSnippet | None:
    """The passage that shows most of what is `unmet`; None when no file shows any."""
    wanted = frozenset().union(*unmet)
    needles = _needles(wanted, marker)
    best: tuple[int, FileSnippet] | None = None
    for file in files:
        found = cut_one(list(_candidates(file.text, needles)), marker, settings, wanted)
        if found is not None and (best is None or found[2] > best[0]):
            best = (found[2], FileSnippet(name=file.name, snippet=found[1]))
    return best[1] if best else None


def _needles(wanted: frozenset[str], marker: Marker) -> frozenset[str]:
    """Folded syllables and digits to look for: those that begin what is marked as a whole among them."""
    found = {item for item in wanted if item in marker.syllables}
    for forms, splitting in ((marker.concepts, "_"), (marker.numbers, r"[/|.-]")):
        found.update(
            part for text, name in forms.items() if name in wanted for part in re.split(splitting, text)
        )
    found.update(first for first, runs in marker.phrases.items() if any(name in wanted for _, name in runs))
    opened = {match[1] + "y" for text in found if (match := _OPEN_I.match(text))}
    return frozenset(filter(None, found | opened))


def _candidates(text: str, needles: Iterable[str]) -> Iterator[str]:
    """The paragraphs with most of the needles, in text order."""
    folded = _coarse(text)
    borders = [0, *_borders(text)]
    met: dict[int, set[str]] = {}
    for needle in needles:
        at, seen = folded.find(f" {needle} "), 0
        while at >= 0 and seen < _OCCURRENCES:
            met.setdefault(bisect_right(borders, at) - 1, set()).add(needle)
            at, seen = folded.find(f" {needle} ", at + 1), seen + 1
    best = sorted(met, key=lambda place: (-len(met[place]), place))[:_CANDIDATES]
    for place in sorted(best):
        end = borders[place + 1] if place + 1 < len(borders) else len(text)
        yield text[borders[place] : end].strip()


def _borders(text: str) -> Iterator[int]:
    """Where paragraphs begin, the first left out; long ones are cut at a space."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        while end - start > _PARAGRAPH_CHARS:
            space = text.rfind(" ", start, start + _PARAGRAPH_CHARS)
            start = space + 1 if space > start else start + _PARAGRAPH_CHARS
            yield start
        if end < len(text):
            yield end
        start = end


def _coarse(text: str) -> str:
    """As long as `text` and a space longer at each end: bare lower-case letters and digits, else spaces."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return f" {lower.translate(_bare_letters())} "


class _Letters(dict[int, str]):
    """Any other character is a space, unless it is a letter or digit."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = bare = char if char.isalnum() else " "
        return bare


@cache
def _bare_letters() -> _Letters:
    letters = _Letters()
    for base in "aăâbcdđeêghiklmnoôơpqrstuưvxy":
        bare = unicodedata.normalize("NFD", base)[0].replace("đ", "d")
        letters[ord(base)] = bare
        for tone in _TONES:
            composed = unicodedata.normalize("NFC", base + tone)
            if len(composed) == 1:
                letters[ord(composed)] = bare
    return letters
