"""The words of pages that only tell of a fault: errors, maintenance, missing articles, logins.

Patterns over visible text on one line. Programs' own messages prove a fault in any short page; words that a
news story may use too count only where no prose stands beside them, which the caller checks.
"""

import re

_I = re.IGNORECASE
_PROGRAM = re.compile(
    r"ID Tương quan|Correlation ID|Server Error in '|Runtime Error|Sorry, something went wrong"
    r"|Service Unavailable|Error establishing a database connection|Database Error|Fatal error:"
    r"|Unhandled Exception|HTTP (?:Error|Status) \d{3}|50[0-4] (?:Bad Gateway|Service|Gateway)"
    r"|Internal Server Error|System\.\w+(?:\.\w+)*Exception|Object reference not set|Whitelabel Error Page"
    r"|OLE DB Provider|ODBC \w+ Driver|DBNETLIB|SQLSTATE\[|\bORA-\d{5}|mysqli?_connect\("
    r"|MySQL server has gone|Request Rejected|requested URL was rejected|Web Page Blocked|\bAttack ID\b"
    r"|403 Forbidden|Bandwidth Limit Exceeded|Account (?:has been )?Suspended|under maintenance",
    _I,
)
_HOST = (
    r"(?:hệ thống|web ?site|trang(?: (?:web|thông tin|tin))?|cổng(?: (?:thông tin|tt)[^.!?]{0,60})?|máy chủ"
    r"|server|site|dịch vụ|ứng dụng)"
)
_AGAIN = r"(?:quay|trở|truy cập|thử) lại"
_MAINTENANCE = re.compile(
    rf"{_HOST}[^.!?]{{0,40}} (?:đang|tạm|được|sẽ)[^.!?]{{0,30}}"
    r"(?:bảo trì|nâng cấp|bảo dưỡng|dừng|ngừng|ngưng)"
    r"|^(?:website |trang )?(?:đang|tạm) (?:được )?(?:bảo trì|nâng cấp|ngừng)"
    rf"|(?:bảo trì|nâng cấp).{{0,60}}{_AGAIN}"
    r"|under maintenance",
    _I,
)
_EXCUSE = re.compile(
    r"rất tiếc, (?:đã )?(?:xảy ra|có) lỗi|lỗi kết nối|lỗi hệ thống"
    rf"|{_HOST}[^.!?]{{0,20}} (?:bận|quá tải|gặp sự cố|gặp lỗi|bị lỗi)"
    r"|(?:có|xảy ra|phát sinh|gặp) lỗi (?:xảy ra|trong quá trình|khi|không mong muốn|hệ thống)",
    _I,
)
_THING = (
    r"(?:bài viết|tin bài|trang|nội dung|tin|tin tức|địa chỉ|liên kết|đường dẫn|văn bản|dữ liệu|thông tin"
    r"|chuyên mục)"
)
_NOT_FOUND = re.compile(
    rf"{_THING}[^.!?]{{0,60}}(?:không (?:còn )?(?:tồn tại|khả dụng|hợp lệ)|không còn nữa|không tìm thấy"
    r"|không (?:có|được) (?:trên|trong) hệ thống|đã (?:bị |được )?(?:gỡ|xóa|xoá|thay đổi)"
    r"|chưa được (?:cập nhật|xuất bản|duyệt))"
    r"|không tìm thấy (?:trang|nội dung|bài viết|dữ liệu|kết quả|tin|thông tin)"
    r"|page (?:was )?not found|404 not found|lỗi 404|error 404",
    _I,
)
_NOT_FOUND_HEADING = re.compile(
    r"(?:lỗi |error |http )?404\b.{0,60}|(?:page |file )?not found"
    r"|.{0,20}không tìm thấy (?:trang|bài|tin|nội dung|đường).{0,40}"
    rf"|{_THING}.{{0,40}} không (?:còn )?tồn tại.{{0,20}}",
    _I,
)
_GONE_LINE = re.compile(
    r"(?:(?:rất tiếc|xin lỗi)[,.!:]? )?(?:bài viết|tin bài|bản tin|bài)(?: này| bạn [^.!?]{0,40})?(?: hiện)?"
    r" (?:không (?:còn )?tồn tại|không còn nữa|đã (?:bị |được )?(?:gỡ|xóa|xoá)(?: bỏ)?)\b[^.!?]{0,50}[.!]*",
    _I,
)
_LOGIN_WANTED = re.compile(
    r"(?:cần|phải|vui lòng|hãy|yêu cầu) đăng nhập (?!để (?:bình luận|gửi|đánh giá|thảo luận|viết|trả lời))"
    r"|không có quyền (?:xem|truy cập)|not authori[sz]ed to view",
    _I,
)
_LOGIN_HEADING = re.compile(r"(?:đăng nhập|log ?in|sign ?in)\b.{0,60}", _I)


def tells_of_program_fault(text: str) -> bool:
    """A program's own message: no story has it."""
    return _PROGRAM.search(text) is not None


def tells_of_fault(text: str) -> bool:
    """A server's excuse in words of people."""
    return _EXCUSE.search(text) is not None or tells_of_maintenance(text)


def tells_of_maintenance(text: str) -> bool:
    """The whole host is being worked on."""
    return _MAINTENANCE.search(text) is not None


def tells_of_nothing(text: str) -> bool:
    """There is no such article."""
    return _NOT_FOUND.search(text) is not None


def is_not_found_heading(heading: str) -> bool:
    """A heading that says nothing but that there is no such article."""
    return _NOT_FOUND_HEADING.fullmatch(heading) is not None


def tells_of_gone_article(text: str) -> bool:
    """Somewhere in it a portal's own words for an article that is not there."""
    return _GONE_LINE.search(text) is not None


def is_gone_line(line: str) -> bool:
    """A line that says nothing but that there is no such article: portals write it above their boxes."""
    return _GONE_LINE.fullmatch(line) is not None


def wants_login(text: str) -> bool:
    """The page is for those who log in."""
    return _LOGIN_WANTED.search(text) is not None


def is_login_heading(heading: str) -> bool:
    """A heading over a login and nothing else."""
    return _LOGIN_HEADING.fullmatch(heading) is not None
