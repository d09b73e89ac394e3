"""Feeds, sitemaps, REST and robots.txt: URLs with hints, dates only from sources that can be believed."""

# ruff: noqa: E501 - markup as portals write it

import gzip
import json

import pytest

from corpus.portal import Portal

HOST = "https://x.vidu.gov.vn"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>{generator}
<item><title>Xã Tân Hội tổng kết mùa vụ</title><link>{host}/vi/news/tin/xa-tan-hoi-7.html</link>
<guid isPermaLink="false">{guid}</guid><pubDate>Fri, 5 Feb 2021 02:02:00 GMT</pubDate></item></channel></rss>"""


def sitemap(*urls: str, lastmod: str = "") -> str:
    entries = "".join(f"<url><loc>{url}</loc>{lastmod}</url>" for url in urls)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    )


def test_feed_items_carry_title_and_local_time(read) -> None:
    text = RSS.format(
        generator="<generator>WordPress</generator>", host=HOST, guid="https://x.vidu.gov.vn/?p=7"
    )
    reading = read(text, f"{HOST}/feed")
    (found,) = reading.discovered
    assert (reading.page_class, found.role, found.hint.title) == (
        "feed",
        "article",
        "Xã Tân Hội tổng kết mùa vụ",
    )
    assert (found.hint.published.value, found.hint.published.source) == ("2021-02-05T09:02:00+07:00", "feed")


@pytest.mark.parametrize(
    ("generator", "guid"),
    [("<generator><![CDATA[NukeViet v4.0]]></generator>", "x"), ("", "<![CDATA[news_7]]>")],
)
def test_nukeviet_feed_dates_never_become_hints(read, generator: str, guid: str) -> None:
    (found,) = read(RSS.format(generator=generator, host=HOST, guid=guid), f"{HOST}/vi/news/rss/").discovered
    assert found.hint.title
    assert found.hint.published is None


def test_broken_feed_is_read_as_far_as_it_goes(read) -> None:
    text = "\n\n" + RSS.format(generator="", host=HOST, guid="a").replace("Tân Hội", "Tân Hội &nbsp; & ")
    assert len(read(text, f"{HOST}/feed").discovered) == 1


def test_atom_dates_are_utc(read) -> None:
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin một</title>
    <link rel="alternate" href="{HOST}/tin-tuc/-/asset_publisher/aB/content/tin-mot?redirect=%2F"/>
    <published>2021-01-26T20:29:00Z</published><updated>2022-01-01T00:00:00Z</updated></entry></feed>"""
    (found,) = read(text, f"{HOST}/rss").discovered
    assert found.hint.published.value == "2021-01-27T03:29:00+07:00"
    assert found.canonical_url == f"{HOST}/tin-tuc/-/asset_publisher/aB/content/tin-mot"


def test_lastmod_is_a_publication_date_only_where_nukeviet_puts_it(read) -> None:
    url = f"{HOST}/vi/news/tin/xa-tan-hoi-tong-ket-7.html"
    text = sitemap(url, lastmod="<lastmod>2021-02-05T09:12:00+07:00</lastmod>")
    (believed,) = read(text, f"{HOST}/sitemap-vi.news.xml").discovered
    assert believed.hint.published.value == "2021-02-05T09:12:00+07:00"
    (other,) = read(text, f"{HOST}/post-sitemap.xml").discovered
    assert other.hint is None


def test_sitemap_roles_follow_the_form_of_the_url(read) -> None:
    text = sitemap(
        f"{HOST}/tin-tuc",
        f"{HOST}/gioi-thieu",
        f"{HOST}/chi-tiet/-/asset_publisher/aB/content/bai-mot",
        "https://khac.vidu.vn/a",
        f"{HOST}/tag/x/",
    )
    roles = [
        (found.url.removeprefix(HOST), found.role) for found in read(text, f"{HOST}/sitemap.xml").discovered
    ]
    assert roles == [
        ("/tin-tuc", "list"),
        ("/gioi-thieu", "page"),
        ("/chi-tiet/-/asset_publisher/aB/content/bai-mot", "article"),
    ]


def test_sitemap_index_and_packed_sitemaps(read) -> None:
    text = f"<sitemapindex><sitemap><loc>{HOST}/sitemap-1.xml</loc></sitemap><sitemap><loc>{HOST}/image-sitemap.xml</loc></sitemap></sitemapindex>"
    found = read(gzip.compress(text.encode(), mtime=0), f"{HOST}/sitemap.xml.gz").discovered
    assert [(url.url, url.role) for url in found] == [(f"{HOST}/sitemap-1.xml", "sitemap")]


def test_entities_in_xml_are_neither_fetched_nor_expanded(read) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    feed = (
        evil
        + f"<rss><channel><item><title>&x;&b;</title><link>{HOST}/a-b-c-d-e.html</link></item></channel></rss>"
    )
    for found in read(feed, f"{HOST}/feed").discovered:
        assert "root:" not in (found.hint.title or "")
    text = evil + f"<urlset><url><loc>{HOST}/&x;</loc></url></urlset>"
    assert all("root:" not in found.url for found in read(text, f"{HOST}/sitemap.xml").discovered)


POST = {
    "status": "publish",
    "link": f"{HOST}/hoi-nghi-tong-ket-nam.html",
    "date": "2022-08-02T08:14:22",
    "date_gmt": "2022-08-02T01:14:22",
    "modified_gmt": "2022-08-03T02:00:01",
    "title": {"rendered": "Hội nghị tổng kết năm &#8211; đợt 2"},
    "content": {
        "rendered": "<p>Sáng 02/8, xã tổ chức hội nghị tổng kết năm, biểu dương các tập thể xuất sắc.</p>"
    },
}


def test_rest_posts_carry_exact_dates_and_lead_to_the_next_page(read) -> None:
    url = f"{HOST}/wp-json/wp/v2/posts?per_page=1&orderby=modified"
    reading = read(json.dumps([POST, POST | {"status": "draft"}]), url, X_WP_TotalPages="7")
    article, following = reading.discovered
    assert article.hint.title == "Hội nghị tổng kết năm – đợt 2"
    assert (article.hint.published.value, article.hint.published.source) == (
        "2022-08-02T08:14:22+07:00",
        "rest",
    )
    assert (following.url, following.role) == (f"{url}&page=2", "rest")


def test_the_last_rest_page_leads_no_further(read) -> None:
    reading = read(json.dumps([POST]), f"{HOST}/wp-json/wp/v2/posts?page=7", X_WP_TotalPages="7")
    assert [url.role for url in reading.discovered] == ["article"]


def test_a_single_rest_post_is_an_article(read) -> None:
    article = read(json.dumps(POST), f"{HOST}/wp-json/wp/v2/posts/18").article
    assert article is not None
    assert article.url == POST["link"]
    assert article.published.value == "2022-08-02T08:14:22+07:00"
    assert len(article.body) == 1


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_robots_names_sitemaps_even_behind_a_bom(read, start: str) -> None:
    text = f"{start}Sitemap: {HOST}/sitemap.xml\r\nUser-agent: *\nDisallow: /a/\nsitemap:{HOST}/news.xml\n"
    found = read(text, f"{HOST}/robots.txt").discovered
    assert [url.url for url in found] == [f"{HOST}/sitemap.xml", f"{HOST}/news.xml"]


def test_robots_served_as_a_page_says_nothing(read) -> None:
    reading = read(
        "<!DOCTYPE html><html><body>Trang chủ Sitemap: http://a.vn/x</body></html>", f"{HOST}/robots.txt"
    )
    assert (reading.page_class, reading.discovered, reading.problems) == ("robots", (), ("robots-is-html",))


def test_only_urls_of_the_portal_are_kept(read) -> None:
    portal = Portal(
        key="x", agency="X", level="district", start_urls=(f"{HOST}/donvi/x/",), paths=("/donvi/x/",)
    )
    text = sitemap(f"{HOST}/donvi/x/tin-tuc", f"{HOST}/donvi/y/tin-tuc")
    found = read(text, f"{HOST}/sitemap.xml", portal=portal).discovered
    assert [url.url for url in found] == [f"{HOST}/donvi/x/tin-tuc"]


def test_a_wordpress_front_page_leads_to_rest_and_sitemap(read, by_role) -> None:
    html = '<html><head><link rel="https://api.w.org/" href="/wp-json/"></head><body><p>Xin chào</p></body></html>'
    reading = read(html, f"{HOST}/")
    assert [found.url for found in by_role(reading, "rest")] == [
        f"{HOST}/wp-json/wp/v2/posts?per_page=100&orderby=modified"
    ]
    assert [found.url for found in by_role(reading, "sitemap")] == [f"{HOST}/wp-sitemap.xml"]
