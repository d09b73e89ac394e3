"""What a page says of an attached file: kind, size, and whether its text can be searched. Words only."""

from corpus.attachment import AttachedFile
from search_web.languages import gettext, lazy_gettext

_KINDS = {
    "docx": "Word",
    "doc": "Word",
    "xml-word": "Word",
    "rtf": "RTF",
    "xlsx": "Excel",
    "xls": "Excel",
    "pptx": "PowerPoint",
    "ppt": "PowerPoint",
    "pdf": "PDF",
    "odf": "OpenDocument",
    "zip": "ZIP",
}
_REASONS = {
    "encrypted": lazy_gettext("có mật khẩu, không đọc được"),
    "scanned": lazy_gettext("bản quét, chưa đọc được chữ"),
    "no-text": lazy_gettext("không có chữ"),
    "broken": lazy_gettext("tệp hỏng"),
    "too-large": lazy_gettext("quá lớn"),
    "body-too-large": lazy_gettext("quá lớn"),
    "kind-unread": lazy_gettext("loại tệp này chưa đọc được"),
    "page-not-file": lazy_gettext("cổng trả về một trang thay cho tệp"),
    "robots-txt": lazy_gettext("cổng không cho máy tải"),
    "http-404": lazy_gettext("không còn trên cổng"),
    "http-410": lazy_gettext("không còn trên cổng"),
}


def note_of(file: AttachedFile) -> str:
    """`PDF, 340 KB, tìm được theo nội dung`; "" where there is nothing to say."""
    said = (_KINDS.get(file.kind or "", ""), _size(file.bytes), _state(file))
    return ", ".join(filter(None, said))


def _size(count: int | None) -> str:
    if not count:
        return ""
    return f"{max(1, round(count / 1000))} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _state(file: AttachedFile) -> str:
    if file.state == "read":
        return gettext("tìm được theo nội dung")
    if file.state == "waiting":
        return gettext("đang chờ đọc")
    if file.state == "skipped":
        return ""
    return str(_REASONS.get(file.reason) or gettext("không đọc được"))
