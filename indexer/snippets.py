"""Cuts passages for a hit at sentence borders, marked at exact offsets. Must not change a character."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.marking import Mark, Marker
from indexer.settings import SnippetSettings
from indexer.types import Fragment, Snippet

_SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"”’)]*\s+(?=[^\W\d_]|[\"“(\-–+]|\d)")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:TS|ThS|PGS|GS|TP|Tp|TX|TT|BS|KS|CN|Q|P|số|Số|[A-ZĐ]|\d{1,2})\.$")
"""`TS. Phạm Thị Trung`, `1. Lãnh đạo`: a full stop that ends no sentence."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """`texts[text][start:end]`."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """What a hit shows of its article, and the items of the query that title and texts have anywhere."""

    title: Snippet
    snippets: tuple[Snippet, ...]
    items: frozenset[str]


def mark_article(
    title: str, texts: Sequence[str], marker: Marker, settings: SnippetSettings
) -> MarkedArticle:
    """The whole title, marked, and at most `passages` passages of `texts` that show most of the query; the
    beginning when nothing is marked there."""
    in_title, *marks = marker.marks([title, *texts])  # no crumbs of what the title has whole
    passages = sorted(_best_passages(texts, marks, settings), key=lambda p: (p.text, p.start))
    snippets = tuple(cut(texts[p.text], p.start, p.end, marks[p.text]) for p in passages)
    items = frozenset(item for found in (in_title, *marks) for mark in found for item in mark.items)
    return MarkedArticle(cut(title, 0, len(title), in_title), snippets, items)


def cut_one(
    texts: Sequence[str], marker: Marker, settings: SnippetSettings, wanted: frozenset[str]
) -> tuple[int, Snippet, int] | None:
    """The passage of `texts` that shows most of the `wanted` items: which text, the passage, how many. None
    when none shows any.
    """
    marks = marker.marks(texts)
    candidates = [
        _Passage(at, start, end)
        for at, text in enumerate(texts)
        for start, end in _pieces(text, marks[at], settings.passage_chars)
    ]
    worth = {passage: len(_items(passage, marks) & wanted) for passage in candidates}
    best = max(candidates, key=lambda p: (worth[p], *_worth(p, marks, set())), default=None)
    if best is None or not worth[best]:
        return None
    return best.text, cut(texts[best.text], best.start, best.end, marks[best.text]), worth[best]


def cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> Snippet:
    """`text[start:end]` as fragments; a mark that crosses a border is marked up to it."""
    fragments: list[Fragment] = []
    at = start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first >= last:
            continue
        if first > at:
            fragments.append(Fragment(text=text[at:first]))
        fragments.append(Fragment(text=text[first:last], marked=True))
        at = last
    if at < end:
        fragments.append(Fragment(text=text[at:end]))
    return tuple(fragments)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text`, in order, without the spaces between them."""
    start = 0
    for border in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[start : border.start()]):
            yield start, border.start()
            start = border.end()
    if start < len(text):
        yield start, len(text)


def _best_passages(
    texts: Sequence[str], marks: Sequence[Sequence[Mark]], settings: SnippetSettings
) -> list[_Passage]:
    """Greedy: each next passage is the one that shows most of what none before it shows."""
    telling = [at for at, found in enumerate(marks) if found] or range(len(texts))
    candidates = [
        _Passage(at, start, end)
        for at in telling
        for start, end in _pieces(texts[at], marks[at], settings.passage_chars)
    ]
    chosen: list[_Passage] = []
    shown: set[str] = set()
    while candidates and len(chosen) < settings.passages:
        best = max(candidates, key=lambda passage: _worth(passage, marks, shown))
        items = _items(best, marks)
        if chosen and not items - shown:
            break
        chosen.append(best)
        shown |= items
        candidates = [passage for passage in candidates if passage is not best]
    return chosen


def _items(passage: _Passage, marks: Sequence[Sequence[Mark]]) -> set[str]:
    inside = (m for m in marks[passage.text] if passage.start <= m.start and m.end <= passage.end)
    return {item for mark in inside for item in mark.items}


def _worth(passage: _Passage, marks: Sequence[Sequence[Mark]], shown: set[str]) -> tuple[int, int, int, int]:
    """New items first, then the longest mark, then the earlier passage."""
    inside = [m for m in marks[passage.text] if passage.start <= m.start and m.end <= passage.end]
    longest = max((mark.end - mark.start for mark in inside), default=0)
    return len(_items(passage, marks) - shown), longest, -passage.text, -passage.start


def _pieces(text: str, marks: Sequence[Mark], most_chars: int) -> Iterator[tuple[int, int]]:
    """Runs of whole sentences up to `most_chars`; windows of whole words round the marks of a longer one."""
    start = end = 0
    for first, last in split_sentences(text):
        if last - first > most_chars:
            if end > start:
                yield start, end
            yield from _windows(text, (first, last), marks, most_chars)
            start = end = last
        elif end > start and last - start <= most_chars:
            end = last
        else:
            if end > start:
                yield start, end
            start, end = first, last
    if end > start:
        yield start, end


def _windows(
    text: str, sentence: tuple[int, int], marks: Sequence[Mark], most_chars: int
) -> Iterator[tuple[int, int]]:
    """Parts of a long sentence that begin a little before a mark; the beginning when it has none."""
    first, last = sentence
    covered = first
    inside = [mark for mark in marks if first <= mark.start and mark.end <= last]
    for mark in inside or [Mark(first, first, frozenset())]:
        if mark.end <= covered and mark.end > first:
            continue
        start = _word_start(text, max(covered, mark.start - most_chars // 4), mark.start)
        covered = max(_word_end(text, start, min(last, start + most_chars)), min(mark.end, last))
        yield start, covered


def _word_start(text: str, at: int, limit: int) -> int:
    """The first beginning of a word from `at` on, at most `limit`."""
    while at < limit and (text[at].isspace() or (at > 0 and not text[at - 1].isspace())):
        at += 1
    return at


def _word_end(text: str, start: int, at: int) -> int:
    """The last end of a word up to `at`; `at` itself when there is only one long word."""
    if at == len(text):
        return at
    end = at
    while end > start and not text[end].isspace():
        end -= 1
    return end if end > start else at
