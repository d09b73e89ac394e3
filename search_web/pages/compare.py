"""Two versions of an article -> what changed between them, by paragraphs and in these by words.

The page of `/tin/<article_id>/so-sanh`. Only what was read of the page is compared: its counters are not.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.article import Article
from corpus.catalog import StoredArticle
from search_web import formats
from search_web.languages import gettext, ngettext
from search_web.pages.objects import Link

CONTEXT = 1
"""Unchanged paragraphs shown before and after a change."""
WORDS_MAX = 1500
"""Of one paragraph compared word by word: difflib takes time with the square of it."""
PARAGRAPHS_MAX = 1500

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in pieces; or, `skipped`, a sentence on how many unchanged ones are left out."""

    pieces: tuple[Piece, ...]
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class ComparePage:
    title: str
    article_url: str
    older: str
    newer: str
    sentence: str
    rows: tuple[Row, ...]
    others: tuple[Link, ...]
    """Further versions to compare with the older one's successor, newest first."""


def compare_page(
    older: StoredArticle, newer: StoredArticle, article_url: str, others: tuple[Link, ...]
) -> ComparePage:
    """What of `older` is not in `newer`, and the other way round."""
    before, after = _paragraphs(older.article), _paragraphs(newer.article)
    rows = tuple(_with_context(tuple(compared(before, after))))
    changed = sum(any(piece.change != "same" for piece in row.pieces) for row in rows)
    return ComparePage(
        title=newer.article.title,
        article_url=article_url,
        older=_name(older),
        newer=_name(newer),
        sentence=_sentence(changed, len(before) + len(after) > 2 * PARAGRAPHS_MAX),
        rows=rows,
        others=others,
    )


def compared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Each paragraph once, in order; one that was rewritten in pieces of both."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from ((Piece("same", text),) for text in before[a:b])
            continue
        pairs = min(b - a, d - c)
        yield from (tuple(_words(before[a + n], after[c + n])) for n in range(pairs))
        yield from ((Piece("removed", text),) for text in before[a + pairs : b])
        yield from ((Piece("added", text),) for text in after[c + pairs : d])


def _words(before: str, after: str) -> Iterator[Piece]:
    """Joined, same and removed give `before`, same and added give `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > WORDS_MAX or matcher.quick_ratio() < 0.3:
        yield Piece("removed", before)
        yield Piece("added", after)
        return
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("removed", "".join(old[a:b]))
        if c < d:
            yield Piece("added", "".join(new[c:d]))


def _with_context(rows: tuple[tuple[Piece, ...], ...]) -> Iterator[Row]:
    changed = [n for n, row in enumerate(rows) if any(piece.change != "same" for piece in row)]
    near = {n + step for n in changed for step in range(-CONTEXT, CONTEXT + 1)}
    left_out = 0
    for number, row in enumerate(rows):
        if number not in near:
            left_out += 1
            continue
        if left_out:
            yield _skipped(left_out)
        left_out = 0
        yield Row(row)
    if left_out:
        yield _skipped(left_out)


def _skipped(count: int) -> Row:
    said = ngettext("%(num)s đoạn không đổi", "%(num)s đoạn không đổi", count)
    return Row((), said)


def _paragraphs(article: Article) -> list[str]:
    lead = (article.lead,) if article.lead and article.lead not in article.body[:1] else ()
    dated = (formats.partial_date(article.published).text,) if article.published else ()
    files = (gettext("Tệp đính kèm: %(name)s", name=file.name) for file in article.attachments)
    return [article.title, *dated, *lead, *article.body, *article.captions, *files][:PARAGRAPHS_MAX]


def _name(version: StoredArticle) -> str:
    time = formats.moment(version.capture.fetched_at).text
    return gettext("Bản %(number)s, lưu %(time)s", number=version.version, time=time)


def _sentence(changed: int, cut: bool) -> str:
    if not changed:
        return gettext("Phần chữ đọc được của hai bản giống nhau.")
    said = ngettext("Có %(num)s đoạn khác nhau.", "Có %(num)s đoạn khác nhau.", changed)
    beginning = gettext("Bài quá dài: chỉ so phần đầu.")
    return f"{said} {beginning}" if cut else said
