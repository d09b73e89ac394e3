"""The fixed words of Vietnamese portals: what is never part of an article, and what announces what.

Data with a few predicates. The lists are matched against whole blocks, so that a sentence of an article that
contains such words is left alone. Source: the themes of the platforms that we read.
"""

import re

from corpus.remembering import remembered

_I = re.IGNORECASE
_REMEMBERED = 4096
"""A page's lines and names are asked about several times, and the pages of a portal share their menus."""

_BOILERPLATE = re.compile(
    r"""(?:
    (?:xem\ (?:với|bài\ viết\ với)\ )?cỡ\ chữ\W*(?:[a+\-\s]|mặc\ định)*
    | (?:đọc|nghe)\ (?:bài(?:\ viết)?|nội\ dung|tin|văn\ bản)
    | (?:tổng\ )?(?:số\ )?(?:lượt|lần)\ (?:xem|đọc|truy\ cập|người\ truy\ cập|tải)\W*[\d.,]*
    | [\d.,]+\ (?:lượt|lần)\ (?:xem|đọc|tải|truy\ cập)
    | (?:đã\ )?(?:xem|đọc)\W*[\d.,]+(?:\ lần)?
    | (?:bản\ in|in\ (?:trang|bài|tin|ra|bài\ viết|trang\ này|nội\ dung))(?:\W+(?:quay\ lại|trở\ về))?
    | gửi\ (?:e-?mail|mail|bài|tin|cho\ bạn\ bè|bạn\ bè|bài\ viết|phản\ hồi|ý\ kiến|bình\ luận).{0,30}
    | (?:tăng|giảm)?\ ?(?:độ\ )?tương\ phản
    | đánh\ giá(?:\ bài\ viết)?\W*[\d/().\s]*(?:sao)?
    | tổng\ số\ điểm\ của\ bài\ viết.*
    | (?:click|bấm|nhấn)\ (?:để|vào\ đây\ để)\ (?:đánh\ giá|in|gửi|duy\ trì).*
    | (?:xếp\ hạng|bình\ chọn)\W*[\d/.\s-]*(?:phiếu.*)?
    | (?:quay|trở|về)\ (?:lại|về|trang|đầu)(?:\ (?:trang|đầu|trước|chủ))*(?:\ trang)?
    | lên\ đầu\ trang
    | (?:chia\ sẻ)\W*(?:facebook|zalo|twitter|\W)*
    | (?:chia\ sẻ|theo\ dõi|like|share|tweet|facebook|zalo|twitter|google\+?|email|print|pinterest|linkedin)
      (?:\ (?:bài\ viết|lên|qua|trên|facebook|zalo|twitter|mạng\ xã\ hội|bài\ viết\ này|chúng\ tôi))*\W*\d*
    | lưu(?:\ bài\ viết(?:\ này)?)?
    | (?:từ\ kh[óo]á?a?|tags?|thẻ|chủ\ đề)\s*:.*
    | (?:ý\ kiến|bình\ luận|phản\ hồi)(?:\ (?:bạn\ đọc|của\ bạn|bài\ viết|độc\ giả))?\W*\d*\W*
    | (?:chưa\ có|hãy\ là\ người\ đầu\ tiên)\ (?:bình\ luận|ý\ kiến|đánh\ giá).*
    | (?:chú\ ý\W+)?việc\ (?:đăng\ lại|sao\ chép).*vi\ phạm\ bản\ quyền.*
    | (?:yêu\ cầu\ )?ghi\ rõ\ nguồn.*(?:website|trang|cổng|thông\ tin).*
    | (?:®|©|\(c\)).{0,160}
    | bản\ quyền\ (?:thuộc|©|thông\ tin).{0,160}
    | (?:đang|số\ người)\ (?:truy\ cập|online)\W*[\d.,]*
    | (?:hôm\ (?:nay|qua)|tuần\ này|tháng\ (?:này|hiện\ tại)|tất\ cả|tổng\ (?:lượt\ )?truy\ cập)\W+[\d.,]+
    | bạn\ đã\ không\ sử\ dụng\ site.*
    | truy\ cập\ nội\ dung\ luôn | (?:chuyển|bỏ\ qua)\ (?:đến|tới)\ nội\ dung(?:\ chính)?
    | nội\ dung\ trang | (?:xem|đọc)\ (?:thêm|tiếp)(?:\W.{0,80})? | đăng\ nhập | rss | a\s?[+\-] | \W+
    | thích | tải\ (?:về|xuống)(?:\ (?:tại\ đây|file|máy))? | download | xem(?:\ (?:chi\ tiết|trước|online))?
    )""",
    re.VERBOSE | _I,
)
_RELATED = re.compile(
    r"""(?:các\ |những\ |một\ số\ )?
    (?:(?:tin|bài|bài\ viết|tin\ bài|tin\ tức|văn\ bản|thông\ báo|thông\ tin|tài\ liệu|nội\ dung|mục|sự\ kiện)
      (?:\ (?:bài|tức|viết))?\ (?:liên\ quan|khác|cùng\ (?:chuyên\ mục|loại|chủ\ đề|thể\ loại|lĩnh\
      vực|nhóm|mục)
      |đã\ (?:đưa|đăng)|(?:mới|cũ)\ (?:hơn|nhất|đưa|đăng)|tiếp\ theo|trước(?:\ đó)?|xem\ nhiều|đọc\ nhiều
      |nổi\ bật|tham\ khảo|gần\ đây|tương\ tự|mới)
     | có\ thể\ bạn\ quan\ tâm | cùng\ chuyên\ mục | điều\ hướng\ bài\ viết | bài\ trước | bài\ sau
     | xem\ thêm | tin\ mới | tin\ cũ)
    (?:\ (?:của|trong|cùng|về)\ .{0,40})?\W*(?:\(\d+\))?\W*""",
    re.VERBOSE | _I,
)
_ATTACHMENT = re.compile(
    r"(?:các |danh sách )?(?:(?:tệp|tập|file|tài liệu|văn bản|tin|phụ lục)(?: tin)? (?:gắn|đính"
    r"|gửi)? ?kèm(?: theo)?"
    r"|file đính kèm|đính kèm|tải (?:về|xuống)|download|tập tin)\W*",
    _I,
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|relate\w*|lienquan|lien-quan|tinlienquan|tin-?khac|tinkhac|other-?news|othernews|newsother"
    r"|tincung\w*|cungchuyenmuc|cung-chuyen-muc|cungloai|tincungloai|art-other|jp-relatedposts|asset-links\w*"
    r"|taglib-asset-links|post-navigation|nav-links|crumbs?|comments?|bcomment\w*|binhluan|binh-luan|breadcrumbs?|breadcrumb\w*"
    r"|duongdan|pagination|pager|phantrang|phan-trang|(?<![_-])widget|sidebar|footer|timtheongay|tim-kiem\w*|search\w*|login\w*"
    r"|menu\w*|navbar\w*|tin-?moi\w*|tin-?doc-?nhieu|tin-?noi-?bat)(?=$|[\s_-])",
    _I,
)
_TOOLS = re.compile(
    r"(?:^|[\s_-])(?:share|social\w*|tags?|tag-?links|tags-?\w+|tool\w*|congcu|cong-cu|tien-?ich|rating|ratings|danhgia"
    r"|danh-gia|addthis\w*|print\w*|post-views?|luotxem|luot-xem|view-?count|counter|taglib-ratings|screen-reader-text"
    r"|entry-footer|entry-meta|post-meta|newstools|newsdetailmetatop|fb-like|fb-\w+|zalo\w*|wvag|wcag)(?=$|[\s_-])",
    _I,
)
_AUTHOR = re.compile(r"author|tac-?_?gia|byline|nguoi-?viet|but-?danh", _I)


@remembered(_REMEMBERED)
def is_boilerplate(text: str) -> bool:
    """Whether a block is one of the portal's own strings: tools, counters, copyright, skip links."""
    return len(text) < 300 and _BOILERPLATE.fullmatch(text.strip().lstrip(">»› ")) is not None


@remembered(_REMEMBERED)
def is_related_heading(text: str) -> bool:
    """Whether a block announces links to other articles."""
    return len(text) < 80 and _RELATED.fullmatch(text.strip()) is not None


@remembered(_REMEMBERED)
def is_attachment_heading(text: str) -> bool:
    """Whether a block announces files."""
    return len(text) < 60 and _ATTACHMENT.fullmatch(text.strip(" :;-[]()")) is not None


@remembered(_REMEMBERED)
def is_other_part(names: str) -> bool:
    """Whether the class and id of an element say that it holds other articles, comments or navigation."""
    return _OTHERS.search(names) is not None


@remembered(_REMEMBERED)
def is_author_part(names: str) -> bool:
    """Whether they say that it holds who wrote the article."""
    return _AUTHOR.search(names) is not None


@remembered(_REMEMBERED)
def is_side_part(names: str) -> bool:
    """Whether they say that it is no text of the article: other articles, or tools and small print about it.

    Date and byline may stand among the tools, so only text is kept away from those.
    """
    return is_other_part(names) or _TOOLS.search(names) is not None
