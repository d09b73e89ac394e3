"""What of an article's text tells whether another one is the same: words without headers and counters.

Pure. Portals that post an article again put their own name, date and source above it and their own counters
below; none of that may make a difference, and none of it may make two articles alike.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.article import Article
from corpus.text import clean, fold, nfc

_SHORT_BODY_WORDS = 60
"""A body of fewer words is read together with its title: a notice whose text is in the attachment."""
_HEADER_WORDS = 24
"""A paragraph that begins like a header or footer is one only up to this many words."""

_HEADER_CHARS = 240
_COUNTS = re.compile("luot|view|xem|doc|hits|binh luan|phan hoi")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n")
_ENDS = frozenset('.!?:;“"')
_OPEN_Y = re.compile(r"\b(h|k|l|m|s|t|qu)y\b")

_NUMBER = r"\d[\d.,]*"
_COUNTED = (
    r"(?:(?:so )?(?:luot|lan)(?: nguoi)? (?:xem|doc|truy cap|tai|thich|chia se)|(?:da|so nguoi) (?:xem|doc)"
    r"|views?|hits?|(?:so )?(?:binh luan|phan hoi))"
)
_COUNTER = re.compile(
    rf"[(\[|·-]?\s*\b{_COUNTED}\s*[:=]\s*{_NUMBER}|(?<![\d:/.,])\b{_NUMBER}\s*(?:{_COUNTED})\b(?!\s*[:=])\s*[)\]|]?"
)
"""`Lượt xem: 1.234`, `56 lượt đọc`, `(Đã xem: 7)`."""

_HEADER = re.compile(
    r"\W*(?:"
    r"(?:nguon(?: tin| bai)?|tac gia|nguoi (?:dang|viet|gui|nhap)|dang boi|bien (?:tap|soan)|tong hop|suu tam"
    r"|tin(?:,? ?bai)?(?: va|,) ?anh|tin bai|bai(?: va|,) ?anh|anh)\s*[:/]"
    r"|(?:theo|nguon)\s(?!.*\b(?:cho biet|thong bao|quy dinh|do)\b)[^.]*\)?$"
    r"|(?:ngay (?:dang|cap nhat|gui|tao)|cap nhat(?: luc| ngay| lan cuoi)?|dang (?:luc|ngay)"
    r"|thoi gian dang)\s*:?\s*\d(?:\W*\w+){0,12}\W*$"
    r"|(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\s*,\s*(?:ngay\s*)?\d(?:\W*\w+){0,8}\W*$"
    r"|[\d\s:/.,|-]+(?:am|pm|sa|ch|gmt[+ ]?\d*)?\s*$"
    r"|(?:cong|trang) (?:thong tin|tin) dien tu\b(?:\W+\w+){0,12}\W*$"
    r"|(?:in (?:trang|bai viet)|gui (?:email|cho ban)|chia se|co chu|tin (?:lien quan|khac|moi)|quay lai"
    r"|ve trang truoc|trang chu|xem them|ban in|tai ve|danh gia|website|copyright|ban quyen)\b"
    r"(?:\W+\w+){0,6}\W*$"
    r")"
)
"""A line of its own that the portal puts there: source, author, dates, buttons, the portal's name. Folded."""

_STAMP = (
    r"(?:\b\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*(?:am|pm|sa|ch)\b)?(?!\d)|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|luot xem|gmt[+ ]?\d*)\b)"
)
_HEAD_INSIDE = re.compile(
    r"\W*(?:(?:cong|trang) (?:thong tin|tin) dien tu|trang chu|(?:ngay|thoi gian) dang|cap nhat(?=\W+\d)"
    rf"|dang luc|thu (?:hai|ba|tu|nam|sau|bay)(?=\W+\d)|chu nhat(?=\W+\d))\b[^.;!?]{{0,100}}?{_STAMP}"
    rf"(?:[\s|,;:()\[\]-]*{_STAMP})*[\s|,;:()\[\]-]*"
)
"""The same run together with a sentence: `Trang tin X | Ngày đăng: 12/03/2021 | Lượt xem: 7 Sáng …`."""
_TAIL_INSIDE = re.compile(
    r"[\s.|(-]*\b(?:nguon(?: tin)?|tac gia|theo nguon|tin,? anh|tin bai)\s*:\s*[^.:]{2,60}[.)]?\s*$"
)
"""A source behind the last sentence."""

_DATELINE = re.compile(r"\s*(?:\(?[A-ZĐ][A-ZĐ.]{1,11}\)?|\([^()]{2,60}\))\s*[-–—:]\s+")
"""`(TTĐT) - `, `ĐTO - `, `(Cổng thông tin huyện) – ` before the first sentence."""


class RepostText(NamedTuple):
    """The part of an article that re-posts share."""

    title: str
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> "RepostText":
        return cls(article.title, article.body or ((article.lead,) if article.lead else ()))

    @classmethod
    def of_json(cls, stored: str) -> "RepostText":
        """Of an article as the catalog keeps it, without making an Article first."""
        article = json.loads(stored)
        lead = article.get("lead")
        return cls(article["title"], tuple(article.get("body") or ([lead] if lead else [])))


class Paragraph(NamedTuple):
    """A paragraph as written and folded, as long as each other."""

    text: str
    folded: str


def own_paragraphs(text: RepostText) -> tuple[Paragraph, ...]:
    """The paragraphs without what the portal put round them; the title, too, where they are short."""
    kept = tuple(own for paragraph in text.paragraphs if (own := _own(paragraph)).text)
    if sum(len(own.folded.split()) for own in kept) < _SHORT_BODY_WORDS:
        return (_folded(text.title), *kept)
    return kept


def sentences_of(paragraphs: Sequence[Paragraph]) -> list[list[str]]:
    """The folded syllables and numbers of each sentence, in order."""
    text = _OPEN_Y.sub(r"\1i", "\n".join(paragraph.folded for paragraph in paragraphs))
    return [_WORD.findall(sentence) for sentence in _SENTENCE_END.split(text)]


def telling_words(paragraphs: Sequence[Paragraph]) -> tuple[frozenset[str], frozenset[str]]:
    """What no form has ready, folded: names (words with a capital letter inside a sentence) and numbers; and
    the pairs of such words that stand side by side."""
    words: set[str] = set()
    pairs: set[str] = set()
    for paragraph in paragraphs:
        before = None
        for word, tells in _told(paragraph):
            if tells:
                words.add(word)
                if before is not None:
                    pairs.add(f"{before} {word}")
            before = word if tells else None
    return frozenset(words), frozenset(pairs)


class _Bare(dict[int, str]):
    """`fold` for each character by itself: a fifth of the time."""

    def __missing__(self, code: int) -> str:
        bare = self[code] = fold(chr(code))
        return bare


_BARE = _Bare()


def _folded(text: str) -> Paragraph:
    """A text that folds to more or fewer characters is kept folded only: places in it mean nothing."""
    text = nfc(text)
    folded = text.translate(_BARE)
    if len(folded) == len(text):
        return Paragraph(text, folded)
    text = clean(text)
    folded = text.translate(_BARE)
    return Paragraph(text if len(folded) == len(text) else folded, folded)


def _own(paragraph: str) -> Paragraph:
    """The paragraph without counters and a leading dateline; empty when the portal put it there."""
    text, folded = _folded(paragraph)
    if len(folded) <= _HEADER_CHARS and folded.count(" ") < _HEADER_WORDS and _HEADER.match(folded):
        return Paragraph("", "")
    if _COUNTS.search(folded):
        for found in reversed(list(_COUNTER.finditer(folded))):
            start, end = found.span()
            text, folded = f"{text[:start]} {text[end:]}", f"{folded[:start]} {folded[end:]}"
    head, tail = _HEAD_INSIDE.match(folded), _TAIL_INSIDE.search(folded)
    start, end = head.end() if head else 0, tail.start() if tail else len(folded)
    if start < end:
        text, folded = text[start:end], folded[start:end]
    dateline = _DATELINE.match(text)
    return (
        Paragraph(text[dateline.end() :], folded[dateline.end() :]) if dateline else Paragraph(text, folded)
    )


def _told(paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
    """Each word, folded, and whether it tells. The number before an item of a list does not."""
    last = 0
    for at, match in enumerate(_WORD.finditer(paragraph.text)):
        start, end = match.span()
        word = paragraph.folded[start:end]
        if any(map(str.isdigit, word)):
            yield word, at > 0 or len(word) > 2
        else:
            begins = at == 0 or not _ENDS.isdisjoint(paragraph.text[last:start])
            yield word, not begins and paragraph.text[start].isupper()
        last = end
