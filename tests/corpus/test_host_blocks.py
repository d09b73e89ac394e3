"""What the pages of a host have in common: learned from several articles, in any order, within bounds."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from corpus.host_blocks import LEARNED_PAGES, HostBlocks, fingerprint, fingerprints

CHROME = (
    "Cổng thông tin điện tử huyện Ví Dụ",
    "Số lượt truy cập: 1.024",
    "Ban biên tập chịu trách nhiệm nội dung",
)


def article(number: int, *, chrome: tuple[str, ...] = CHROME) -> tuple[str, str, frozenset[str]]:
    own = f"Đoạn văn riêng của bài viết {chr(97 + number % 26) * (number // 26 + 1)}, không bài nào khác có."
    return (
        f"http://x.vn/{number}",
        f"Tiêu đề bài {chr(97 + number % 26)} {number}",
        fingerprints([*chrome, own]),
    )


def learned(numbers: range | tuple[int, ...]) -> HostBlocks:
    blocks = HostBlocks(host="x.vn")
    for number in numbers:
        blocks = blocks.with_article(*article(number))
    return blocks


def test_what_three_articles_share_is_the_hosts_and_nothing_before() -> None:
    assert not learned(range(2)).is_repeated(CHROME[0])
    assert all(map(learned(range(3)).is_repeated, CHROME))
    assert len(learned(range(3)).repeated) == len(CHROME)


def test_counters_accents_and_case_make_no_difference() -> None:
    assert learned(range(3)).is_repeated("SO LUOT TRUY CAP: 99.999")


def test_the_order_of_pages_makes_no_difference() -> None:
    assert len({learned(order).repeated for order in permutations(range(4))}) == 1


def test_an_article_met_again_teaches_nothing() -> None:
    url, title, shown = article(0)
    blocks = HostBlocks(host="x.vn")
    for again in range(5):
        blocks = blocks.with_article(url, title, shown).with_article(f"{url}?{again}", title, shown)
    assert blocks.pages == 1
    assert blocks.repeated == frozenset()


def test_learning_ends_and_what_is_kept_stays_small() -> None:
    blocks = learned(range(LEARNED_PAGES + 40))
    assert blocks.pages == LEARNED_PAGES
    assert len(blocks.counts) == len(CHROME)


def test_the_home_page_is_known_again_with_another_counter() -> None:
    home = fingerprints([*CHROME, "Tin nổi bật trong ngày hôm nay", "Lịch công tác tuần 12"])
    blocks = HostBlocks(host="x.vn").with_home(home)
    assert blocks.is_home(fingerprints([*CHROME, "Tin nổi bật trong ngày hôm nay", "Lịch công tác tuần 13"]))
    assert not blocks.is_home(fingerprints([*CHROME, "Một bài viết khác hẳn"]))
    assert not HostBlocks(host="x.vn").is_home(frozenset())


@given(st.text(max_size=80))
def test_a_fingerprint_is_short_and_stable(text: str) -> None:
    found = fingerprint(text)
    assert found is None or len(found) == 12
    assert found == fingerprint(text.upper().lower()) or text.upper().lower() != text
