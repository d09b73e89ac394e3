"""A Liferay 6.2 site with asset publishers.

Bad manners: session ids in menu links, `?redirect=` on every item, a canonical link to the section, bodies in
NFD under titles in NFC, articles under two pages, missing articles answered with 200.
"""

import re
import unicodedata
from datetime import UTC
from urllib.parse import quote

from corpus.article import PartialDate
from corpus.samples.sites.site import Site
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response, render

_CONTENT = re.compile(r"/[\w-]+/-/asset_publisher/(\w+)/content/([a-z0-9-]+)")
_FEED = re.compile(r"/([\w-]+)/-/asset_publisher/(\w+)/rss")
_FILE = re.compile(r"/documents/20182/(\d+)/(.+)/[0-9a-f-]{36}")
_SESSION = re.compile(r";jsessionid=\w+")
_FEED_ITEMS = 20


class Liferay(Site):
    """Liferay 6.2 CE in Vietnamese."""

    platform = "liferay"
    server = "Apache-Coyote/1.1"
    content_type = "text/html;charset=UTF-8"
    categories = {  # noqa: RUF012 (never changed)
        "tin": ("tin-tuc", "Kc8vYq2LmB5d", "Tin tức - Sự kiện"),
        "thong-bao": ("thong-bao", "Tn4wRz7PaX1e", "Thông báo"),
        "van-ban": ("van-ban", "Vb9hQs3GdU6k", "Văn bản"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_slug = {post.slug: post for post in self.posts}
        self._by_id = {post.id: post for post in self.posts}

    def start_path(self) -> str:
        return "/trang-chu"

    def path(self, post: Post) -> str:
        return f"/chi-tiet-tin/-/asset_publisher/{self.categories[post.section][1]}/content/{post.slug}"

    def file_href(self, post: Post, place: int) -> str:
        name = quote(post.files[place].name.replace(" ", "+"), safe="+")
        return f"/documents/20182/{post.id}/{name}/7e1c40b2-93d5-4f0a-b6a8-{post.id:06x}{place:06x}"

    def file_url(self, post: Post, place: int) -> str:
        return self.base + self.file_href(post, place)

    def shown_date(self, post: Post) -> PartialDate | None:
        value = f"{post.article.published:%Y-%m-%d}"
        return PartialDate(value=value, precision="day", source="markup")

    def decomposed(self, text: str) -> str:
        """`text` as a Mac's editor left it: letters and marks apart."""
        return unicodedata.normalize("NFD", text)

    def session(self, seed: int) -> str:
        """A session id for links."""
        return f"{seed * 2654435761 % 2**64:016X}"

    def redirect_back(self, section: str) -> str:
        """The value of `redirect=`: the list that the reader came from."""
        page, instance, _ = self.categories[section]
        return quote(f"{self.base}/{page}?p_p_id=101_INSTANCE_{instance}&p_p_lifecycle=0", safe="")

    def page_link(self, section: str, number: int) -> str:
        """The link of the iterator to page `number`."""
        page, instance, _ = self.categories[section]
        name = f"_101_INSTANCE_{instance}"
        return (
            f"{self.base}/{page}?p_p_id=101_INSTANCE_{instance}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view"
            f"&p_p_col_id=column-1&p_p_col_count=1&{name}_delta={self.spec.page_size}&{name}_keywords="
            f"&{name}_advancedSearch=false&{name}_andOperator=true&p_r_p_564233524_resetCur=false&{name}_cur={number}"
        )

    def utc(self, post: Post) -> str:
        """The publication time as Atom writes it."""
        return f"{post.article.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def answer(self, request: Request) -> Response | None:
        path = _SESSION.sub("", request.path)
        if path in ("/robots.txt", "/sitemap.xml"):
            return self._machine_file(path)
        if match := _CONTENT.fullmatch(path):
            return self._article(match.group(2))
        if match := _FEED.fullmatch(path):
            return self._feed(match.group(1))
        if match := _FILE.fullmatch(path):
            return self.file_named(self._by_id.get(int(match.group(1))), match.group(2).replace("+", " "))
        if path == "/chi-tiet-tin":
            return self.html("missing.html", {"seed": 3})
        return self._list("tin-tuc" if path in ("/", "/trang-chu") else path.strip("/"), request)

    def _article(self, slug: str) -> Response:
        post = self._by_slug.get(slug)
        headers = (
            (
                "Liferay-Portal",
                "Liferay Portal Community Edition 6.2 CE GA6 (Newton / Build 6205 / January 6, 2016)",
            ),
        )
        if post is None:
            return self.html("missing.html", {"seed": 5}, headers)
        return self.html("article.html", {"post": post, "seed": post.id}, headers)

    def _list(self, page: str, request: Request) -> Response | None:
        for section, (known, instance, name) in self.categories.items():
            if known == page:
                number = request.query.get(f"_101_INSTANCE_{instance}_cur", "1")
                listing = self.listing(self.section(section), int(number) if number.isdecimal() else 1)
                values = {
                    "listing": listing,
                    "name": name,
                    "page": page,
                    "instance": instance,
                    "section": section,
                }
                return self.html("list.html", {"seed": int(number), **values}) if listing else None
        return None

    def _feed(self, page: str) -> Response | None:
        for section, (known, instance, name) in self.categories.items():
            if known == page:
                posts = self.section(section)[:_FEED_ITEMS]
                text = render(
                    "liferay/feed.xml", site=self, posts=posts, name=name, page=page, instance=instance
                )
                return Response(200, "application/atom+xml;charset=UTF-8", text.encode())
        return None

    def _machine_file(self, path: str) -> Response:
        if path == "/robots.txt":
            text = f"User-Agent: *\nDisallow:\nSitemap: {self.base}/sitemap.xml\n"
            return Response(200, "text/plain;charset=UTF-8", text.encode())
        pages = ["trang-chu", "gioi-thieu", *(page for page, _, _ in self.categories.values())]
        urls = [f"{self.base}/{page}" for page in pages] + [self.url(post) for post in self.posts[:2]]
        text = render("sitemap.xml", entries=[(url, None) for url in urls])
        return Response(200, "text/xml;charset=UTF-8", text.encode())
