"""A mojoPortal site with the Vietnamese ArticleFeature module.

Bad manners: the header says windows-1252 for UTF-8, hours by SA/CH, a hidden author `administrator`, runs of
Word that cut words, one paragraph as bare text, the same article under several query strings.
"""

import re
from email.utils import format_datetime
from urllib.parse import quote

from markupsafe import Markup, escape

from corpus.samples.sites.aspnet import AspNetSite
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response, render

_FILE = re.compile(r"/data/article/(\d+)/(.+)")
_RUN_CHARS = 61
"""Where Word cut its runs: anywhere, also inside words."""
_FEED_ITEMS = 15


class MojoPortal(AspNetSite):
    """mojoPortal 2.4."""

    platform = "mojoportal"
    content_type = "text/html; charset=windows-1252"
    view_state_generator = "59C2B3A1"
    categories = {  # noqa: RUF012 (never changed)
        "tin": (2560, 420, "Tin tức"),
        "thong-bao": (2571, 424, "Thông báo"),
        "van-ban": (2583, 431, "Văn kiện - Văn bản"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_id = {post.id: post for post in self.posts}

    def start_path(self) -> str:
        return "/Default.aspx"

    def path(self, post: Post) -> str:
        module, page, _ = self.categories[post.section]
        return f"/Article/ViewDetail.aspx?itemid={post.id}&pageid={page}&mid={module}"

    def file_href(self, post: Post, place: int) -> str:
        return f"/Data/Article/{post.id}/{quote(post.files[place].name)}"

    def file_url(self, post: Post, place: int) -> str:
        return self.base + self.file_href(post, place)

    def shown_author(self, post: Post) -> str | None:
        return None

    def twelve_hours(self, post: Post) -> str:
        """The date line: `18/06/2019 04:56:00 CH`."""
        published = post.article.published
        return f"{published:%d/%m/%Y %I:%M:%S} {'SA' if published.hour < 12 else 'CH'}"

    def word_runs(self, text: str) -> Markup:
        """`text` in the spans that Word made of it."""
        runs = [text[place : place + _RUN_CHARS] for place in range(0, len(text), _RUN_CHARS)]
        style = "font-family:&quot;Times New Roman&quot;;font-size:14pt"
        shown = (
            f'<span style="{style}">{escape(run)}</span>' if n % 2 == 0 else str(escape(run))
            for n, run in enumerate(runs)
        )
        return Markup("".join(shown))  # noqa: S704 (runs are escaped)

    def rss_date(self, post: Post) -> str:
        """The publication time as RSS writes it."""
        return format_datetime(post.article.published)

    def answer(self, request: Request) -> Response | None:
        path = request.path.lower()
        if path in ("/", "/default.aspx"):
            return self._list("2560", 1)
        if path == "/article/viewdetail.aspx":
            return self._article(request.query.get("itemid", ""))
        if path == "/article/viewlist.aspx":
            number = request.query.get("pagenumber", "1")
            return self._list(request.query.get("mid", ""), int(number) if number.isdecimal() else 1)
        if path == "/article/rss.aspx":
            return self._feed(request.query.get("mid", ""))
        if path == "/sitemap.ashx":
            text = render("sitemap.xml", entries=[(f"{self.base}/Default.aspx", None)])
            return Response(200, "application/xml", text.encode())
        return self._file(path)

    def _article(self, number: str) -> Response | None:
        post = self._by_id.get(int(number)) if number.isdecimal() else None
        headers = (
            ("X-AspNet-Version", "4.0.30319"),
            ("Set-Cookie", "ASP.NET_SessionId=x0qk2s0b5bvhgqlt; path=/; HttpOnly"),
        )
        return self.html("article.html", {"post": post, "seed": post.id}, headers) if post else None

    def _list(self, module: str, number: int) -> Response | None:
        for section, (known, page, name) in self.categories.items():
            listing = self.listing(self.section(section), number) if str(known) == module else None
            if listing:
                values = {"listing": listing, "name": name, "module": known, "page": page}
                return self.html("list.html", {"seed": known + number, **values})
        return None

    def _feed(self, module: str) -> Response | None:
        for section, (known, _, name) in self.categories.items():
            if str(known) == module:
                posts = self.section(section)[:_FEED_ITEMS]
                text = render("mojoportal/feed.xml", site=self, spec=self.spec, posts=posts, name=name)
                return Response(200, "application/xml; charset=utf-8", text.encode())
        return None

    def _file(self, path: str) -> Response | None:
        match = _FILE.fullmatch(path)
        return self.file_named(self._by_id.get(int(match.group(1))), match.group(2)) if match else None
