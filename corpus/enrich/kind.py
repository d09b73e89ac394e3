"""What sort of thing an article is, from its title, letterhead and opening. Pure.

A letter about meetings is a document; a report of a meeting names it and says that it was held.
"""

import re

from corpus.article import Kind
from corpus.enrich.agency_names import agency_at
from corpus.enrich.article_text import ArticleText
from corpus.enrich.document_numbers import find_numbers
from corpus.enrich.letters import UPPER
from corpus.enrich.mentions import kind_names

_EVENT = (
    r"hội nghị|hội thảo|cuộc họp|phiên họp|phiên (?:giải trình|chất vấn)|kỳ họp|buổi họp|họp|giao ban"
    r"|làm việc với|tập huấn"
    r"|buổi làm việc|tiếp xúc cử tri|lớp bồi dưỡng|đối thoại|đại hội(?! thể| điền kinh)|gặp mặt|sơ kết"
    r"|tọa đàm|toạ đàm|tổng kết|sinh hoạt chuyên đề|tiếp công dân|họp báo|họp mặt|lễ ký(?: kết)?"
    r"|lễ công bố|ký kết"
    r"|đoàn giám sát|giám sát (?:việc|tại|chuyên đề|công tác)|làm việc tại|học tập,? quán triệt"
    r"|lấy phiếu tín nhiệm"
)
_HELD = re.compile(
    r"(?:tổ chức|diễn ra|khai mạc|khai giảng|bế giảng|chủ trì|chủ tọa|chủ toạ|dự|tiến hành|mở|có)"
    rf"(?:(?!\bsẽ\b)[^.\n]){{0,120}}?(?<!\w)(?:{_EVENT})(?!\w)"
    rf"|(?<!\w)(?:{_EVENT})(?!\w)[^.\n]{{0,160}}?(?:diễn ra|tổ chức|khai mạc|chủ trì|chủ tọa|bế mạc)"
    r"|(?:UBND|HĐND|ủy|uỷ|Sở|Phòng|Ban|Đoàn)[^.\n]{0,80}?"
    r" (?:họp|làm việc với|tiếp xúc cử tri|tiếp công dân|(?:đã )?giám sát|giao ban)(?!\w)",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(rf"(?<!\w)(?:{_EVENT})(?!\w)", re.IGNORECASE)
_CHIEF = re.compile(
    r"(?:tổ chức|khai mạc|diễn ra|(?<!cuộc )(?<!buổi )(?<!phiên )họp|chủ trì|tiến hành)\s+(?:\w+\s+){0,3}?"
    r"(?:hội nghị|hội thảo|họp|giao ban|làm việc|tập huấn|tiếp xúc|đối thoại"
    r"|đại hội(?! thể| điền kinh)|tọa đàm|kỳ họp|gặp mặt|lễ ký|lễ công bố)|(?:có|với) (?:buổi"
    r"|cuộc) (?:làm việc|tiếp xúc|họp|gặp|đối thoại|trao đổi|tiếp)"
    r"|(?:hội nghị|cuộc họp|phiên họp|hội thảo|tọa đàm)[^.\n]{0,140} (?:được tổ chức|đã được tổ chức"
    r"|diễn ra)(?!\w)"
    r"|(?:ủy|uỷ|UBND|HĐND|Sở|Ban|Phòng|Hội|vụ)(?: [^\s.,]+){0,8} (?:đã )?họp (?:cho ý kiến|bàn|nghe"
    r"|đánh giá|xem xét"
    r"|thảo luận|triển khai|để|giao ban|trực tuyến|kiểm điểm|khẩn|rút kinh nghiệm|thông qua|phiên)(?!\w)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:\([^)]{2,20}\)\s*-?\s*|[A-ZĐ]{2,10}\s?-\s)?(?:(?:vào|trong)\s+)?(?:sáng|chiều|tối|ngày|hôm)\s[^.]{0,40}\d",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?:sau|kết thúc|tham dự|tham gia)\s(?:[^.\s]+\s){0,3}(?:hội nghị|họp|đại hội|hội thảo|điểm cầu)",
    re.IGNORECASE,
)
_MET = re.compile(
    r"(?:ngày|sáng|chiều|tối|hôm)\s[^.]{0,160}?(?:đã có|có) (?:buổi|cuộc) (?:làm việc|tiếp xúc|họp"
    r"|gặp mặt|đối thoại)(?!\w)",
    re.IGNORECASE,
)
"""A dated meeting with somebody is what its report is about, whatever the title says."""
_AGAIN = re.compile(
    r"(?:tại|kết luận|phát biểu|khai mạc|bế mạc|dự|chủ trì)\s+"
    r"(?:hội nghị|cuộc họp|buổi|kỳ họp|phiên|đại hội|hội thảo|tọa đàm|lớp)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?<!\w)(?:sẽ (?:được )?(?:tổ chức|diễn ra|họp|chủ trì|khai mạc)|dự kiến (?:tổ chức|diễn ra)|hoãn"
    r"|chuẩn bị (?:cho |tổ chức )?(?:hội nghị|kỳ họp|đại hội))(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?<!sẽ )chủ trì|đã (?:được )?(?:tổ chức|diễn ra)", re.IGNORECASE)
_IN_HONOUR = re.compile(
    r"(?:chào mừng|hướng tới|hướng về|tiến tới|lập thành tích"
    r"|mừng thành công)\s[^.,;:\n]{0,60}?(?:đại hội|hội nghị|kỳ họp|lễ)(?!\w)"
    r"|(?:trước|sau|trình|phục vụ)(?: và (?:trước|sau))?(?: các| tại)? kỳ họp(?!\w)",
    re.IGNORECASE,
)
"""A tournament in honour of a congress is no congress."""
_LETTERHEAD = (
    re.compile(r"(?:^|\n)\s*(?:Kính gửi|KÍNH GỬI)\s*:?"),
    re.compile(r"(?:^|\n)\s*(?:Nơi nhận|NƠI NHẬN)\s*:"),
    re.compile(r"(?:^|\n)\s*Số\s*:\s*(?:\d|[.…_ ]*/)"),
    re.compile(
        r"(?:^|\n)\s*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|KẾ HOẠCH|THÔNG BÁO|BÁO CÁO|TỜ TRÌNH|CHỈ THỊ|HƯỚNG DẪN"
        r"|NGHỊ QUYẾT|GIẤY MỜI|CÔNG ĐIỆN|Điều 1\b|Căn cứ )"
    ),
    re.compile(rf"(?:^|\n)\s*I{{1,3}}\s*[.-]\s*[{UPPER}]{{2,}}"),
)
"""What only an official document prints: salutation, recipients, number, formula, numbered capitals."""
_NOTICE = re.compile(
    r"(?:thông báo(?! (?:(?:ý kiến )?kết luận|số \d))|thông tin (?:tuyển dụng|đấu giá|mời thầu)|mời thầu"
    r"|tuyển dụng"
    r"|lịch(?! sử)|thư mời|cáo phó|lời cảm ơn|niêm yết"
    r"|công khai|danh sách|kết quả (?:trúng tuyển|xét tuyển|thi tuyển|lựa chọn nhà thầu)"
    r"|mời (?:tham gia|chào giá|họp))(?!\w)",
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
    if _is_notice(text.title):
        return Kind.NOTICE
    return Kind.MEETING if _is_meeting(text, masked) else Kind.NEWS


def _is_document(text: ArticleText) -> bool:
    document = text.article.document
    if document and (document.number_raw or document.symbol or document.number or document.recipients):
        return True
    if _ABOUT.match(text.title) or _CONCLUDING.match(text.title):
        return True
    letterhead = sum(pattern.search(text.body) is not None for pattern in _LETTERHEAD)
    if _is_notice(text.title):
        return letterhead > 2
    named = any(text.title.lower().startswith(name.lower() + " ") for name in kind_names())
    if named and next(find_numbers(text.title), None) is not None:
        return True
    only_files = bool(text.article.attachments) and len(text.body) < _SHORT_CHARS
    return letterhead >= 2 or (named and (letterhead >= 1 or only_files))


def _is_notice(title: str) -> bool:
    """`Thông báo tuyển dụng …`, or some agency `thông báo …`; not of conclusions, not a numbered one."""
    name = agency_at(title, 0) or ""
    return _NOTICE.match(title[len(name) :].lstrip(" :")) is not None


def _is_meeting(text: ArticleText, masked: str) -> bool:
    opening, lead = map(without_honours, _opening(masked))
    if _AHEAD.match(text.title) or (_AHEAD.search(lead) and not _DONE.search(lead)):
        return False
    titled = _IN_TITLE.search(without_honours(text.title)) is not None
    if titled:
        return not text.body or _HELD.search(lead) is not None
    if _MET.search(opening) is not None:
        return True
    if _CHIEF.search(opening) is None:
        return False
    return _AGAIN.search(masked) is not None or (
        _DATED.match(opening) is not None and _THERE.search(masked) is not None
    )


def without_honours(text: str) -> str:
    """`text` of the same length, the events that something else was held in honour of blanked out."""
    return _IN_HONOUR.sub(lambda found: " " * len(found.group()), text)


def _opening(masked: str) -> tuple[str, str]:
    """The first paragraph, and the first three, of a text whose first line is its title."""
    paragraphs = masked.split("\n")[1:4]
    return (paragraphs[0] if paragraphs else ""), "\n".join(paragraphs)
