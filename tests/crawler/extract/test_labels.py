"""The portal's own strings are dropped as whole blocks, never out of a sentence."""

import pytest

from crawler.extract.labels import is_attachment_heading, is_boilerplate, is_related_heading


@pytest.mark.parametrize(
    "text",
    [
        "Xem với cỡ chữ A A",
        "Đọc bài viết",
        "Lượt xem: 1.207",
        "412 Lượt xem",
        "In trang | Quay lại",
        "Chia sẻ: Facebook",
        "Đánh giá bài viết(0/5)",
        "Tags: hội nghị, cán bộ",
        "Đang truy cập : 3",
        "Tổng lượt truy cập: 696996",
        "Về đầu trang",
        "Tương phản",
        "Gửi cho bạn bè",
        "Ý kiến bạn đọc",
        "Nội dung Trang",
        "Truy cập nội dung luôn",
    ],
)
def test_boilerplate(text: str) -> None:
    assert is_boilerplate(text)


@pytest.mark.parametrize(
    "text",
    [
        "In ấn tài liệu phục vụ hội nghị",
        "Đánh giá kết quả thực hiện nhiệm vụ năm 2020",
        "Đọc sách là nhu cầu của học sinh.",
        "Từ khóa học này, mười hai cán bộ được cấp chứng chỉ.",
        "Hôm nay, xã tổ chức lễ ra quân.",
    ],
)
def test_sentences_stay(text: str) -> None:
    assert not is_boilerplate(text)


@pytest.mark.parametrize(
    "text",
    [
        "Các tin khác",
        "Tin liên quan:",
        "Những tin mới hơn",
        "Bài viết cùng chuyên mục",
        "Tin đã đưa",
        "Các văn bản khác:",
        "Các bài viết khác",
        "Có thể bạn quan tâm",
        "TIN CÙNG CHUYÊN MỤC",
    ],
)
def test_related_headings(text: str) -> None:
    assert is_related_heading(text)


def test_related_headings_are_no_sentences() -> None:
    assert not is_related_heading("Tin mới về dịch bệnh được cập nhật hằng ngày trên cổng.")


@pytest.mark.parametrize("text", ["Tệp đính kèm", "File đính kèm:", "Tài liệu kèm theo", "Tải về"])
def test_attachment_headings(text: str) -> None:
    assert is_attachment_heading(text)
