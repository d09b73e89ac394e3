"""What sort of thing an article is, from its title, letterhead and opening. Pure.

A letter about meetings is a document; a report of a meeting names it and says that it was held.
"""

import re

from corpus.article import Kind
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import find_numbers
from corpus.enrich.references import kind_names

_MEETING = (
    r"hội nghị|hội thảo|cuộc họp|phiên họp|kỳ họp|buổi họp|họp|giao ban|làm việc với|buổi làm việc|tiếp xúc cử tri"
    r"|tập huấn|lớp bồi dưỡng|đối thoại|đại hội|tọa đàm|toạ đàm|gặp mặt|sơ kết|tổng kết|sinh hoạt chuyên đề|tiếp công dân"
)
_HELD_AFTER = re.compile(
    rf"(?:tổ chức|diễn ra|khai mạc|chủ trì|chủ tọa|chủ toạ|tham dự|đến dự|dự|tiến hành|mở|có)(?:(?!\bsẽ\b)[^.\n]){{0,120}}?(?<!\w)(?:{_MEETING})(?!\w)"
    rf"|(?<!\w)(?:{_MEETING})(?!\w)[^.\n]{{0,160}}?(?:diễn ra|được tổ chức|đã tổ chức|khai mạc|chủ trì|chủ tọa|bế mạc)"
    r"|(?:UBND|HĐND|[Uu]ỷ|[ủỦ]y|Sở|Phòng|Ban|Đoàn)[^.\n]{0,80}? (?:đã )?(?:họp|làm việc với|tiếp xúc cử tri|tiếp công dân)(?!\w)",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(rf"(?<!\w)(?:{_MEETING})(?!\w)", re.IGNORECASE)
_AHEAD = re.compile(
    r"(?<!\w)(?:sẽ (?:được )?(?:tổ chức|diễn ra|họp)|chuẩn bị (?:cho |tổ chức )?(?:hội nghị|kỳ họp|đại hội)|dự kiến (?:tổ chức|diễn ra))"
)
_LETTER = re.compile(r"(?:^|\n)\s*(?:Kính gửi|KÍNH GỬI)\s*:?")
_RECIPIENTS = re.compile(r"(?:^|\n)\s*(?:Nơi nhận|NƠI NHẬN)\s*:")
_OWN_NUMBER = re.compile(r"(?:^|\n)\s*Số\s*:\s*(?:\d|[.…_ ]*/)")
_DECISION = re.compile(
    r"(?:^|\n)\s*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|KẾ HOẠCH|THÔNG BÁO|BÁO CÁO|TỜ TRÌNH|CHỈ THỊ|HƯỚNG DẪN|NGHỊ QUYẾT|GIẤY MỜI|CÔNG ĐIỆN|Điều 1\b|Căn cứ )"
)
_SECTIONS = re.compile(r"(?:^|\n)\s*I{1,3}\s*[.-]\s*[A-ZĐÀ-Ỹ]{2,}")
_NOTICE = re.compile(
    r"^(?:thông báo(?! (?:kết luận|số \d))|thông tin (?:tuyển dụng|đấu giá|mời thầu)|mời thầu|tuyển dụng|lịch (?:công tác|tiếp công dân|làm việc|trực|họp|cắt điện|ngừng)"
    r"|thư mời|cáo phó|lời cảm ơn|niêm yết|công khai|danh sách|kết quả (?:trúng tuyển|xét tuyển|thi tuyển|lựa chọn nhà thầu)|mời (?:tham gia|chào giá|họp))(?!\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\s*(?:v/v|về việc)\s", re.IGNORECASE)


def kind_of(text: ArticleText, masked: str) -> Kind:
    """The kind; NEWS when nothing says more, OTHER for a page without any text. `masked` hides its citations."""
    if not text.title and not text.paragraphs:
        return Kind.OTHER
    if _is_document(text):
        return Kind.DOCUMENT
    if _NOTICE.match(text.title):
        return Kind.NOTICE
    return Kind.MEETING if _is_meeting(text, masked) else Kind.NEWS


def _is_document(text: ArticleText) -> bool:
    document = text.article.document
    if document is not None and (
        document.number_raw or document.symbol or document.number or document.recipients
    ):
        return True
    letterhead = sum(
        bool(p.search(text.body)) for p in (_LETTER, _RECIPIENTS, _OWN_NUMBER, _DECISION, _SECTIONS)
    )
    if _ABOUT.match(text.title):
        return True
    named = any(text.title.lower().startswith(name.lower() + " ") for name in kind_names())
    if named and any(True for _ in find_numbers(text.title)):
        return True
    files = bool(text.article.attachments) and len(text.body) < 600
    return letterhead >= 2 or (named and (letterhead >= 1 or files))


def _is_meeting(text: ArticleText, masked: str) -> bool:
    lead = "\n".join(masked.split("\n")[1:4])
    if _AHEAD.search(text.title) or (
        _AHEAD.search(lead) and not re.search(r"chủ trì|đã (?:được )?tổ chức", lead)
    ):
        return False
    titled = _IN_TITLE.search(text.title) is not None
    if titled and (not text.body or _HELD_AFTER.search(lead)):
        return True
    opening = masked.split("\n")[1] if masked.count("\n") else ""
    held = _HELD_AFTER.search(opening)
    return held is not None and (titled or _chief_matter(opening, masked))


_CHIEF = re.compile(
    r"(?:tổ chức|khai mạc|diễn ra|họp|chủ trì|tiến hành)\s+(?:\w+\s+){0,3}?(?:buổi |cuộc |phiên |lớp )?(?:hội nghị|hội thảo|họp|giao ban|làm việc|tập huấn|tiếp xúc|đối thoại|đại hội|tọa đàm|kỳ họp|gặp mặt)",
    re.IGNORECASE,
)


def _chief_matter(opening: str, masked: str) -> bool:
    """The opening tells that a meeting took place, and the text goes on about it."""
    again = len(
        re.findall(
            r"(?:tại|kết luận|phát biểu|khai mạc|bế mạc|dự|chủ trì)\s+(?:hội nghị|cuộc họp|buổi|kỳ họp|phiên họp|đại hội|hội thảo|tọa đàm|lớp)",
            masked,
            re.IGNORECASE,
        )
    )
    return _CHIEF.search(opening) is not None and again >= 1
