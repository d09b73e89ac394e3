"""What sort of thing an article is, from its title, letterhead and opening. Pure.

A letter about meetings is a document; a report of a meeting names it and says that it was held.
"""

import re
from functools import cache

from corpus.article import Kind
from corpus.enrich.agency_names import agency_at
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import find_numbers
from corpus.enrich.gathering import invites, opening_of, reports_meeting
from corpus.enrich.letters import UPPER
from corpus.enrich.mentions import kind_names
from corpus.enrich.patterns import Sieve

_LETTERHEAD = (
    Sieve(r"(?:^|\n)\s*(?:Kính gửi|KÍNH GỬI)\s*:?"),
    Sieve(r"(?:^|\n)\s*(?:Nơi nhận|NƠI NHẬN)\s*:"),
    Sieve(r"(?:^|\n)\s*Số\s*:\s*(?:\d|[.…_ ]*/)"),
    Sieve(
        r"(?:^|\n)\s*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|KẾ HOẠCH|THÔNG BÁO|BÁO CÁO|TỜ TRÌNH|CHỈ THỊ|HƯỚNG DẪN"
        r"|NGHỊ QUYẾT|GIẤY MỜI|CÔNG ĐIỆN|Điều 1\b|Căn cứ )"
    ),
)
"""What only an official document prints: salutation, recipients, number, formula."""
_SECTIONS = Sieve(rf"(?:^|\n)\s*I{{1,3}}\s*[.-]\s*[{UPPER}]{{2,}}")
"""Numbered capitals: documents have them, and lessons too."""
_NOTICE = re.compile(
    r"(?:thông báo(?! (?:(?:ý kiến )?kết luận|số \d))|thông tin (?:tuyển dụng|đấu giá|mời thầu)|mời thầu"
    r"|tuyển dụng"
    r"|lịch(?! sử)|thư mời|cáo phó|lời cảm ơn|niêm yết"
    r"|công khai|danh sách|kết quả (?:trúng tuyển|xét tuyển|thi tuyển|lựa chọn nhà thầu)"
    r"|mời (?:tham gia|chào giá|họp|dự))(?!\w)",
    re.IGNORECASE,
)
_CONCLUDING = re.compile(r"thông báo (?:số \S+ )?(?:ý kiến )?kết luận(?: của)?\s", re.IGNORECASE)
_ABOUT = re.compile(r"(?:v/v|về việc)\s", re.IGNORECASE)
_SHORT_CHARS = 600
"""A page shorter than this with a file attached only announces the file."""


def kind_of(text: ArticleText, masked: str) -> Kind:
    """The kind; NEWS when nothing says more, OTHER without any text. `masked` hides the citations."""
    if not text.title and not text.paragraphs:
        return Kind.OTHER
    if _is_document(text):
        return Kind.DOCUMENT
    told = opening_of(masked)
    if _is_notice(text.title) or invites(told):
        return Kind.NOTICE
    return Kind.MEETING if reports_meeting(told) else Kind.NEWS


def _is_document(text: ArticleText) -> bool:
    document = text.article.document
    if document and (document.number_raw or document.symbol or document.number or document.recipients):
        return True
    if _ABOUT.match(text.title) or _CONCLUDING.match(text.title):
        return True
    sections = _SECTIONS.search(text.body) is not None
    letterhead = sections + sum(pattern.search(text.body) is not None for pattern in _LETTERHEAD)
    if _is_notice(text.title):
        return letterhead > 2
    named = text.title.lower().startswith(_names_in_front())
    if named and next(find_numbers(text.title), None) is not None:
        return True
    only_files = bool(text.article.attachments) and len(text.body) < _SHORT_CHARS
    return letterhead >= 2 or (named and (letterhead > sections or only_files))


@cache
def _names_in_front() -> tuple[str, ...]:
    """Names of kinds of documents as titles begin with them, in small letters."""
    return tuple(f"{name.lower()} " for name in kind_names())


def _is_notice(title: str) -> bool:
    """`Thông báo tuyển dụng …`, or some agency `thông báo …`; not of conclusions, not a numbered one."""
    name = agency_at(title, 0) or ""
    return _NOTICE.match(title[len(name) :].lstrip(" :")) is not None
