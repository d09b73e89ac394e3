"""Small real files for attachments: PDF, DOCX, XLSX, and for the old formats RTF under the name .doc."""

import io
import zipfile
from functools import lru_cache

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
_EPOCH = (2012, 1, 1, 0, 0, 0)
"""The time stamped on every member, so that the same file has the same bytes."""


def media_type(name: str) -> str:
    """The media type that a server gives a file of this name."""
    return _MEDIA_TYPES.get(_ending(name), "application/octet-stream")


def file_bytes(name: str, article: SampleArticle) -> bytes:
    """A small valid file of the kind that the name says, with title and lead of the article in it."""
    return _bytes(_ending(name), article.title, article.lead)


@lru_cache(maxsize=512)
def _bytes(ending: str, title: str, lead: str) -> bytes:
    if ending == "pdf":
        return _pdf(f"{without_marks(title)}")
    if ending == "docx":
        return _docx(title, lead)
    if ending == "xlsx":
        return _xlsx(title, lead)
    return _rtf(title, lead)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _pdf(line: str) -> bytes:
    """A one-page PDF (ISO 32000-1) with a line in Helvetica, which has no Vietnamese letters."""
    shown = line.encode("latin-1", "replace").replace(b"\\", b"").replace(b"(", b"").replace(b")", b"")
    stream = b"BT /F1 12 Tf 60 780 Td (" + shown[:90] + b") Tj ET"
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


def _rtf(title: str, lead: str) -> bytes:
    """RTF, which Word and LibreOffice open under the name .doc as well."""
    escaped = (f"\\u{ord(c)}?" if ord(c) > 126 else c for c in f"{title}\\par {lead}")
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + "".join(escaped) + "}").encode(
        "ascii"
    )


def _docx(title: str, lead: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{_xml(text)}</w:t></w:r></w:p>" for text in (title, lead))
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package(
        "word/document.xml",
        kind,
        {"word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'},
    )


def _xlsx(title: str, lead: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{_xml(text)}</t></is></c></row>'
        for row, text in enumerate((title, lead), 1)
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
