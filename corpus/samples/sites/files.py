"""Small real files for attachments: PDF, DOCX, XLSX, and for the old formats RTF under the name .doc.

Each says more than its article: who is to do what by when. One PDF in five is a scan, as at real portals.
"""

import io
import textwrap
import zipfile
from functools import lru_cache

from corpus.samples.data_files import DATA
from corpus.samples.sample_article import SampleArticle
from corpus.samples.spelling import without_marks

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SCANNED = 5
"""Every fifth article's PDF is a picture: only OCR reads it."""
_TASKS = (
    "Rà soát danh sách hộ chưa có hố xí hợp vệ sinh",
    "Lập dự toán sửa chữa nhà văn hóa ấp",
    "Cắm biển cảnh báo sạt lở bờ kênh",
    "Thống kê máy bơm và trạm bơm dã chiến",
    "Tổ chức phát quang cây xanh lấn đường dây điện",
    "Kiểm kê trang thiết bị phòng máy tính",
    "Cập nhật sổ theo dõi tiêm phòng đàn gia súc",
    "Đối chiếu hồ sơ cấp đổi giấy chứng nhận quyền sử dụng đất",
    "Hướng dẫn bà con ghi nhật ký đồng ruộng",
    "Bố trí lực lượng trực bến phà ban đêm",
    "Sơn lại vạch kẻ đường trước cổng trường",
)
_WHO = (
    "Văn phòng",
    "Tổ công tác số 1",
    "Bộ phận Một cửa",
    "Ban nhân dân ấp",
    "Kế toán trưởng",
    "Đội quản lý đô thị",
)
_EPOCH = (2012, 1, 1, 0, 0, 0)
"""The time stamped on every member, so that the same file has the same bytes."""


def media_type(name: str) -> str:
    """The media type that a server gives a file of this name."""
    return _MEDIA_TYPES.get(_ending(name), "application/octet-stream")


def file_bytes(name: str, article: SampleArticle) -> bytes:
    """A small valid file of the kind that the name says: title and lead of the article, and an annex."""
    lines = (article.title, article.lead, *_annex(article))
    if _ending(name) == "pdf" and article.number % _SCANNED == 0:
        return _scan()
    return _bytes(_ending(name), lines)


def _annex(article: SampleArticle) -> tuple[str, ...]:
    """Who is to do what by when; nothing of it stands in the article."""
    rows = (
        f"{at + 1}. {_TASKS[(article.number * 5 + at * 7) % len(_TASKS)]}: "
        f"{_WHO[(article.number + at) % len(_WHO)]}, hoàn thành trước ngày "
        f"{5 + (article.number + 9 * at) % 23:02}"
        f"/{1 + (article.published.month + at) % 12:02}/{article.published.year + 1}"
        for at in range(4)
    )
    return ("PHỤ LỤC", "Phân công thực hiện", *rows)


@lru_cache(maxsize=1)
def _scan() -> bytes:
    return (DATA / "scan.pdf").read_bytes()


@lru_cache(maxsize=512)
def _bytes(ending: str, lines: tuple[str, ...]) -> bytes:
    if ending == "pdf":
        return _pdf(lines)
    if ending == "docx":
        return _docx(lines)
    if ending == "xlsx":
        return _xlsx(lines)
    return _rtf(lines)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _pdf(lines: tuple[str, ...]) -> bytes:
    """A one-page PDF (ISO 32000-1) in Helvetica, which has no Vietnamese letters: they are shown without
    marks, and told as they are to whoever reads the text (14.9.4, replacement text).
    """
    stream = b"\n".join(_pdf_line(line, 790 - 18 * at) for at, line in enumerate(_folded_lines(lines)))
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _folded_lines(lines: tuple[str, ...]) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, 88)][:42]


def _pdf_line(line: str, height: int) -> bytes:
    bare = without_marks(line).encode("latin-1", "replace")
    shown = bare.replace(b"\\", b"").replace(b"(", b"").replace(b")", b"")
    told = line.encode("utf-16-be").hex().encode()
    text = b"BT /F1 11 Tf 60 %d Td (%s) Tj ET" % (height, shown)
    return b"/Span << /ActualText <feff%s> >> BDC\n%s\nEMC" % (told, text)


def _rtf(lines: tuple[str, ...]) -> bytes:
    """RTF, which Word and LibreOffice open under the name .doc as well."""
    escaped = (f"\\u{ord(c)}?" if ord(c) > 126 else c for c in "\\par ".join(lines))
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + "".join(escaped) + "}").encode(
        "ascii"
    )


def _docx(lines: tuple[str, ...]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{_xml(text)}</w:t></w:r></w:p>" for text in lines)
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package(
        "word/document.xml",
        kind,
        {"word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'},
    )


def _xlsx(lines: tuple[str, ...]) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{_xml(text)}</t></is></c></row>'
        for row, text in enumerate(lines, 1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        '<Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return _package("xl/workbook.xml", kind, parts)


def _package(main: str, kind: str, parts: dict[str, str]) -> bytes:
    """An Office Open XML package (ECMA-376) whose main part is `main`."""
    sheet = '<Default Extension="xml" ContentType="application/xml"/>'
    if main.startswith("xl/"):
        worksheet = kind.replace("sheet.main", "worksheet")
        sheet += f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{worksheet}"/>'
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'{sheet}<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="{main}"/></Relationships>'
    )
    return _zip({"[Content_Types].xml": types, "_rels/.rels": relations, **parts})


def _zip(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package.writestr(zipfile.ZipInfo(name, _EPOCH), head + text)
    return buffer.getvalue()


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
