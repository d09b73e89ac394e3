"""The crawler's alarms in words. Must not judge: `tratin status` and `/quan-tri` say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.alarms import Alarm, saved_alarms
from corpus.errors import TraTinError
from search_web import formats
from search_web.operators.pages import Fact

_FIELDS = {
    "lead": "sapo",
    "body": "nội dung",
    "published": "ngày đăng",
    "author": "tác giả",
    "captions": "chú thích ảnh",
    "attachments": "tệp đính kèm",
}


@dataclass(frozen=True, slots=True)
class Worries:
    """What is wrong with each portal, in words; `judged` says when the crawler last looked."""

    judged: Fact
    of_portal: Mapping[str, tuple[str, ...]]


def read_worries(directory: Path) -> Worries:
    """Those of the latest crawl; where there is none, or its report is damaged, `judged` says so."""
    try:
        report = saved_alarms(directory)
    except (TraTinError, OSError) as error:
        return Worries(Fact("Đánh giá", str(error), warns=True), {})
    if report is None:
        return Worries(Fact("Đánh giá", "chưa có lượt thu thập nào (tratin crawl)", warns=True), {})
    told: dict[str, tuple[str, ...]] = {}
    for alarm in report.alarms:
        told[alarm.portal] = (*told.get(alarm.portal, ()), worry(alarm))
    return Worries(Fact("Đánh giá lúc", formats.moment(report.at).text), told)


def worry(alarm: Alarm) -> str:
    """One alarm for the column `Cần xem`."""
    days = formats.number(round(alarm.value))
    share, usual = (f"{round(100 * part)} %" for part in (alarm.value, alarm.usual))
    match alarm.kind:
        case "silent":
            return f"{days} ngày làm việc không có tin mới, thường {formats.number(round(alarm.usual))} ngày"
        case "no-answer":
            return f"không trả lời {days} ngày liền"
        case "field-drop":
            return f"chỉ {share} tin có {_FIELDS.get(alarm.field, alarm.field)}, thường {usual}"
        case "layout":
            return f"{share} tin có giao diện lạ, thường {usual}"
        case "soft-404":
            return f"{share} trang báo không tồn tại với mã 200, thường {usual}"
        case "moved":
            return f"tên miền đã chuyển sang {alarm.field}, cần ghi vào config.toml"
