"""An old VNPT Portal site: everything is `Default.aspx` with numbers.

Bad manners: a mobile twin of every page, bare ampersands in hrefs, upper-case tags without ends, mojibake in
a comment, the day of upload instead of the minute.
"""

import re

from markupsafe import Markup

from corpus.article import PartialDate
from corpus.samples.sites.aspnet import AspNetSite
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Headers, Request, Response
from corpus.samples.spelling import ascii_slug

_FILE = re.compile(r"/userfiles/\d+/vanban/(\d+)/(.+)")
_PAGES = ("/", "/default.aspx", "/mdefault.aspx", "/print.aspx")


class VnptPortal(AspNetSite):
    """VNPT Portal on ASP.NET 2.0."""

    platform = "vnpt-portal"
    server = "Microsoft-IIS/6.0"
    content_type = "text/html; charset=utf-8"
    sid = 1450
    categories = {  # noqa: RUF012 (never changed)
        "tin": (39361, 57801, "Tin tức"),
        "thong-bao": (39362, 57809, "Thông báo"),
        "van-ban": (39360, 57796, "Văn bản chỉ đạo điều hành"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_id = {post.id: post for post in self.posts}

    def start_path(self) -> str:
        return f"/Default.aspx?sid={self.sid}&pageid=39350"

    def path(self, post: Post) -> str:
        page, category, name = self.categories[post.section]
        decoration = f"catname={ascii_slug(name)}&title={post.slug[:40].strip('-')}"
        return f"/Default.aspx?sid={self.sid}&pageid={page}&catid={category}&id={post.id}&{decoration}"

    def raw_path(self, post: Post) -> Markup:
        """The href as this platform writes it: relative, ampersands unescaped."""
        return Markup(self.path(post).removeprefix("/"))  # noqa: S704 (digits and slugs only)

    def file_href(self, post: Post, place: int) -> str:
        return f"/UserFiles/{self.sid}/VanBan/{post.id}/{post.files[place].name}"

    def shown_date(self, post: Post) -> PartialDate | None:
        value = f"{post.article.published:%Y-%m-%d}"
        return PartialDate(value=value, precision="day", source="markup")

    def shown_author(self, post: Post) -> str | None:
        return None

    def answer(self, request: Request) -> Response | None:
        path = request.path.lower()
        if path not in _PAGES:
            return self._file(path)
        number = request.query.get("id", "")
        if number:
            post = self._by_id.get(int(number)) if number.isdecimal() else None
            return self.html("article.html", {"post": post, "seed": post.id}) if post else None
        page = request.query.get("pageindex", "1")
        return self._list(request.query.get("catid", "57801"), int(page) if page.isdecimal() else 1)

    def html(self, template: str, values: dict[str, object], headers: Headers = ()) -> Response:
        return super().html(template, values, (*headers, ("X-AspNet-Version", "2.0.50727")))

    def _list(self, category: str, number: int) -> Response | None:
        for section, (page, known, name) in self.categories.items():
            listing = self.listing(self.section(section), number) if str(known) == category else None
            if listing:
                values = {"listing": listing, "name": name, "page": page, "category": known}
                return self.html("list.html", {"seed": known + number, **values})
        return None

    def _file(self, path: str) -> Response | None:
        match = _FILE.fullmatch(path)
        return self.file_named(self._by_id.get(int(match.group(1))), match.group(2)) if match else None
