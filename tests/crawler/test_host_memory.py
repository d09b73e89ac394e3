"""A host's boilerplate, learned while its pages are read, frees articles that no single page could tell."""

from contextlib import closing
from pathlib import Path

from corpus.catalog import Catalog
from crawler.host_memory import HostMemory
from crawler.platforms import Reading, parse_page

NOTICE = (
    "Ban tiếp công dân của huyện làm việc từ thứ Hai đến thứ Sáu, sáng từ bảy giờ, chiều từ mười ba giờ "
    "ba mươi, tại phòng số hai tầng một; công dân mang theo giấy tờ tùy thân và đơn đã ký."
)
SIDE = "".join(f"<p>{NOTICE.replace('số hai', f'khu {mark}')}</p>" for mark in ("a", "b", "c", "d", "e"))


DAYS = ("hai", "ba", "tư", "năm", "sáu")


def page(number: int, text: str) -> bytes:
    return (
        f"<html><head><title>Huyện Ví Dụ</title></head><body><div><h2>Bản tin thứ {DAYS[number]}"
        f" của đội thông tin lưu động</h2><div><p>{text}</p></div></div><div>{SIDE}</div></body></html>"
    ).encode()


def read(memory: HostMemory, number: int, text: str) -> Reading:
    url = f"http://huyen.vidu.vn/chi-tiet/ban-tin-cua-doi-thong-tin-luu-dong-{number}.html"
    reading = parse_page(page(number, text), url, 200, {}, host=memory.of(url))
    memory.learn(url, reading)
    return reading


TEXTS = tuple(
    f"Đội thông tin lưu động về {place} chiếu phim cho bà con, tối nào sân kho cũng chật kín người "
    "già và trẻ nhỏ."
    for place in ("xóm Đồi", "bản Nà Mèo", "thôn Bãi Sậy", "làng Vạn Chài", "ấp Rạch Giồng")
)


def test_a_wordy_side_column_is_known_after_some_pages(tmp_path: Path) -> None:
    with closing(Catalog.open(f"sqlite:///{tmp_path / 'catalog.db'}")) as catalog:
        memory = HostMemory(catalog)
        bodies = [
            reading.article.body for n, text in enumerate(TEXTS) if (reading := read(memory, n, text)).article
        ]
    assert bodies[0] != (TEXTS[0],), "one page alone cannot tell"
    assert bodies[-1] == (TEXTS[-1],)


def test_what_was_learned_is_kept_and_a_fresh_reading_does_without(tmp_path: Path) -> None:
    with closing(Catalog.open(f"sqlite:///{tmp_path / 'catalog.db'}")) as catalog:
        memory = HostMemory(catalog)
        for number, text in enumerate(TEXTS):
            read(memory, number, text)
        memory.save()
        assert (
            HostMemory(catalog).of("http://huyen.vidu.vn/").repeated
            == memory.of("http://huyen.vidu.vn/").repeated
        )
        assert HostMemory(catalog, fresh=True).of("http://huyen.vidu.vn/").pages == 0


def test_the_home_page_under_an_articles_address_is_a_soft_404(tmp_path: Path) -> None:
    home = (
        b"<html><body><h1>Xa Vi Du</h1>"
        + "".join(
            f"<p><a href='/tin-{mark}'>{text}</a></p><p>{text}</p>"
            for mark, text in zip("abcde", TEXTS, strict=True)
        ).encode()
        + b"</body></html>"
    )
    with closing(Catalog.open(f"sqlite:///{tmp_path / 'catalog.db'}")) as catalog:
        memory = HostMemory(catalog)
        memory.learn("http://x.vidu.vn/", parse_page(home, "http://x.vidu.vn/", 200, {}))
        gone = "http://x.vidu.vn/chi-tiet/bai-viet-nay-da-bi-go-khoi-trang-88.html"
        assert parse_page(home, gone, 200, {}, host=memory.of(gone)).page_class == "soft-404"
