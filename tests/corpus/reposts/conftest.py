"""A catalog that articles are put into, and two texts to make others from."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from corpus.article import Article, PartialDate
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
STORY = (
    "Sáng ngày 12/3/2019, UBND huyện Vĩnh An sơ kết 5 năm thực hiện phong trào nông thôn mới.",
    "Đồng chí Lê Thị Hoa, Phó Chủ tịch UBND huyện, chủ trì hội nghị; dự có đại diện 14 xã, thị trấn.",
    "Theo báo cáo, toàn huyện có 9/14 xã đạt chuẩn; thu nhập bình quân đạt 46,5 triệu đồng/người/năm.",
    "Hội nghị cũng chỉ ra những hạn chế về giao thông nội đồng và nguồn vốn đối ứng của các xã vùng sâu.",
    "Kết luận, đồng chí Lê Thị Hoa yêu cầu các xã rà soát tiêu chí môi trường, báo cáo trước ngày 30/6/2019.",
)
FORM = (
    "Thực hiện Kế hoạch số {number}/KH-UBND ngày {day}/9/2021 của UBND huyện {place}, Trường THCS {school} "
    "thông báo việc cho học sinh nghỉ học để phòng, tránh bão số {storm}.",
    "Giáo viên chủ nhiệm thông báo đến từng phụ huynh, nhắc nhở các em không ra gần sông, suối, ao, hồ.",
    "Nhà trường phân công cán bộ trực, kiểm tra phòng học, bảo quản hồ sơ, thiết bị dạy học ở nơi cao ráo.",
    "Thời gian học bù sẽ được thông báo sau. Đề nghị phụ huynh và học sinh chú ý theo dõi.",
)


def article(
    name: str, body: tuple[str, ...] = STORY, published: str | None = "2019-03-12", title: str = "Tin"
) -> Article:
    date = PartialDate(value=published, precision="day", source="markup") if published else None
    url = f"https://{name}.example.vn/tin/1"
    return Article(url=url, portal=name, platform="wordpress", title=title, body=body, published=date)


def form(**values: str) -> tuple[str, ...]:
    return tuple(paragraph.format(**values) for paragraph in FORM)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}") as opened:
        yield opened


Put = Callable[[Article], str]


@pytest.fixture
def put(catalog: Catalog) -> Put:
    """Saves an article as captured now, one minute after the one before; its id."""
    numbers = count(1)

    def save(saved: Article) -> str:
        number = next(numbers)
        capture = CaptureRecord(
            url=saved.url,
            canonical_url=saved.url,
            portal=saved.portal,
            locator=Locator(file="a.warc.gz", offset=number * 100, length=90),
            status=200,
            digest=f"sha256:{number}",
            fetched_at=NOON + timedelta(minutes=number),
        )
        catalog.save_article(saved, catalog.add_capture(capture), NOON)
        return saved.article_id

    return save
