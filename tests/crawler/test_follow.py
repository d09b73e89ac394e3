"""Which of the URLs found on a page join the frontier."""

from corpus.frontier import FrontierUrl, PostRequest, Role
from corpus.portal import Portal
from crawler.follow import articles_of, links_to_follow, without_old_pages
from crawler.settings import CrawlerSettings

SETTINGS = CrawlerSettings(max_links_per_page=3, max_links_per_sitemap=5)
HOST = "https://vinhan.example.vn"
PORTAL = Portal(key="vinh-an", agency="UBND huyện Vĩnh An", level="district", start_urls=(f"{HOST}/",))


def found(path: str, role: Role = "article", request: PostRequest | None = None) -> FrontierUrl:
    url = path if "://" in path else HOST + path
    return FrontierUrl(url=url, canonical_url=url, role=role, request=request)


def test_only_the_portals_own_pages_are_followed_and_no_attachments() -> None:
    links = [
        found("/a"),
        found("https://other.example.vn/b"),
        found("/c.pdf", "attachment"),
        found("/d", "list"),
    ]
    assert [u.url for u in links_to_follow(links, PORTAL, SETTINGS, role="list")] == [
        f"{HOST}/a",
        f"{HOST}/d",
    ]


def test_a_page_brings_so_many_links_and_no_more() -> None:
    links = [found(f"/{number}") for number in range(20)]
    assert len(links_to_follow(links, PORTAL, SETTINGS, role="list")) == 3
    assert len(links_to_follow(links, PORTAL, SETTINGS, role="sitemap")) == 5


def test_a_link_that_stands_twice_counts_once() -> None:
    links = [found("/a"), found("/a"), found("/a"), found("/b")]
    assert [u.url for u in links_to_follow(links, PORTAL, SETTINGS, role="list")] == [f"{HOST}/a"] * 3 + [
        f"{HOST}/b"
    ]


def test_articles_are_what_a_list_is_there_for() -> None:
    links = [found("/a"), found("/b", "page"), found("/c", "list"), found("/d", "feed")]
    assert [url.role for url in articles_of(links)] == ["article"]


def test_forms_are_not_followed_from_a_list_without_news() -> None:
    form = found("/", "list", PostRequest(fields=(("__VIEWSTATE", "x"),)))
    assert without_old_pages([found("/a"), form, found("/trang-2", "list")]) == (
        found("/a"),
        found("/trang-2", "list"),
    )
