"""The columns that every table has, CSV and Excel alike: heading, width, and what stands in them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from corpus.enrich import topic_label
from search_web import labels
from search_web.exports.rows import ArticleRow, DateValue, names
from search_web.formats import VIETNAM_TIME
from search_web.languages import LazyText, lazy_gettext


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in characters."""

    heading: LazyText
    width: int
    text: Callable[[ArticleRow], str]


def date_text(date: DateValue | None) -> str:
    """`2019-06-18 16:56` on Vietnam's clock, `2019-06-18`, `2019-06`: sorts, says no more than is known."""
    if date is None:
        return ""
    if date.precision != "minute":
        return date.value
    when = dt.datetime.fromisoformat(date.value)
    when = when.astimezone(VIETNAM_TIME) if when.tzinfo else when
    return f"{when:%Y-%m-%d %H:%M}"


def _listed(values: tuple[str, ...]) -> str:
    return "; ".join(values)


COLUMNS = (
    Column(lazy_gettext("Mã tin"), 16, lambda row: row.id),
    Column(lazy_gettext("Tiêu đề"), 70, lambda row: row.title),
    Column(lazy_gettext("Cơ quan"), 30, lambda row: row.agency or ""),
    Column(lazy_gettext("Tỉnh (lúc đó)"), 16, lambda row: row.province or ""),
    Column(lazy_gettext("Tỉnh (nay)"), 16, lambda row: row.province_now or ""),
    Column(lazy_gettext("Loại tin"), 12, lambda row: str(labels.KIND_LABELS[row.kind])),
    Column(lazy_gettext("Loại cuộc họp"), 16, lambda row: row.event_type or ""),
    Column(lazy_gettext("Ngày đăng"), 17, lambda row: date_text(row.published)),
    Column(lazy_gettext("Ngày họp"), 17, lambda row: _listed(tuple(map(date_text, row.held)))),
    Column(lazy_gettext("Chủ trì"), 24, lambda row: names(row.chairs)),
    Column(
        lazy_gettext("Văn bản được nhắc tới"), 30, lambda row: _listed(tuple(d.number for d in row.documents))
    ),
    Column(lazy_gettext("Chủ đề"), 24, lambda row: _listed(tuple(map(topic_label, row.topics)))),
    Column(lazy_gettext("Tệp đính kèm"), 24, lambda row: _listed(row.attachments)),
    Column(lazy_gettext("Số bản đăng lại"), 10, lambda row: str(row.repost_count or "")),
    Column(lazy_gettext("Cổng"), 16, lambda row: row.portal),
    Column(lazy_gettext("Trang gốc"), 40, lambda row: row.url or ""),
    Column(lazy_gettext("Trang ở Tra Tin"), 40, lambda row: row.page),
)
