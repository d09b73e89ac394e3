"""A DotNetNuke 7 site with a Vietnamese news module, its pages in UTF-16 under a META that says UTF-8.

Bad manners: one text run with `<br>` for paragraphs, the title in a span, print views, login links.
"""

import re

from corpus.samples.sites.aspnet import AspNetSite
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response, redirect

_ARTICLE = re.compile(r"/[\w-]+/tabid/(\d+)/articleid/(\d+)/(?:[\w-]+|default)\.aspx")
_LIST = re.compile(r"/[\w-]+/tabid/(\d+)/(?:currentpage/(\d+)/)?default\.aspx")
_FILE = re.compile(r"/portals/0/vanban/(\d+)/(.+)")
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_HOME_TAB = 54


class DotNetNuke(AspNetSite):
    """DNN with tabid URLs."""

    platform = "dotnetnuke"
    server = "Microsoft-IIS/7.5"
    content_type = "text/html; charset=utf-16"
    categories = {  # noqa: RUF012 (never changed)
        "tin": ("Tin-tuc", 90, 412, "Tin tức"),
        "thong-bao": ("Thong-bao", 93, 418, "Thông báo"),
        "van-ban": ("Van-ban", 95, 431, "Văn bản"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_id = {post.id: post for post in self.posts}

    def path(self, post: Post) -> str:
        alias, tab, _, _ = self.categories[post.section]
        return f"/{alias}/tabid/{tab}/ArticleID/{post.id}/Default.aspx"

    def file_href(self, post: Post, place: int) -> str:
        return f"/Portals/0/VanBan/{post.id}/{post.files[place].name}"

    def encode(self, text: str) -> bytes:
        return b"\xff\xfe" + text.encode("utf-16-le")

    def long_date(self, post: Post) -> str:
        """The date line: `Thứ năm, 18/10/2018, 08:06 GMT+7`."""
        published = post.article.published
        return f"{_WEEKDAYS[published.weekday()]}, {published:%d/%m/%Y, %H:%M} GMT+7"

    def answer(self, request: Request) -> Response | None:
        path = request.path.lower()
        if path == "/":
            return self._list(_HOME_TAB, 1)
        if path.startswith("/login/"):
            return redirect("/", 302)
        if match := _ARTICLE.fullmatch(path):
            post = self._by_id.get(int(match.group(2)))
            return self.html("article.html", {"post": post, "seed": post.id}) if post else None
        if match := _LIST.fullmatch(path):
            return self._list(int(match.group(1)), int(match.group(2) or 1))
        return self._file(path)

    def _list(self, tab: int, number: int) -> Response | None:
        wanted = 90 if tab == _HOME_TAB else tab
        for section, (alias, known, module, name) in self.categories.items():
            listing = self.listing(self.section(section), number) if known == wanted else None
            if listing:
                values = {
                    "listing": listing,
                    "name": name,
                    "module": module,
                    "link": f"/{alias}/tabid/{known}",
                }
                return self.html("list.html", {"seed": number + tab, **values})
        return None

    def _file(self, path: str) -> Response | None:
        match = _FILE.fullmatch(path)
        return self.file_named(self._by_id.get(int(match.group(1))), match.group(2)) if match else None
