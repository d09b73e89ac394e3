"""The parts of an official document that stand round its text: number, place and date, subject, addressee,
recipients, signer. Reads them from lines and from a metadata table; a part left blank stays None.

Source: Decree 30/2020/NĐ-CP, Appendix I (where each part stands and how it is written).
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.article import DocumentMetadata, PartialDate
from corpus.dates import parse_date
from corpus.remembering import remembered

_I = re.IGNORECASE
_NUMBER = re.compile(
    r"số\s*(?:/?\s*ký hiệu)?\s*[:：]\s*(?P<number>\d[\d\s]*(?:/\s*\d{4}(?=\s*[/-]))?)?\s*"
    r"(?P<symbol>[/-]\s*[A-ZĐ][\w&.Đđ/-]*)",
    _I,
)
_PLACE_DATE = re.compile(
    r"(?P<place>[A-ZÀ-ỸĐ][^\d,;:./]{1,40}),\s*ngày\b[\s.…_\d]*tháng\b[\s.…_\d]*năm\b[\s.…_\d]*", _I
)
_NATION = re.compile(
    r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+phúc"
    r"|^ĐẢNG CỘNG SẢN VIỆT NAM$",
    _I,
)
_SUBJECT = re.compile(r"(?:V/v|Về việc)\b.{5,}", _I | re.DOTALL)
_ADDRESSEE = re.compile(r"Kính\s+gửi\s*[:：]\s*(?P<names>.*)", _I | re.DOTALL)
_RECIPIENTS = re.compile(r"Nơi\s+nhận\s*[:：]?", _I)
_ROLE = re.compile(
    r"(?:(?:KT|TM|TL|TUQ|Q|TUN|T/M|K/T)\s*\.\s*)?(?:PHÓ\s+)?(?:QUYỀN\s+)?(?:CHỦ TỊCH|TRƯỞNG (?:PHÒNG"
    r"|BAN)|GIÁM ĐỐC|HIỆU TRƯỞNG"
    r"|CHÁNH (?:VĂN PHÒNG|THANH TRA)|BÍ THƯ|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|VIỆN TRƯỞNG|BỘ"
    r" TRƯỞNG|THỨ TRƯỞNG"
    r"|TRƯỞNG|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|BAN THƯỜNG VỤ|ĐỘI TRƯỞNG|VỤ TRƯỞNG)[A-ZÀ-ỸĐ\s,.–-]*"
)
_ISSUER = re.compile(
    r"(?:UBND|ỦY BAN|UỶ BAN|PHÒNG|SỞ|BAN|XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|TỈNH|TRƯỜNG|BỘ|HỘI|ĐẢNG"
    r"|THÀNH ỦY|THỊ ỦY|CHI CỤC|CỤC|TRUNG TÂM)[A-ZÀ-ỸĐ\s,.&0-9-]*"
)
_RECORD_HEADING = re.compile(
    r"(?:thông tin|thuộc tính|chi tiết)(?: (?:chi tiết|chung|thuộc tính|về|của))*"
    r"(?: văn bản(?: pháp luật)?)?",
    _I,
)
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "number",
        r"số\s*(?:[/,&-]\s*|và\s+)?(?:ký hiệu|kí hiệu|hiệu)(?: văn bản)?|số văn bản"
        r"|số hiệu(?: văn bản)?|ký hiệu",
    ),
    ("issued", r"ngày (?:ban hành|ký|văn bản|bh)"),
    ("kind", r"(?:loại|hình thức|thể loại)(?: văn bản| tài liệu)?"),
    ("issuer", r"(?:cơ quan|đơn vị|nơi)(?: ban hành| phát hành)(?: văn bản)?|cơ quan ban hành"),
    ("signer", r"người ký(?: văn bản| duyệt)?|người kí"),
    ("subject", r"trích yếu(?: nội dung)?|tiêu đề(?: văn bản)?|tên văn bản|nội dung trích yếu|về việc"),
    ("recipients", r"nơi nhận"),
    ("posted", r"(?:ngày|thời gian) (?:đăng|đưa|cập nhật)(?: tải| tin| lên)?"),
    (
        "other",
        r"ngày (?:hiệu lực|có hiệu lực|hết hiệu lực|áp dụng)|lĩnh vực|phạm vi"
        r"|(?:trạng thái|tình trạng)(?: hiệu lực)?"
        r"|(?:tệp|tập tin|file|tài liệu|văn bản)\s*(?:tin\s*)?(?:gắn\s*|đính\s*)?kèm(?: theo)?|tải"
        r" (?:về|xuống)|chức (?:vụ|danh)"
        r"|số lượt (?:xem|tải về)|người duyệt|mô tả|ghi chú|độ mật|độ khẩn|hiệu lực(?: văn bản)?|nội"
        r" dung|chức vụ người ký",
    ),
)
_LABEL_PATTERNS = tuple((name, re.compile(rf"(?:{pattern})\s*[:：]?", _I)) for name, pattern in _LABELS)


@remembered(4096)
def label_kind(text: str) -> str | None:
    """Which field of a document's metadata table the text is the label of; None when of none."""
    return next((name for name, pattern in _LABEL_PATTERNS if pattern.fullmatch(text.strip())), None)


def is_letterhead(line: str) -> bool:
    """Whether a line stands above the text proper: nation, number, place and date, bare subject, issuer."""
    if len(line) > 300:
        return False
    return bool(
        _NATION.search(line)
        or _NUMBER.fullmatch(line.strip(" ."))
        or _PLACE_DATE.fullmatch(line.strip(" ()"))
        or (line.lower().startswith("v/v") and _SUBJECT.fullmatch(line))
        or is_issuer_line(line)
    )


def is_issuer_line(line: str) -> bool:
    """Whether a line is nothing but an agency's name in capitals, as it stands above a document's number."""
    return line.isupper() and len(line) < 120 and _ISSUER.fullmatch(line) is not None


def is_record_heading(line: str) -> bool:
    """Whether a line says only that a document's record follows: `Thông tin văn bản`."""
    return len(line) < 60 and _RECORD_HEADING.fullmatch(line.strip(" :.-")) is not None


def is_recipients_heading(line: str) -> bool:
    return len(line) < 40 and _RECIPIENTS.match(line) is not None


def is_role(line: str) -> bool:
    """Whether a line is the post of a signer, written in capitals: `KT. CHỦ TỊCH`, `TRƯỞNG PHÒNG`."""
    return len(line) < 80 and _ROLE.fullmatch(line.strip(" .")) is not None


def is_addressee(line: str) -> bool:
    return _ADDRESSEE.match(line) is not None


def read_letterhead(lines: Sequence[str], fields: Mapping[str, str]) -> DocumentMetadata | None:
    """The metadata of a document from its lines and its metadata table; None when neither shows one."""
    number_raw, number, symbol = _number(lines, fields)
    place, issued = _place_and_date(lines, fields)
    role, signer = _signature(lines, fields)
    addressees = [match["names"].strip(" .;,") for line in lines if (match := _ADDRESSEE.match(line))]
    found = DocumentMetadata(
        number=number,
        symbol=symbol,
        number_raw=number_raw,
        place=place,
        issued=issued,
        subject=fields.get("subject") or subject_line(lines),
        issuer=fields.get("issuer"),
        recipients=(addressees[0] if addressees else None) or None,
        signer=signer,
        signer_role=role,
    )
    is_document = number_raw or (issued and (place or fields)) or addressees or (signer and (role or fields))
    return found if is_document else None


def _number(lines: Sequence[str], fields: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    for line in lines:
        if len(line) < 120 and (match := _NUMBER.match(line)):
            digits = re.sub(r"\s", "", match["number"] or "")
            symbol = re.sub(r"\s", "", match["symbol"])
            return line, (digits + symbol if digits else None), symbol
    written = fields.get("number", "")
    if match := re.match(
        r"(?:số\s*:?\s*)?(?P<number>\d+(?:/\d{4}(?=\s*[/-]))?)?\s*(?P<symbol>[/-]\s*[A-ZĐ][\w&.Đđ/-]*)",
        written,
        _I,
    ):
        symbol = re.sub(r"\s", "", match["symbol"])
        return written, (match["number"] + symbol if match["number"] else None), symbol
    return (written, written, None) if re.search(r"\d", written) else (None, None, None)


def _place_and_date(lines: Sequence[str], fields: Mapping[str, str]) -> tuple[str | None, PartialDate | None]:
    for line in lines:
        if len(line) < 120 and (match := _PLACE_DATE.fullmatch(line.strip(" ()"))):
            return match["place"].strip(), parse_date(line, source="text")
    written = fields.get("issued", "")
    return None, (parse_date(written, source="markup") if written else None)


def _signature(lines: Sequence[str], fields: Mapping[str, str]) -> tuple[str | None, str | None]:
    """(role, signer): the last role in capitals and the name that follows it; else the table's signer."""
    from crawler.extract.byline import is_person

    for index in range(len(lines) - 1, -1, -1):
        if is_role(lines[index]):
            names = [line for line in lines[index + 1 : index + 6] if is_person(line)]
            return lines[index].strip(), (names[-1] if names else _table_signer(fields))
    return None, _table_signer(fields)


def _table_signer(fields: Mapping[str, str]) -> str | None:
    return fields.get("signer", "").split(" - ")[-1].strip() or None


def subject_line(lines: Iterable[str]) -> str | None:
    """The line that says what a letter is about: `V/v …`; None where none does."""
    return next((line for line in lines if line.lower().startswith("v/v") and len(line) < 400), None)
