"""The article in the text of a whole page: title, date and paragraphs between the page's own lines. Pure.

For pages saved as plain text, one paragraph a line; pages in HTML are read by the crawler's platforms.
"""

import re
from itertools import pairwise

from corpus.article import Article, PartialDate
from corpus.dates import parse_date
from corpus.enrich import normal_agency
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.issuer import units_in
from corpus.enrich.letterhead import spoken_name
from corpus.gazetteer import Level, Unit
from corpus.portal import Portal
from corpus.text import clean, fold

_HEADER_LINES = 14
_MASTHEAD_LINES = 2
_NOWHERE = "https://page.invalid/"
_SITE = re.compile(
    r"^(?:cổng|trang) (?:thông tin|tin|tt) ?(?:điện tử|đt)(?: tổng hợp)?(?: của)?\s+", re.IGNORECASE
)
_ENDS_IN_UNIT = re.compile(
    r"\s(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn) [^\W\d_a-z]\S*(?: \S+){0,3}$"
)
_SO = re.compile(r"Sở\s|UBND tỉnh|Tỉnh ủy")
_ACTS = re.compile(r"(?<!\w)(?:tổ chức|họp|tại|về|triển khai|cho|làm việc|tiếp|dự|với|khai mạc)(?!\w)")
_UNIT = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|đặc khu|xã|phường|thị trấn)\s", re.IGNORECASE)
_CHROME = re.compile(
    r"(?:truy cap noi dung|chi tiet tin|xem voi co chu|co chu|luot xem|doc bai viet|nghe noi dung"
    r"|su kien noi bat"
    r"|tin tuc(?: -|$)|trang chu|gioi thieu$|tuong phan|danh gia bai viet|in trang|ban in|gui email|chia se"
    r"|da xem|so lan xem|quang canh|toan canh|mot so hinh anh|anh minh hoa|anh:|nguon:)"
)
_END = re.compile(
    r"(?:tep dinh kem|tai ve|thong ke truy cap|tim kiem theo|tin nong|tin tieu diem|website lien ket"
    r"|lien ket web"
    r"|tin (?:cung chuyen muc|lien quan|khac|da dua)|cac (?:tin|bai viet) khac|y kien ban doc|binh luan"
    r"|tu khoa|ve dau trang|tong luot truy cap|dang truy cap|hom nay ?:|danh gia bai viet)"
)
_BYLINE = re.compile(
    r"(?:tin,? (?:bai|anh)|tin:|bai,? anh|ctv|thuc hien ?:|tac gia|nguon\s*:|theo (?:bao(?! cao)|ttxvn"
    r"|website|cong"
    r"|trang)|bien tap|nguoi viet|anh:)"
)
_DATE_LABEL = re.compile(
    r"(?:dang (?:luc|ngay)|ngay (?:dang tin|dang|cap nhat)|cap nhat(?: luc)?|thu (?:hai|ba|tu|nam|sau|bay|\d)"
    r"|chu nhat|ngay"
    r"|luc|gmt|luot xem|nam|thang|gio|phut|sa|ch|am|pm|h)(?![a-z])"
)
_WRITER = re.compile(
    r"^nguoi (?:dang|viet)(?: tin)?\s*:.*?(?=ngay )|\W+(?:tac gia|nguoi (?:dang|viet)"
    r"|tin(?: bai)?|nguon|da xem|chuyen muc|danh muc)\W.*$"
)
_ANNOUNCES = re.compile(r"(?:THONG BAO|THU MOI|MOI CHAO GIA|CAO PHO|NIEM YET|LICH )")
_LETTERHEAD = re.compile(r"\s*(?:So\s*:?\s*(?:\d+|[.…_ ]*)\s*[/-]|Kinh gui)", re.IGNORECASE)
_ABOUT = re.compile(r"v/v|ve viec", re.IGNORECASE)
_DOCUMENT_NAME = re.compile(
    r"(?:CONG VAN|KE HOACH|THONG BAO|BAO CAO|TO TRINH|CHI THI|HUONG DAN|NGHI QUYET|QUYET DINH|GIAY MOI"
    r"|CONG DIEN"
    r"|CHUONG TRINH|KET LUAN|QUY CHE|QUY DINH|DE AN|BIEN BAN)$"
)


def portal_of_page(text: str) -> Portal | None:
    """Whose page it is, when a line of its head is the name of an agency with its place; else None."""
    for line in [clean(line) for line in text.splitlines() if line.strip()][:_MASTHEAD_LINES]:
        agency = normal_agency(spoken_name(_publisher(line)))
        unit = _one_unit(agency) if len(line) < 90 and _is_masthead(agency) else None
        if unit is not None:
            return Portal(
                key="page", agency=agency, level="district", province=unit.province, start_urls=(_NOWHERE,)
            )
    return None


def _is_masthead(agency: str) -> bool:
    """A name and nothing else: it is an agency's, or begins as one and ends in its unit."""
    if agency_at(agency, 0) == agency:
        return True
    return 0 in heads(agency) and _ENDS_IN_UNIT.search(agency) is not None and not _ACTS.search(agency)


def _publisher(line: str) -> str:
    """`Cổng thông tin điện tử huyện An Minh` is its People's Committee's."""
    name = _SITE.sub("", line)
    return f"UBND {name[0].lower()}{name[1:]}" if name != line and _UNIT.match(name) else name


def _one_unit(agency: str) -> Unit | None:
    """The only unit that the name may mean, of one province at least."""
    units = [unit for unit in units_in(agency, None) if unit.level is Level.PROVINCE or not _SO.match(agency)]
    return units[0] if len({unit.province for unit in units}) == 1 else None


def article_of_page(text: str) -> Article:
    """The article, not enriched. Of a document every line counts, of a report only its paragraphs."""
    lines = [line for line in map(clean, text.splitlines()) if line]
    if any(_LETTERHEAD.match(fold(line)) for line in lines[:_HEADER_LINES]):
        return _document(lines)
    return _report(lines)


def _document(lines: list[str]) -> Article:
    return Article(url="", portal="page", platform="text", title=_subject(lines), body=tuple(lines))


def _subject(lines: list[str]) -> str:
    """`V/v …`, else the name of the document and the line below it, else the first line."""
    header = lines[:_HEADER_LINES]
    about = next((line for line in header if _ABOUT.match(fold(line)) and len(line) < 300), None)
    for name, below in pairwise(header):
        if _DOCUMENT_NAME.match(fold(name).upper()) and name.isupper() and not _LETTERHEAD.match(fold(below)):
            return f"{name.capitalize()} {below[:1].lower()}{below[1:]}"
    return about or (lines[0] if lines else "")


def _report(lines: list[str]) -> Article:
    dated = next((i for i, line in enumerate(lines[:_HEADER_LINES]) if _date_line(line)), None)
    first = next((i for i, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    if dated is not None and dated > first + 1:
        dated = None
    header = [i for i in range(dated if dated is not None else first) if not _furniture(fold(lines[i]))]
    titled = _titled(lines, header, dated)
    start = max(dated if dated is not None else -1, titled) + 1
    published = parse_date(lines[dated]) if dated is not None else None
    return Article(
        url="",
        portal="page",
        platform="text",
        title=_whole_title(lines, header, titled) if lines else "",
        body=tuple(_body(lines[start:])),
        published=published,
    )


def _whole_title(lines: list[str], header: list[int], titled: int) -> str:
    """The line with `THƯ MỜI CHÀO GIÁ` or `THÔNG BÁO` above it, which says what it is, in front."""
    title, above = lines[titled], lines[titled - 1] if titled - 1 in header else ""
    if above.isupper() and _ANNOUNCES.match(fold(above).upper()):
        return f"{above.capitalize()} {title[:1].lower()}{title[1:]}"
    return title


def _furniture(folded: str) -> bool:
    """Whether the line is a counter, a caption or says who wrote the article."""
    return _CHROME.match(folded) is not None or _BYLINE.match(folded) is not None


def _titled(lines: list[str], header: list[int], dated: int | None) -> int:
    """Where the title stands: last above the date, else right below it, else the first line of the page."""
    if dated is None:
        return header[0] if header else 0
    if header:
        return header[-1]
    return min(dated + 1, len(lines) - 1)


def _date_line(line: str) -> PartialDate | None:
    """The date of a line that says little else."""
    if len(line) > 80:
        return None
    said = _WRITER.sub("", fold(line))
    rest = re.sub(r"[^a-z ]", " ", _DATE_LABEL.sub(" ", said))
    return parse_date(line) if len(rest.replace(" ", "")) <= 8 else None


def _is_paragraph(line: str) -> bool:
    """A sentence, not a heading: it is long, or ends as sentences do."""
    return len(line) > 160 or (len(line) > 60 and line.endswith((".", ";", ":")) and not line.isupper())


def _body(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        folded = fold(line)
        if _END.match(folded) and len(line) < 120:
            break
        if not (len(line) < 120 and _furniture(folded)):
            kept.append(line)
    if len(kept) > 1 and len(kept[-1].split()) <= 4 and kept[-1].istitle() and not kept[-2].isupper():
        kept.pop()
    return kept
