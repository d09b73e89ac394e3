"""A SharePoint 2013 site of a province farm with its own web part, `/trang/TinTuc/<cat>/<id>/<slug>.html`.

Bad manners: missing ids answer 200 with an empty article, Last-Modified is the time of the request, hrefs of
files hold raw spaces, robots.txt begins with a byte order mark.
"""

import re
from datetime import UTC, datetime

from corpus.samples.sites.aspnet import AspNetSite
from corpus.samples.sites.site import http_date
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response

_ARTICLE = re.compile(r"/trang/tintuc/(\d+)/(\d+)/[^/]+\.html")
_MOBILE = re.compile(r"/m/(\d+)/(\d+)/[^/]+\.html")
_LIST = re.compile(r"/trang/tintuc/(\d+)/[^/]+\.html")
_FILE = re.compile(r"/lists/tintuc/attachments/(\d+)/(.+)")
_ROBOTS = "User-agent: *\nDisallow: /_layouts/\nDisallow: /_vti_bin/\nDisallow: /_catalogs/\nCrawl-delay: 0\n"


class SharePointList(AspNetSite):
    """The layout of the Kiên Giang farm."""

    platform = "sharepoint-list"
    content_type = "text/html; charset=utf-8"
    categories = {  # noqa: RUF012 (never changed)
        "tin": (9, "Tin-tuc-su-kien", "Tin hoạt động"),
        "thong-bao": (14, "Thong-bao", "Thông báo"),
        "van-ban": (17, "Van-ban-chi-dao", "Văn bản chỉ đạo"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_id = {post.id: post for post in self.posts}

    def path(self, post: Post) -> str:
        number, _, _ = self.categories[post.section]
        return f"/trang/TinTuc/{number}/{post.id}/{post.slug.capitalize()[:50].strip('-')}.html"

    def file_href(self, post: Post, place: int) -> str:
        return f"/Lists/TinTuc/Attachments/{post.id}/{post.files[place].name}"

    def shown_author(self, post: Post) -> str | None:
        return None

    def encode(self, text: str) -> bytes:
        return text.encode("utf-8-sig")

    def answer(self, request: Request) -> Response | None:
        path = request.path.lower()
        if path in ("/", "/trang/trangchu.aspx"):
            return self._list(self.posts, 1, "Sự kiện nổi bật", "/trang/TinTuc/9/Tin-tuc-su-kien.html")
        if path == "/robots.txt":
            return Response(200, "text/plain", _ROBOTS.encode("utf-8-sig"))
        if match := _ARTICLE.fullmatch(path) or _MOBILE.fullmatch(path):
            return self._article(int(match.group(2)))
        if match := _LIST.fullmatch(path):
            return self._category(int(match.group(1)), request)
        if path == "/_layouts/15/print.aspx" and (
            match := _ARTICLE.fullmatch(request.query.get("url", "").lower())
        ):
            return self._article(int(match.group(2)))
        return self._file(path)

    def _article(self, number: int) -> Response:
        post = self._by_id.get(number)
        headers = (
            ("MicrosoftSharePointTeamServices", "15.0.0.4569"),
            ("Last-Modified", http_date(datetime.now(UTC))),
        )
        if post is None:
            return self.html("list_empty.html", {"seed": number}, headers)
        return self.html("list_article.html", {"post": post, "seed": post.id}, headers)

    def _category(self, number: int, request: Request) -> Response | None:
        for section, (known, slug, name) in self.categories.items():
            if known == number:
                page = request.query.get("Page", "1")
                link = f"/trang/TinTuc/{number}/{slug}.html"
                return self._list(self.section(section), int(page) if page.isdecimal() else 1, name, link)
        return None

    def _list(self, posts: tuple[Post, ...], number: int, name: str, link: str) -> Response | None:
        listing = self.listing(posts, number)
        return (
            self.html("list_list.html", {"listing": listing, "name": name, "link": link, "seed": number})
            if listing
            else None
        )

    def _file(self, path: str) -> Response | None:
        match = _FILE.fullmatch(path)
        return self.file_named(self._by_id.get(int(match.group(1))), match.group(2)) if match else None
