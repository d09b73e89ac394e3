"""What robots.txt means for us."""

import pytest

from crawler.robots import ALLOW_ALL, parse_robots

PAGE = "https://vinhan.example.vn/_layouts/settings.aspx"
RULES = (
    "User-agent: *\nDisallow: /_layouts/\nCrawl-delay: 7\nSitemap: https://vinhan.example.vn/sitemap.xml\n"
)


@pytest.mark.parametrize(
    "body",
    [
        RULES.encode(),
        b"\xef\xbb\xbf" + RULES.encode(),
        RULES.encode("utf-16"),
        RULES.replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "bom", "utf-16", "crlf"],
)
def test_rules_are_read_however_the_file_was_saved(body: bytes) -> None:
    rules = parse_robots(body, "TraTinBot")
    assert not rules.allows(PAGE, "TraTinBot")
    assert rules.allows("https://vinhan.example.vn/tin-tuc/", "TraTinBot")
    assert rules.crawl_delay_seconds == 7
    assert rules.sitemaps == ("https://vinhan.example.vn/sitemap.xml",)


def test_rules_for_our_name_win_over_those_for_all() -> None:
    rules = parse_robots(
        b"User-agent: *\nDisallow: /\n\nUser-agent: tratinbot\nDisallow: /rieng/\n", "TraTinBot"
    )
    assert rules.allows("https://vinhan.example.vn/tin", "TraTinBot")
    assert not rules.allows("https://vinhan.example.vn/rieng/tin", "TraTinBot")


@pytest.mark.parametrize(
    "body", [b"", b"<!DOCTYPE html><html><body>Trang ch\xe1\xbb\xa7</body></html>", b"\x00\xff\xfe"]
)
def test_what_is_no_robots_txt_forbids_nothing(body: bytes) -> None:
    assert parse_robots(body, "TraTinBot").allows(PAGE, "TraTinBot")
    assert ALLOW_ALL.allows(PAGE, "TraTinBot")
