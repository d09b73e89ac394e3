"""A SharePoint publishing portal of a commune: `/portal/Pages/YYYY-M-D/<slug><random>.aspx`, all text in NFD.

Bad manners: decomposed letters also in the names of files, a hidden field label before the body, print pages
under another URL, Last-Modified is the time of the request.
"""

import re
import unicodedata
from datetime import UTC, datetime

from corpus.samples.sites.aspnet import AspNetSite
from corpus.samples.sites.site import http_date
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response
from corpus.samples.spelling import without_marks

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class SharePointPages(AspNetSite):
    """The layout of province portals built on publishing pages."""

    platform = "sharepoint-pages"
    server = "Microsoft-IIS/10.0"
    categories = {  # noqa: RUF012 (never changed)
        "tin": ("Tin-hoat-dong", "Tin hoạt động"),
        "thong-bao": ("Thong-bao", "Thông báo"),
        "van-ban": ("Van-ban", "Văn bản chỉ đạo"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_path = {self.path(post).lower(): post for post in self.posts}
        self._files = {
            unicodedata.normalize("NFC", self.file_href(post, place)).lower(): (post, place)
            for post in self.posts
            for place in range(len(post.files))
        }

    def start_path(self) -> str:
        return "/portal/Pages/default.aspx"

    def page_name(self, post: Post) -> str:
        """The name of the page: the head of the title and six letters by chance."""
        words = re.sub(r"[^A-Za-z0-9]+", "-", without_marks(post.article.title))[:42].strip("-")
        number, letters = post.id * 2654435761 % 36**6, ""
        for _ in range(6):
            number, digit = divmod(number, 36)
            letters += _DIGITS[digit]
        return f"{words}{letters}.aspx"

    def path(self, post: Post) -> str:
        day = post.article.published
        return f"/portal/Pages/{day.year}-{day.month}-{day.day}/{self.page_name(post)}"

    def file_href(self, post: Post, place: int) -> str:
        day = post.article.published
        name = f"{post.id}_{post.files[place].name}"
        return unicodedata.normalize("NFD", f"/portal/Documents/{day.year}-{day.month}/{name}")

    def encode(self, text: str) -> bytes:
        return unicodedata.normalize("NFD", text).encode()

    def shown_author(self, post: Post) -> str | None:
        return None

    def answer(self, request: Request) -> Response | None:
        path = request.path.lower()
        if path == "/robots.txt":
            return Response(200, "text/plain", b"User-agent: *\nDisallow: /_layouts/\nDisallow: /_vti_bin/\n")
        if path == "/_layouts/15/print.aspx":
            path = request.query.get("url", "").lower()
        if post := self._by_path.get(path):
            headers = (
                ("MicrosoftSharePointTeamServices", "15.0.0.4571"),
                ("Last-Modified", http_date(datetime.now(UTC))),
            )
            return self.html("pages_article.html", {"post": post, "seed": post.id}, headers)
        if place := self._files.get(path):
            return self.file_response(*place)
        return self._page(path, request)

    def _page(self, path: str, request: Request) -> Response | None:
        number = request.query.get("Page", "1")
        if path in ("/", "/portal/pages/default.aspx"):
            return self._list("Tin-hoat-dong", 1)
        if match := re.fullmatch(r"/portal/pages/([a-z-]+)\.aspx", path):
            return self._list(match.group(1), int(number) if number.isdecimal() else 1)
        return None

    def _list(self, page: str, number: int) -> Response | None:
        for section, (known, name) in self.categories.items():
            listing = self.listing(self.section(section), number) if known.lower() == page.lower() else None
            if listing:
                return self.html(
                    "pages_list.html", {"listing": listing, "name": name, "page": known, "seed": number}
                )
        return None
