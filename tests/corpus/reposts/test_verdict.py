"""What counts as one article posted twice: headers, counters and a sentence do not matter, names do."""

import pytest

from corpus.reposts.sketch import Sketch, sketch_of, unpack_sentences
from corpus.reposts.texts import RepostText, own_paragraphs
from corpus.reposts.verdict import Evidence, is_repost, same_sentences
from tests.corpus.reposts.conftest import FORM, STORY, form

CLOSING = "Hội nghị kết thúc lúc 11 giờ cùng ngày trong sự phấn khởi của các đại biểu tham dự."


def same(one: tuple[str, ...], other: tuple[str, ...], title: str = "Tin") -> bool:
    texts = [RepostText(title, body) for body in (one, other)]
    sketches = [sketch_of(text) for text in texts]
    assert sketches[0] is not None
    assert sketches[1] is not None
    sentences = same_sentences(*(unpack_sentences(sketch.tail) for sketch in sketches if sketch))
    return is_repost(*map(Evidence, texts), same_sentences=sentences)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(STORY, id="word for word"),
        pytest.param(
            ("CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN TÂN LẬP", "Thứ ba, 13/03/2019 07:30", *STORY), id="header"
        ),
        pytest.param((*STORY, "Lượt xem: 1.204", "Nguồn: Cổng TTĐT tỉnh"), id="counter"),
        pytest.param((*STORY[:-1], f"{STORY[-1]} Đã xem: 88"), id="counter inside"),
        pytest.param((f"(TTĐT) - {STORY[0]}", *STORY[1:]), id="dateline"),
        pytest.param((*STORY[:3], *STORY[4:]), id="sentence dropped"),
        pytest.param((*STORY[:3], CLOSING, STORY[4]), id="sentence replaced"),
        pytest.param((*STORY, CLOSING), id="sentence added"),
        pytest.param((" ".join(STORY[:2]), " ".join(STORY[2:])), id="other paragraphs"),
        pytest.param(
            tuple(text.replace("kỳ", "kì").replace("lý", "lí") for text in STORY), id="other spelling"
        ),
    ],
)
def test_a_repost_is_the_same_article(again: tuple[str, ...]) -> None:
    assert same(STORY, again)
    assert same(again, STORY)


LONG_STORY = (
    *STORY,
    "Tại hội nghị, ông Trần Văn Bảy, Chủ tịch UBND xã Mỹ Lợi, cho biết xã đã vận động 1,2 tỷ đồng làm "
    "đường ấp Phú Hưng và ấp Tân Thạnh, người dân hiến 3.400 mét vuông đất.",
    "Phòng Nông nghiệp huyện Vĩnh An kiến nghị tỉnh hỗ trợ 6 xã biên giới xây trạm cấp nước trong năm 2020.",
    "Hội nghị đã trao giấy khen của Chủ tịch UBND huyện Vĩnh An cho 12 tập thể và 27 cá nhân.",
)


def test_an_editors_hand_in_every_sentence_leaves_the_article_the_same() -> None:
    edited = tuple(
        text.replace("đồng chí Lê Thị Hoa", "bà Lê Thị Hoa")
        .replace("Đồng chí Lê Thị Hoa", "Bà Lê Thị Hoa")
        .replace("Theo báo cáo, toàn huyện có", "Báo cáo nêu: toàn huyện hiện có")
        .replace("cũng chỉ ra những", "còn nêu một số")
        .replace("sơ kết 5 năm", "tổ chức sơ kết 5 năm")
        .replace("cho biết xã đã", "nói rằng xã")
        .replace("kiến nghị tỉnh", "đề nghị tỉnh")
        .replace("đã trao giấy khen", "trao giấy khen")
        for text in LONG_STORY
    )
    assert all(one != other for one, other in zip(LONG_STORY, edited, strict=True) if "12 tập" not in one)
    assert same(LONG_STORY, edited)
    others = tuple(text.replace("Vĩnh An", "Long Bình").replace("Hoa", "Lan") for text in edited)
    assert not same(
        LONG_STORY, tuple(t.replace("14", "17").replace("Mỹ", "An").replace("2", "8") for t in others)
    )


NOTICE = form(number="12", day="8", place="Vĩnh An", school="Tân Phú", storm="5")


@pytest.mark.parametrize(
    "other",
    [
        form(number="31", day="9", place="Long Bình", school="Hòa Hưng", storm="5"),
        form(number="31", day="21", place="Vĩnh An", school="Lê Quý Đôn", storm="7"),
    ],
)
def test_a_form_filled_in_anew_is_another_article(other: tuple[str, ...]) -> None:
    assert not same(NOTICE, other)


def test_a_report_of_the_year_after_is_another_article() -> None:
    after = tuple(
        text.replace("2019", "2020").replace("12/3", "17/3").replace("9/14", "11/14").replace("46,5", "51,2")
        for text in STORY
    )
    assert not same(STORY, after)


def test_a_digest_of_several_articles_is_none_of_them() -> None:
    assert not same(STORY, (*STORY, *NOTICE, *(f"{text} Xem chi tiết tại đây." for text in FORM)))


@pytest.mark.parametrize(
    "line",
    [
        "Lượt xem: 1.234",
        "Đã xem: 77 | Phản hồi: 0",
        "Nguồn: Báo tỉnh",
        "(Theo Cổng TTĐT tỉnh)",
        "Tác giả: Nguyễn Văn An",
        "Tin, ảnh: Minh Tâm",
        "Thứ ba, 18/06/2019 16:56",
        "18/06/2019 16:56",
        "Cập nhật lúc 07:30, ngày 02/05/2018",
        "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN TÂN HỒNG",
        "Trang chủ » Tin tức » Tin trong tỉnh",
        "In trang | Gửi email | Chia sẻ",
        "1.204 lượt xem",
    ],
)
def test_headers_and_footers_are_left_out(line: str) -> None:
    kept = own_paragraphs(RepostText("Tin", (line, *STORY)))
    assert [paragraph.text for paragraph in kept if paragraph.text.strip()] == list(STORY)


@pytest.mark.parametrize(
    "written",
    [
        "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN TÂN LẬP Thứ ba, 18/06/2019 16:56 Lượt xem: 1.203 {}",
        "Trang thông tin điện tử Sở Nội vụ | Ngày đăng: 12/03/2021 | Lượt xem: 77 {}",
        "(Cập nhật: 07:30, 02/05/2018) {}",
        "ĐTO - {}",
        "{} Nguồn: Cổng TTĐT tỉnh",
        "{} Lượt xem: 345. Nguồn: Báo tỉnh",
    ],
)
def test_headers_run_together_with_a_sentence_are_left_out(written: str) -> None:
    kept = own_paragraphs(RepostText("Tin", (written.format(STORY[0]), *STORY[1:])))
    assert kept[0].text.strip(" .") == STORY[0].strip(" .")


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật kiến thức cho 120 giáo viên trong dịp hè, từ ngày 12/3/2021.",
        "Theo báo cáo của Sở Nội vụ, toàn tỉnh có 412 cán bộ được bổ nhiệm trong năm.",
        "Đánh giá kết quả thực hiện, đồng chí Bí thư đề nghị các đơn vị khắc phục ngay tồn tại.",
        "Chia sẻ với bà con vùng lũ, đoàn đã trao 200 phần quà trị giá 60 triệu đồng.",
        "Có 1.250 lượt người được khám bệnh, cấp thuốc miễn phí.",
        "Trang trí hội trường xong trước ngày 5/9.",
    ],
)
def test_sentences_are_never_taken_for_headers(line: str) -> None:
    assert line in [paragraph.text for paragraph in own_paragraphs(RepostText("Tin", (line, *STORY)))]


@pytest.mark.parametrize("body", [(), ("Xem tệp đính kèm.",), ("Lượt xem: 12",)])
def test_a_text_that_says_nothing_is_not_compared(body: tuple[str, ...]) -> None:
    assert sketch_of(RepostText("Thông báo", body)) is None


def test_a_sketch_is_read_as_it_was_written() -> None:
    sketch = sketch_of(RepostText("Tin", STORY))
    assert sketch is not None
    again = Sketch.from_bytes(sketch.key, sketch.to_bytes())
    assert again.to_bytes() == sketch.to_bytes()
    assert (again.bands == sketch.bands).all()
    assert (again.minima == sketch.minima).all()
    with pytest.raises(ValueError, match="a sketch of 300 bytes"):
        Sketch.from_bytes(sketch.key, bytes(300))


def test_sketches_stay_the_same_from_version_to_version() -> None:
    """Those in catalogs are compared with new ones; SKETCH_VERSION rises when they change."""
    sketch = sketch_of(RepostText("Tin", STORY))
    assert sketch is not None
    assert sketch.key == "3fb44e2ee3ec0edb137582d7"
    assert sketch.bands[:3].tolist() == [3641137902, 2601757948, 1781311404]
