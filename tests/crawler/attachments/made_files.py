"""Files of every kind, made here: what they say is fictional."""

import email.message
import io
import random
import zipfile

import docx
import openpyxl
import pptx
from PIL import Image

SAID = "Hội nghị sơ kết công tác phòng, chống hạn mặn huyện Phước An"
ROW = ("1", "Nạo vét kênh cấp hai", "Phòng Nông nghiệp")


def docx_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(SAID)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ROW, strict=True):
        cell.text = text
    return _saved(document)


def xlsx_file() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Phân công"
    book.active.append([SAID])
    book.active.append([1.0, ROW[1], ROW[2], None, True])
    return _saved(book)


def pptx_file() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = SAID
    table = slide.shapes.add_table(1, 3, 0, 0, 1000000, 300000).table
    for at, text in enumerate(ROW):
        table.cell(0, at).text = text
    slide.notes_slide.notes_text_frame.text = "Ghi chú: mời đủ các xã"
    return _saved(show)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def rtf_file(text: str = SAID) -> bytes:
    escaped = "".join(f"\\u{ord(c)}?" if ord(c) > 126 else c for c in text)
    return ("{\\rtf1\\ansi{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + escaped + "\\par}").encode("ascii")


def odt_file(*, encrypted: bool = False) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text, table = office.replace("office:1", "text:1"), office.replace("office:1", "table:1")
    cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in ROW)
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" xmlns:table="{table}">'
        f"<office:body><office:text><text:h>{SAID[:8]}<text:span>{SAID[8:]}</text:span></text:h>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    manifest = "<manifest>" + ("<encryption-data/>" if encrypted else "") + "</manifest>"
    kind = "application/vnd.oasis.opendocument.text"
    return zip_file({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def zip_file(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def locked(package: bytes) -> bytes:
    """The ZIP with the flag of encryption set on its members, as a password sets it."""
    changed = bytearray(package)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def html_file() -> bytes:
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{}</style></head>'
        f"<body><p class=MsoNormal>{SAID}</p>"
        f"<table><tr>{''.join(f'<td><p>{cell}</p></td>' for cell in ROW)}</tr></table>"
        "<script>var x = 'không phải chữ';</script></body></html>"
    ).encode()


def mhtml_file() -> bytes:
    message = email.message.EmailMessage()
    message["Subject"] = "x"
    message.set_content(html_file().decode(), subtype="html", charset="utf-8")
    return bytes(message)


def word_xml_file() -> bytes:
    wordml = "http://schemas.microsoft.com/office/word/2003/wordml"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{wordml}">'
        f"<w:body><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:body></w:wordDocument>"
    ).encode()


def pdf_file(lines: tuple[str, ...] = (SAID,), *, picture: bool = False, locked: bool = False) -> bytes:
    """A page whose text is told by its ToUnicode map (ISO 32000-1, 9.10.3); with `picture` a grey one."""
    letters = {letter: number for number, letter in enumerate(sorted(set("".join(lines))), 1)}
    shown = b"".join(
        b"BT /F1 12 Tf 60 %d Td <%s> Tj ET\n"
        % (780 - 16 * at, "".join(f"{letters[c]:04x}" for c in line).encode())
        for at, line in enumerate(lines)
    )
    pairs = "\n".join(
        f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, number in letters.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()
    if picture:
        shown = b"q 400 0 0 400 60 200 cm /I1 Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /I1 9 0 R >> >> >>",
        _stream(shown),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor 7 0 R /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
        _stream(cmap),
        _stream(
            random.Random(1).randbytes(64),
            b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 ",
        ),
    ]
    return _pdf(objects, locked)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (more, len(content), content)


def _pdf(objects: list[bytes], locked: bool) -> bytes:
    if locked:  # the owner's and the user's entries of a password that nobody knows
        objects.append(
            b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32)
        )
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"01" * 16, b"01" * 16) if locked else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        lock,
        start,
    )
    return bytes(out)


def picture_file() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (40, 40), 255).save(buffer, "PNG")
    return buffer.getvalue()
