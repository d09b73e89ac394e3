"""What the interface calls things: facets, kinds, sorts, errors. Names of places come with the data."""

from corpus.article import Kind
from corpus.enrich import topic_label
from corpus.gazetteer import gazetteer
from corpus.text import slug
from indexer import Boundaries, Sort
from search_web import formats
from search_web.languages import LazyText, lazy_gettext, ngettext
from search_web.serving.request_state import portals

FACET_LABELS: dict[str, LazyText] = {
    "province": lazy_gettext("Tỉnh, thành"),
    "unit": lazy_gettext("Huyện, xã"),
    "agency": lazy_gettext("Cơ quan"),
    "kind": lazy_gettext("Loại tin"),
    "event_type": lazy_gettext("Loại cuộc họp"),
    "topic": lazy_gettext("Chủ đề"),
    "year": lazy_gettext("Năm đăng"),
    "document": lazy_gettext("Số văn bản được nhắc tới"),
    "portal": lazy_gettext("Cổng thông tin"),
}
FACET_HINTS: dict[str, LazyText] = {
    "province": lazy_gettext("Tên cũ, tên mới đều tìm được; tin cũ được tính ở cả hai."),
    "document": lazy_gettext("Mỗi số gộp mọi văn bản mang số đó, của cơ quan nào, năm nào cũng tính."),
}
"""Said under the facet's name, where its counts would puzzle."""
FACET_INVITATIONS: dict[str, LazyText] = {
    "event_type": lazy_gettext("Chọn loại cuộc họp"),
    "document": lazy_gettext("Chọn số văn bản"),
    "portal": lazy_gettext("Chọn cổng thông tin"),
}
"""What leads to the values of a facet that are not on the page."""
BOUNDARY_LABELS: dict[Boundaries, LazyText] = {
    Boundaries.EITHER: lazy_gettext("Tên cũ hoặc tên mới"),
    Boundaries.THEN: lazy_gettext("Địa giới lúc đăng tin"),
    Boundaries.NOW: lazy_gettext("Địa giới hiện nay"),
}
PANEL_BOXES: dict[str, LazyText] = {
    "nam": lazy_gettext("Năm đăng"),
    "tu": lazy_gettext("Từ ngày"),
    "den": lazy_gettext("Đến ngày"),
}
"""Parameter -> name of the boxes that a person may fill in wrongly."""
CHIP_NAMES: dict[str, LazyText] = {
    "province": lazy_gettext("Tỉnh"),
    "unit": lazy_gettext("Huyện, xã"),
    "agency": lazy_gettext("Cơ quan"),
    "kind": lazy_gettext("Loại tin"),
    "event_type": lazy_gettext("Loại cuộc họp"),
    "topic": lazy_gettext("Chủ đề"),
    "year": lazy_gettext("Năm"),
    "document": lazy_gettext("Số văn bản"),
    "portal": lazy_gettext("Cổng"),
}
KIND_LABELS: dict[str, LazyText] = {
    Kind.MEETING: lazy_gettext("Cuộc họp"),
    Kind.DOCUMENT: lazy_gettext("Văn bản"),
    Kind.NOTICE: lazy_gettext("Thông báo"),
    Kind.NEWS: lazy_gettext("Tin tức"),
    Kind.OTHER: lazy_gettext("Loại khác"),
}
SORT_LABELS: dict[Sort, LazyText] = {
    Sort.RELEVANCE: lazy_gettext("Liên quan"),
    Sort.NEWEST: lazy_gettext("Mới nhất"),
    Sort.OLDEST: lazy_gettext("Cũ nhất"),
}
PARTS_OF_DAY: dict[str, LazyText] = {
    "sáng": lazy_gettext("sáng"),
    "trưa": lazy_gettext("trưa"),
    "chiều": lazy_gettext("chiều"),
    "tối": lazy_gettext("tối"),
    "đêm": lazy_gettext("đêm"),
}
ERROR_SENTENCES: dict[str, LazyText] = {
    "bad-date": lazy_gettext("Nhập ngày, ví dụ 18/6/2019, 6/2019 hoặc 2019. Chưa lọc theo ô này."),
    "range-reversed": lazy_gettext("Ngày này đứng trước “Từ ngày”. Chưa lọc theo thời gian."),
    "bad-page": lazy_gettext("Số trang phải là số từ 1 trở lên. Đang xem trang 1."),
    "bad-sort": lazy_gettext("Không có cách xếp này. Đang xếp theo cách thường dùng."),
    "bad-year": lazy_gettext("Năm phải có bốn chữ số, ví dụ 2019. Chưa lọc theo năm này."),
    "too-many-filters": lazy_gettext("Địa chỉ này chọn quá nhiều bộ lọc. Chỉ dùng phần đầu."),
    "text-too-long": lazy_gettext("Câu tìm quá dài. Chỉ tìm theo phần đầu."),
    "query-too-long": lazy_gettext("Câu tìm quá dài. Bạn hãy rút gọn lại."),
    "query-too-deep": lazy_gettext("Câu tìm lồng quá nhiều lớp ngoặc đơn. Bạn hãy bỏ bớt."),
    "query-too-many-clauses": lazy_gettext("Câu tìm có quá nhiều ngoặc kép, OR, dấu trừ hoặc tên trường."),
    "query-too-many-wildcards": lazy_gettext("Chỉ dùng được dấu * ở nhiều nhất bốn từ."),
    "query-wildcard-too-wide": lazy_gettext("Trước dấu * cần thêm chữ cái: có quá nhiều từ bắt đầu như vậy."),
    "query-too-costly": lazy_gettext("Câu tìm này mất quá nhiều thời gian. Bạn hãy bỏ bớt từ thường gặp."),
    "nothing-readable": lazy_gettext("Trong câu tìm không có chữ hay số nào."),
    "unknown-value": lazy_gettext("Trong kho không có tên nào như bạn ghi sau dấu hai chấm."),
    "words-ignored": lazy_gettext("Câu tìm quá dài. Chỉ tìm theo phần đầu."),
    "bad-query": lazy_gettext("Chưa hiểu câu tìm này. Bạn hãy thử viết lại bằng vài từ đơn giản."),
}


def facet_value_label(facet: str, value: str, label: str) -> str:
    """What a person reads for a facet value: ids of kinds, topics and portals get their names."""
    if facet == "portal":
        portal = portals().get(label)
        return portal.agency if portal else label
    if facet == "kind":
        return str(KIND_LABELS.get(value, label))
    if facet == "province" and label == value:
        names = (unit.name for unit in gazetteer().provinces if slug(unit.name) == value)
        return next(names, label)
    if facet == "topic":
        return topic_label(value) if label == value else label
    return label


def part_of_day(part: str) -> str:
    """`Sáng`, in the language of the request."""
    return str(PARTS_OF_DAY.get(part, part)).capitalize()


def results_count(total: int) -> str:
    """`128 kết quả`. Vietnamese has no plural; English has."""
    return ngettext("%(count)s kết quả", "%(count)s kết quả", total, count=formats.number(total))
